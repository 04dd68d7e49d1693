import { type Actor, type Claim, REMEDIES, type Remedy, SUSPENSION_GROUNDS, type Terms } from '../domain/claim.ts';
import type { Bodies, CommandType } from '../domain/command.ts';
import { type Policy, reasonNamed } from '../domain/policy.ts';
import { COMMANDS, PROCESS } from '../domain/process.ts';
import type { RulingContent } from '../domain/verdict.ts';
import { allOf, BUYER, MEDIATOR, partOf, SELLER, SUPERVISORS, type World } from './world.ts';

/** What a body is made for. */
export interface Scene {
  readonly claim: Claim;
  readonly world: World;
  readonly policy: Policy;
  /** One of each kind of terms that a claim on this line may carry. */
  readonly terms: readonly Terms[];
  /** Whether the deadline is as near as can be, or there is none. */
  readonly late: boolean;
}

const statement = { words: 'words', files: ['file-1'] };
const sending = { carrier: 'carrier', trackingNumber: 'number', files: [] };
const words = { words: 'words' };

/** Repair goes the way of exchange in every rule but R12, so it is proposed and ruled nowhere else. */
const DIFFERENT: readonly Remedy[] = REMEDIES.filter((remedy) => remedy !== 'repair');

function amountsIn({ claim, world, policy }: Scene): { all: number; part: number } {
  return { all: allOf(world, reasonNamed(policy, claim.terms.reason)), part: partOf(world, policy) };
}

function ruling(remedy: RulingContent['remedy'], amount: number, fault: RulingContent['fault']): RulingContent {
  return {
    fault,
    remedy,
    amount,
    returnGoods: remedy === 'return_refund' || remedy === 'exchange' || remedy === 'repair',
    freight: 'seller',
    funding: 'seller',
    findings: [{ text: 'words', files: [] }],
    reasonCode: 'other',
    rules: ['R50'],
  };
}

/** Every kind of ruling: each remedy for all and for part of the money, and that the seller is right. */
function rulingsIn(scene: Scene): RulingContent[] {
  const { all, part } = amountsIn(scene);
  const granted = DIFFERENT.flatMap((remedy) => [ruling(remedy, all, 'seller'), ruling(remedy, part, 'both')]);
  return [...granted, ruling('refund_only', all, 'carrier'), ruling('none', 0, 'none')];
}

function refusalsIn({ policy }: Scene): Bodies['refuse'][] {
  return policy.refusal_reasons.slice(0, 1).map(({ code, needs_proof }) => ({
    reason: code,
    words: 'words',
    files: needs_proof ? ['file-2'] : [],
  }));
}

/**
 * Whoever proposes, and whenever in a state, accepted it is the same terms. So every remedy is proposed by the seller at
 * the last moment, which lives are measured by, and one remedy by both and at every instant.
 */
function proposalsIn(scene: Scene, actor: Actor): Bodies['propose'][] {
  const { all } = amountsIn(scene);
  const remedies = actor.role === 'seller' && scene.late ? DIFFERENT : DIFFERENT.slice(0, 1);
  return remedies.map((remedy) => ({ remedy, amount: all, freight: 'seller', words: 'words' }));
}

function lateEvidenceIn({ claim }: Scene): Bodies['admit_evidence'][] {
  const item = claim.evidence.find(({ admitted }) => admitted === null);
  return [true, false].map((admitted) => ({ evidenceId: item?.id ?? 'evd_none', admitted, words: 'words' }));
}

function appealDecisionsIn(scene: Scene): Bodies['decide_appeal'][] {
  const overturned = rulingsIn(scene).map((content) => ({ outcome: 'overturned' as const, ruling: content, ...words }));
  return [
    { outcome: 'upheld', ruling: null, ...words },
    { outcome: 'overturned', ruling: null, ...words },
    ...overturned,
  ];
}

type BodyMakers = { readonly [T in CommandType]: (scene: Scene, actor: Actor) => readonly Bodies[T][] };

/** For each command, bodies of every kind that the rules tell apart. */
const BODIES: BodyMakers = {
  modify_terms: ({ terms }) => terms.map((one) => ({ terms: one })),
  withdraw: () => [{}],
  agree: () => [{ addressGiven: true }],
  refuse: refusalsIn,
  propose: proposalsIn,
  accept_proposal: () => [{}],
  decline_proposal: () => [{ words: null }],
  ship_return: () => [sending],
  confirm_return: () => [{}],
  contest_return: () => [statement],
  ship_replacement: () => [sending],
  accept_replacement: () => [{}],
  request_intervention: () => [statement],
  withdraw_intervention: () => [{}],
  submit_evidence: () => [statement],
  finish_evidence: () => [{}],
  appeal: () => [statement],
  request_call: () => [{ words: null }],
  step_in: () => [words],
  take: () => [{}],
  release: () => [{}],
  assign: () => [{ mediatorId: 'mediator-2' }],
  require_evidence: () => [
    { from: 'buyer', ...words },
    { from: 'seller', ...words },
  ],
  admit_evidence: lateEvidenceIn,
  rule: rulingsIn,
  approve_ruling: () => [{}],
  send_back_ruling: () => [words],
  decide_appeal: appealDecisionsIn,
  suspend: () => SUSPENSION_GROUNDS.map((ground) => ({ ground, ...words })),
  resume: () => [{}],
  escalate: () => [words],
  log_call: () => [{ party: 'buyer', ...words }],
};

export function bodiesOf<T extends CommandType>(type: T, scene: Scene, actor: Actor): readonly Bodies[T][] {
  return BODIES[type](scene, actor);
}

const [FIRST = MEDIATOR, SECOND = MEDIATOR, THIRD = MEDIATOR, FOURTH = MEDIATOR] = SUPERVISORS;

/**
 * Who gives a command. A supervisor may do whatever a mediator may (R47), so a mediator is tried only where it makes a
 * difference; whoever approves or decides an appeal is somebody else than whoever ruled (R47, R52).
 */
const ACTORS: Partial<Record<CommandType, readonly Actor[]>> = {
  take: [MEDIATOR, FIRST],
  step_in: [MEDIATOR, FIRST],
  approve_ruling: [SECOND],
  send_back_ruling: [SECOND],
  decide_appeal: [THIRD, FOURTH],
};

const BY_ROLE: Partial<Record<Actor['role'], Actor>> = { buyer: BUYER, seller: SELLER, supervisor: FIRST };

/** Everybody who is tried with each command. */
export const COMMAND_ACTORS: ReadonlyMap<CommandType, readonly Actor[]> = new Map(
  COMMANDS.map((type) => [type, ACTORS[type] ?? PROCESS[type].by.flatMap((role) => BY_ROLE[role] ?? [])]),
);
