import { type Static, type TObject, type TProperties, Type } from 'typebox';
import { REMEDIES, SUSPENSION_GROUNDS } from '../domain/claim.ts';
import type { Bodies, Command, CommandType } from '../domain/command.ts';
import { FAULTS, FREIGHTS, FUNDINGS, RULING_REASONS, RULING_REMEDIES, type RulingContent } from '../domain/verdict.ts';
import { Amount, AskedAmount, Code, Empty, FileIds, Id, record, text, Words } from './primitive.ts';
import { PARTIES, readTerms, TermsBody } from './terms.ts';
import { fromWire } from './wire.ts';

const Party = Type.Enum(PARTIES);
const Files = Type.Optional(FileIds);
const Phone = Type.String({ minLength: 3, maxLength: 32, pattern: '^[0-9+() -]+$' });

export const ReturnAddress = record({ name: text(100), phone: Phone, address: text(500) }, { title: 'ReturnAddress' });

const Statement = record({ words: Words, files: Files });
const Saying = record({ words: Words });
const Sending = record({ carrier: text(100), tracking_number: text(100), files: Files });

export const RulingBody = record(
  {
    fault: Type.Enum(FAULTS),
    remedy: Type.Enum(RULING_REMEDIES),
    amount: Amount,
    return_goods: Type.Boolean(),
    freight: Type.Enum(FREIGHTS),
    funding: Type.Enum(FUNDINGS),
    findings: Type.Array(record({ text: Words, files: Files }), { minItems: 1, maxItems: 50 }),
    reason_code: Type.Enum(RULING_REASONS),
    rules: Type.Array(Type.String({ pattern: '^R\\d+a?$', maxLength: 8 }), { maxItems: 50, uniqueItems: true }),
  },
  { title: 'RulingBody' },
);

function readRuling(body: Static<typeof RulingBody>): RulingContent {
  return { ...fromWire(body), findings: body.findings.map(({ text: words, files = [] }) => ({ text: words, files })) };
}

/** Personal data that travels beside a command and is kept outside the events. */
export type ContactData =
  | { readonly kind: 'return_address'; readonly name: string; readonly phone: string; readonly address: string }
  | { readonly kind: 'call'; readonly phone: string };

interface Reading<T extends CommandType, P extends TProperties> {
  readonly schema: TObject<P>;
  readonly read: (body: Static<TObject<P>>) => Bodies[T];
  readonly contact?: (body: Static<TObject<P>>) => ContactData | null;
}

/** What a command's body looks like on the wire, and the same after its own schema has passed it. */
export interface CommandForm {
  readonly schema: TObject;
  /** The command for the domain; the body must have passed the schema. */
  readonly toCommand: (body: unknown) => Command;
  /** Personal data in the body, which never enters an event. */
  readonly contactOf: (body: unknown) => ContactData | null;
}

function form<T extends CommandType, P extends TProperties>(type: T, reading: Reading<T, P>): CommandForm {
  type Body = Static<TObject<P>>;
  return {
    schema: reading.schema,
    toCommand: (body) => ({ type, body: reading.read(body as Body) }) as Command,
    contactOf: (body) => reading.contact?.(body as Body) ?? null,
  };
}

function without<T extends CommandType>(type: T, body: Bodies[T]): CommandForm {
  return form(type, { schema: Empty, read: () => body });
}

const statement = ({ words, files = [] }: Static<typeof Statement>) => ({ words, files });
const sending = ({ files = [], ...body }: Static<typeof Sending>) => ({ ...fromWire(body), files });

/** Every command: a new one does not compile before it has its form here. */
export const COMMAND_FORMS: { readonly [T in CommandType]: CommandForm } = {
  modify_terms: form('modify_terms', {
    schema: record({ terms: TermsBody }),
    read: ({ terms }) => ({ terms: readTerms(terms) }),
  }),
  withdraw: without('withdraw', {}),
  agree: form('agree', {
    schema: record({ return_address: Type.Optional(ReturnAddress) }),
    read: ({ return_address }) => ({ addressGiven: return_address !== undefined }),
    contact: ({ return_address }) => (return_address ? { kind: 'return_address', ...return_address } : null),
  }),
  refuse: form('refuse', {
    schema: record({ reason: Code, words: text(200, 2), files: Files }),
    read: ({ reason, words, files = [] }) => ({ reason, words, files }),
  }),
  propose: form('propose', {
    schema: record({ remedy: Type.Enum(REMEDIES), amount: AskedAmount, freight: Party, words: Words }),
    read: (body) => body,
  }),
  accept_proposal: without('accept_proposal', {}),
  decline_proposal: form('decline_proposal', {
    schema: record({ words: Type.Optional(Words) }),
    read: ({ words = null }) => ({ words }),
  }),
  ship_return: form('ship_return', { schema: Sending, read: sending }),
  confirm_return: without('confirm_return', {}),
  contest_return: form('contest_return', { schema: Statement, read: statement }),
  ship_replacement: form('ship_replacement', { schema: Sending, read: sending }),
  accept_replacement: without('accept_replacement', {}),
  request_intervention: form('request_intervention', { schema: Statement, read: statement }),
  withdraw_intervention: without('withdraw_intervention', {}),
  submit_evidence: form('submit_evidence', {
    schema: record({ words: Type.Optional(Type.Union([Words, Type.Literal('')])), files: Files }),
    read: ({ words = '', files = [] }) => ({ words, files }),
  }),
  finish_evidence: without('finish_evidence', {}),
  appeal: form('appeal', { schema: Statement, read: statement }),
  request_call: form('request_call', {
    schema: record({ phone: Phone, words: Type.Optional(Words) }),
    read: ({ words = null }) => ({ words }),
    contact: ({ phone }) => ({ kind: 'call', phone }),
  }),
  step_in: form('step_in', { schema: Saying, read: (body) => body }),
  take: without('take', {}),
  release: without('release', {}),
  assign: form('assign', {
    schema: record({ mediator_id: Id }),
    read: ({ mediator_id }) => ({ mediatorId: mediator_id }),
  }),
  require_evidence: form('require_evidence', { schema: record({ from: Party, words: Words }), read: (body) => body }),
  admit_evidence: form('admit_evidence', {
    schema: record({ evidence_id: Id, admitted: Type.Boolean(), words: Words }),
    read: fromWire,
  }),
  rule: form('rule', { schema: RulingBody, read: readRuling }),
  approve_ruling: without('approve_ruling', {}),
  send_back_ruling: form('send_back_ruling', { schema: Saying, read: (body) => body }),
  decide_appeal: form('decide_appeal', {
    schema: record({
      outcome: Type.Enum(['upheld', 'overturned']),
      ruling: Type.Optional(RulingBody),
      words: Words,
    }),
    read: ({ outcome, ruling, words }) => ({ outcome, ruling: ruling ? readRuling(ruling) : null, words }),
  }),
  suspend: form('suspend', {
    schema: record({ ground: Type.Enum(SUSPENSION_GROUNDS), words: Words }),
    read: (body) => body,
  }),
  resume: without('resume', {}),
  escalate: form('escalate', { schema: Saying, read: (body) => body }),
  log_call: form('log_call', { schema: record({ party: Party, words: Words }), read: (body) => body }),
};

/** `request_intervention` → `request-intervention`, as addresses write it. */
export function kebabCase(command: CommandType): string {
  return command.replaceAll('_', '-');
}
