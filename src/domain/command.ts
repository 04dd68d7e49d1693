import type { Party, Remedy, SuspensionGround, Terms } from './claim.ts';
import type { RulingContent } from './verdict.ts';

type Empty = Record<never, never>;
interface Statement {
  readonly words: string;
  readonly files: readonly string[];
}
interface Sending {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly files: readonly string[];
}

/** The body of every command. Personal data (addresses, telephone numbers) stays outside: only that it was given. */
export interface Bodies {
  modify_terms: { readonly terms: Terms };
  withdraw: Empty;
  agree: { readonly addressGiven: boolean };
  refuse: Statement & { readonly reason: string };
  propose: { readonly remedy: Remedy; readonly amount: number; readonly freight: Party; readonly words: string };
  accept_proposal: Empty;
  decline_proposal: { readonly words: string | null };
  ship_return: Sending;
  confirm_return: Empty;
  contest_return: Statement;
  ship_replacement: Sending;
  accept_replacement: Empty;
  request_intervention: Statement;
  withdraw_intervention: Empty;
  submit_evidence: Statement;
  finish_evidence: Empty;
  appeal: Statement;
  request_call: { readonly words: string | null };
  step_in: { readonly words: string };
  take: Empty;
  release: Empty;
  assign: { readonly mediatorId: string };
  require_evidence: { readonly from: Party; readonly words: string };
  admit_evidence: { readonly evidenceId: string; readonly admitted: boolean; readonly words: string };
  rule: RulingContent;
  approve_ruling: Empty;
  send_back_ruling: { readonly words: string };
  decide_appeal: {
    readonly outcome: 'upheld' | 'overturned';
    readonly ruling: RulingContent | null;
    readonly words: string;
  };
  suspend: { readonly ground: SuspensionGround; readonly words: string };
  resume: Empty;
  escalate: { readonly words: string };
  log_call: { readonly party: Party; readonly words: string };
}

export type CommandType = keyof Bodies;

/** What somebody wants done to a claim. */
export type Command = { [T in CommandType]: { readonly type: T; readonly body: Bodies[T] } }[CommandType];
