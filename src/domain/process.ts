import type { Actor } from './claim.ts';
import type { CommandType } from './command.ts';

/** Where a claim stands: its status, or in an intervention its stage. */
export const POSITIONS = [
  'awaiting_seller',
  'refused',
  'awaiting_return',
  'awaiting_inspection',
  'awaiting_replacement',
  'awaiting_acceptance',
  'evidence',
  'required',
  'reply',
  'review',
  'awaiting_approval',
  'refunding',
  'succeeded',
  'closed',
] as const;
export type Position = (typeof POSITIONS)[number];

const INTERVENTION = ['evidence', 'required', 'reply', 'review', 'awaiting_approval'] as const;
const EXECUTION = ['awaiting_return', 'awaiting_inspection', 'awaiting_replacement', 'awaiting_acceptance'] as const;
const NEGOTIATION = ['awaiting_seller', 'refused', ...EXECUTION] as const;
const LIVE = [...NEGOTIATION, ...INTERVENTION] as const;
const RULED = [...EXECUTION, 'refunding', 'succeeded', 'closed'] as const;

interface Entry {
  /** Who may give the command. */
  readonly by: readonly Actor['role'][];
  /** Where the claim must stand. */
  readonly in: readonly Position[];
  /** `before`: only while there is no ruling; `after`: only once there is one; `any`: either. */
  readonly ruling: 'before' | 'after' | 'any';
  /** Whether it may be given while the intervention is suspended (R48). */
  readonly suspended: boolean;
  readonly rule: string;
}

const buyer = ['buyer'] as const;
const seller = ['seller'] as const;
const parties = ['buyer', 'seller'] as const;
const staff = ['mediator', 'supervisor'] as const;
const supervisor = ['supervisor'] as const;

/** The process: which command, by whom, in which states. */
export const PROCESS: Record<CommandType, Entry> = {
  modify_terms: { by: buyer, in: ['awaiting_seller', 'refused'], ruling: 'before', suspended: false, rule: 'R15' },
  withdraw: { by: buyer, in: LIVE, ruling: 'before', suspended: true, rule: 'R15' },
  agree: {
    by: seller,
    in: ['awaiting_seller', 'refused', ...INTERVENTION],
    ruling: 'before',
    suspended: true,
    rule: 'R24',
  },
  refuse: { by: seller, in: ['awaiting_seller'], ruling: 'before', suspended: false, rule: 'R22' },
  propose: { by: parties, in: LIVE, ruling: 'before', suspended: true, rule: 'R25' },
  accept_proposal: { by: parties, in: LIVE, ruling: 'before', suspended: true, rule: 'R25' },
  decline_proposal: { by: parties, in: LIVE, ruling: 'before', suspended: true, rule: 'R25' },
  ship_return: { by: buyer, in: ['awaiting_return'], ruling: 'any', suspended: false, rule: 'R57' },
  confirm_return: { by: seller, in: ['awaiting_inspection'], ruling: 'any', suspended: false, rule: 'R58' },
  contest_return: { by: seller, in: ['awaiting_inspection'], ruling: 'before', suspended: false, rule: 'R58' },
  ship_replacement: { by: seller, in: ['awaiting_replacement'], ruling: 'any', suspended: false, rule: 'R59' },
  accept_replacement: { by: buyer, in: ['awaiting_acceptance'], ruling: 'any', suspended: false, rule: 'R59' },
  request_intervention: {
    by: parties,
    in: ['refused', 'awaiting_inspection'],
    ruling: 'before',
    suspended: false,
    rule: 'R30',
  },
  withdraw_intervention: { by: parties, in: INTERVENTION, ruling: 'before', suspended: true, rule: 'R35' },
  submit_evidence: { by: parties, in: INTERVENTION, ruling: 'before', suspended: true, rule: 'R40' },
  finish_evidence: {
    by: parties,
    in: ['evidence', 'required', 'reply'],
    ruling: 'before',
    suspended: false,
    rule: 'R40',
  },
  appeal: { by: parties, in: RULED, ruling: 'after', suspended: false, rule: 'R56' },
  request_call: { by: parties, in: [...LIVE, 'refunding'], ruling: 'any', suspended: true, rule: 'R46' },
  step_in: { by: staff, in: NEGOTIATION, ruling: 'before', suspended: false, rule: 'R36' },
  take: { by: staff, in: INTERVENTION, ruling: 'before', suspended: true, rule: 'R47' },
  release: { by: staff, in: INTERVENTION, ruling: 'before', suspended: true, rule: 'R47' },
  assign: { by: supervisor, in: INTERVENTION, ruling: 'before', suspended: true, rule: 'R47' },
  require_evidence: { by: staff, in: ['review'], ruling: 'before', suspended: false, rule: 'R43' },
  admit_evidence: { by: staff, in: ['review'], ruling: 'before', suspended: false, rule: 'R42' },
  rule: { by: staff, in: ['review'], ruling: 'before', suspended: false, rule: 'R50' },
  approve_ruling: { by: supervisor, in: ['awaiting_approval'], ruling: 'before', suspended: false, rule: 'R52' },
  send_back_ruling: { by: supervisor, in: ['awaiting_approval'], ruling: 'before', suspended: false, rule: 'R52' },
  decide_appeal: { by: supervisor, in: RULED, ruling: 'after', suspended: false, rule: 'R56' },
  suspend: { by: staff, in: INTERVENTION, ruling: 'before', suspended: false, rule: 'R48' },
  resume: { by: staff, in: INTERVENTION, ruling: 'before', suspended: true, rule: 'R48' },
  escalate: { by: staff, in: INTERVENTION, ruling: 'before', suspended: true, rule: 'R46' },
  log_call: { by: staff, in: [...LIVE, 'refunding'], ruling: 'any', suspended: true, rule: 'R46' },
};

export const COMMANDS = Object.keys(PROCESS) as readonly CommandType[];
