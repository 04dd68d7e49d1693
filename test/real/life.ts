import { kebabCase } from '../../src/contract/command.ts';
import type { CommandType } from '../../src/domain/command.ts';
import { HOUR, type Instant } from '../../src/domain/time.ts';
import type { Chance } from './chance.ts';
import { type Choice, CONDUCT, isDear, type Move, type Place, type Silence } from './conduct.ts';
import type { ClaimSeen, Market, OrderSeen } from './market.ts';

/** One claim on its way, and the next thing that happens to it. */
export interface Life {
  readonly id: string;
  readonly chance: Chance;
  /** Whether the goods had not been shipped when it was opened. */
  readonly unshipped: boolean;
  /** As it was last seen, by whomever. */
  claim: ClaimSeen;
}

/** What is done when its time comes. */
export interface Appointment {
  readonly at: Instant;
  readonly keep: () => Promise<void>;
}

const ended = ({ status }: ClaimSeen) => status === 'succeeded' || status === 'closed';
const isOwed = ({ refund }: ClaimSeen) => refund !== null && refund.status !== 'succeeded';

/** Nothing more can happen to it: ended, every refund paid, no appeal possible. */
export function isOver(claim: ClaimSeen): boolean {
  return ended(claim) && claim.deadline === null && !isOwed(claim);
}

function placeOf({ claim, unshipped }: Life): Place {
  const { status, stage, proposal } = claim;
  if (ended(claim)) return stage === 'appeal' ? 'appeal' : 'appealable';
  if (stage === 'appeal') return 'appeal';
  if (proposal) return proposal.by === 'seller' ? 'proposal_to_buyer' : 'proposal_to_seller';
  if (claim.suspended) return 'suspended';
  if (status === 'awaiting_seller' && unshipped) return 'unshipped';
  if (stage === 'review' && claim.intervention?.overdue) return 'overdue';
  if (status === 'in_intervention') return stage ?? 'review';
  return status as Place;
}

/** `Act-As` of the staff member who moves: the owner where there is one, else anybody who did not rule. */
function staffFor({ intervention, ruling }: ClaimSeen, { by, command }: Move, chance: Chance): string {
  const owner = intervention?.owner;
  const owned: readonly CommandType[] = ['take', 'step_in'];
  if (by === 'mediator' && owner?.id && !owned.includes(command)) return `${owner.role}:${owner.id}`;
  if (by === 'mediator' && intervention?.level !== 2) return `mediator:M${Math.floor(chance.between(1, 6))}`;
  const involved = [ruling?.by, ruling?.approved_by, intervention?.draft?.by];
  const free = ['V1', 'V2', 'V3', 'V4'].filter((id) => !involved.includes(id));
  return `supervisor:${free[Math.floor(chance.between(0, free.length))]}`;
}

function actorOf(claim: ClaimSeen, move: Move, chance: Chance): string {
  if (move.by === 'buyer') return `buyer:${claim.buyer_id}`;
  return move.by === 'seller' ? `seller:${claim.shop_id}/atendente` : staffFor(claim, move, chance);
}

const isStaff = ({ by }: Move) => by === 'mediator' || by === 'supervisor';

function keep(life: Life, claim: ClaimSeen): void {
  life.claim = claim;
}

/** The claim as the marketplace sees it, who sees the names of staff. */
export async function look(market: Market, life: Life): Promise<void> {
  keep(life, await market.must<ClaimSeen>(null, `GET /v1/claims/${life.id}`));
}

/** Gives a command, if it is on offer to whoever would give it. */
async function make(market: Market, life: Life, move: Move): Promise<void> {
  const { chance } = life;
  if (isStaff(move)) await look(market, life);
  const actor = actorOf(life.claim, move, chance);
  const seen = await market.must<ClaimSeen>(actor, `GET /v1/claims/${life.id}`);
  if (!seen.actions.some(({ command }) => command === move.command)) return keep(life, seen);
  const body = (await move.body?.({ claim: seen, chance, market, actor })) ?? {};
  keep(life, await market.must<ClaimSeen>(actor, `POST /v1/claims/${life.id}/${kebabCase(move.command)}`, body));
}

/** The marketplace puts the order again, with this line on its way (R22). */
async function ship(market: Market, life: Life): Promise<void> {
  const { claim } = life;
  const order = await market.must<OrderSeen>(null, `GET /v1/orders/${claim.order_id}`);
  const shipped_at = new Date(market.now()).toISOString();
  const lines = order.lines.map((line) =>
    line.id === claim.line_id ? { ...line, status: 'shipped' as const, shipped_at } : line,
  );
  await market.must(null, `PUT /v1/orders/${order.id}`, { ...order, lines });
  await look(market, life);
}

/** Money fails one time in seven, and then succeeds under the same id (R59a). */
async function pay(market: Market, life: Life): Promise<void> {
  const { chance } = life;
  const { refund } = life.claim;
  if (!refund) throw new Error('there is nothing to pay');
  const fails = refund.status === 'instructed' && chance.happens(1 / 7);
  if (fails) await market.must(null, `POST /v1/refunds/${refund.id}/failed`, { reason: 'conta encerrada' });
  else await market.must(null, `POST /v1/refunds/${refund.id}/succeeded`, { reference: `pix-${refund.id}` });
  await look(market, life);
}

const isSilence = (choice: Choice): choice is Silence => 'silence' in choice;

/** Where much money is at stake, nobody gives in or keeps silent before the platform has ruled. */
function isInCharacter(choice: Choice, { claim }: Life): boolean {
  const early = claim.status === 'awaiting_seller' || claim.status === 'refused';
  return (
    !(early && isDear(claim)) || ('command' in choice && ['refuse', 'request_intervention'].includes(choice.command))
  );
}

function choose(life: Life): Choice {
  const place = placeOf(life);
  const choices: readonly Choice[] = CONDUCT[place];
  const fitting = choices.filter(
    (choice) => (place === 'unshipped' || isInCharacter(choice, life)) && (choice as Move).when?.(life.claim) !== false,
  );
  const chosen = life.chance.weighted(fitting);
  if (!chosen) throw new Error(`nothing to do in ${life.claim.status}`);
  return chosen;
}

/** When silence shows: at the deadline, or before it when a proposal lapses. */
function silentUntil({ deadline, proposal }: ClaimSeen, now: Instant): Instant {
  const instants = [deadline?.at, proposal?.expires_at].flatMap((at) => (at ? [Date.parse(at)] : []));
  return Math.min(...instants.filter((at) => at > now));
}

/** What happens next to a claim that is not over. Whoever thinks longer than the deadline allows has been silent. */
export function nextOf(life: Life, market: Market): Appointment {
  const { claim, chance } = life;
  const after = (least: number, most: number) => Math.floor(market.now() + chance.between(least, most) * HOUR);
  if (isOwed(claim)) return { at: after(1, 60), keep: () => pay(market, life) };
  const silent = { at: silentUntil(claim, market.now()), keep: () => look(market, life) };
  const choice = choose(life);
  if (isSilence(choice)) return silent;
  const at = after(...choice.hours);
  if (at >= silent.at) return silent;
  return { at, keep: () => ('ships' in choice ? ship(market, life) : make(market, life, choice)) };
}
