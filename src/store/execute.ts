import type { Actor, Claim } from '../domain/claim.ts';
import type { Command } from '../domain/command.ts';
import type { Context, Decision } from '../domain/context.ts';
import { canSee, decide } from '../domain/decide.ts';
import type { Refused } from '../domain/refusals.ts';
import { type Report, report } from '../domain/report.ts';
import { digestsOf } from './chain.ts';
import { type Contact, type NewContact, partyOf } from './contact.ts';
import { query } from './database.ts';
import { entryOf, newFiles } from './entry.ts';
import { type Knock, type Outcome, refusal, replay } from './outcome.ts';
import { againstCompetition, answerOfKey } from './repetition.ts';
import type { Store } from './store.ts';
import { after, type CaughtUp, caughtUp, type Visit } from './visit.ts';

export type { Answer, Idempotency } from './idempotency.ts';
export type { Outcome } from './outcome.ts';
export type { Visit } from './visit.ts';

export interface CommandKnock extends Knock {
  readonly claimId: string;
  readonly command: Command;
  readonly expectedVersion?: number | undefined;
  /** Personal data that came with the command. */
  readonly contact?: NewContact | null | undefined;
}

export interface ReportKnock extends Omit<Knock, 'actor'> {
  readonly refundId: string;
  readonly report: Report;
  /** The marketplace unless told. */
  readonly actor?: Actor;
}

interface Deed extends Omit<CommandKnock, 'command'> {
  readonly shopId: string;
  readonly decide: (claim: Claim, context: Context) => Decision;
}

/**
 * THE DOOR. Gives a command to a claim: every deadline that is due is applied, the command decided, and all that
 * follows written in one statement under the version that was read. Whoever comes second decides again.
 */
export async function execute(store: Store, { command, ...knock }: CommandKnock): Promise<Outcome> {
  const shopId = await store.claims.shopOf(knock.claimId);
  if (shopId === null) return { kind: 'not_found' };
  return through(store, { ...knock, shopId, decide: (claim, context) => decide(claim, command, context) });
}

/** What the marketplace tells of a refund (R59a). A refund that nobody knows is `not_found`, and may be told again. */
export async function reportRefund(store: Store, knock: ReportKnock): Promise<Outcome> {
  const { refundId, report: told, actor = { role: 'marketplace' }, ...rest } = knock;
  const claimId = await claimOfRefund(store, refundId);
  const shopId = claimId && (await store.claims.shopOf(claimId));
  if (!claimId || !shopId) return { kind: 'not_found' };
  return through(store, { ...rest, actor, claimId, shopId, decide: (claim, context) => report(claim, told, context) });
}

async function claimOfRefund(store: Store, refundId: string): Promise<string | null> {
  const shopId = await store.refunds.shopOf(refundId);
  const sql = 'select claim_id from refund where shop_id = $1 and id = $2';
  return (await query<{ claim_id: string }>(store.pool, sql, [shopId, refundId]))[0]?.claim_id ?? null;
}

/** A claim to look at, with every due deadline applied and written; null when there is none for this actor. */
export async function visit(
  store: Store,
  { claimId, actor }: { readonly claimId: string; readonly actor: Actor },
): Promise<Visit | null> {
  const shopId = await store.claims.shopOf(claimId);
  if (shopId === null) return null;
  return againstCompetition(async () => {
    const loaded = await store.load({ shopId, claimId });
    if (!loaded || !canSee(loaded.claim, actor)) return { done: null };
    const caught = caughtUp(loaded, store.config.rulesOf(loaded.claim.policy));
    return (await writeDue(store, caught)) && { done: caught.visit };
  });
}

/** Writes the deadlines that were due; false when the claim has changed meanwhile. */
async function writeDue(store: Store, { before, visit: { claim, now, rules }, events }: CaughtUp): Promise<boolean> {
  if (events.length === 0) return true;
  const entry = entryOf({ before, after: claim, events, now, rules }, store.refundDelays);
  return store.write(entry);
}

async function through(store: Store, deed: Deed): Promise<Outcome> {
  return store.turns(deed.claimId, () =>
    againstCompetition(
      () => attempt(store, deed),
      () => answerOfKey(store, deed.idempotency),
    ),
  );
}

/** False: the claim changed between reading and writing. */
async function attempt(store: Store, deed: Deed): Promise<{ done: Outcome } | false> {
  const loaded = await store.load(deed);
  if (!loaded || !canSee(loaded.claim, deed.actor)) return { done: { kind: 'not_found' } };
  if (loaded.answered) return { done: replay(loaded.answered, deed) };
  const caught = caughtUp(loaded, store.config.rulesOf(loaded.claim.policy));
  const { visit: before } = caught;
  const { version } = before.claim;
  if (deed.expectedVersion !== undefined && deed.expectedVersion !== version) {
    return (await writeDue(store, caught)) && { done: { kind: 'version_mismatch', version } };
  }
  const { now, rules, line } = before;
  const decision = deed.decide(before.claim, { actor: deed.actor, now, rules, line });
  return decision.refused
    ? (await writeDue(store, caught)) && { done: refusal(decision.refused, before) }
    : carryOut(store, { deed, caught, decision });
}

interface Decided {
  readonly deed: Deed;
  readonly caught: CaughtUp;
  readonly decision: Exclude<Decision, { refused: Refused }>;
}

async function carryOut(store: Store, { deed, caught, decision }: Decided): Promise<{ done: Outcome } | false> {
  const contact = contactOf(deed, caught.visit);
  const decided = after(caught.visit, decision.claim, decision.events);
  const visited = contact ? { ...decided, contacts: [...decided.contacts, contact] } : decided;
  const answer = deed.answer(visited);
  const done: Outcome = { kind: 'done', visit: visited, events: [...caught.events, ...decision.events], answer };
  // What changes nothing (a report told twice) is answered alike without a row for its key.
  if (done.events.length === 0) return { done };
  const idempotency = deed.idempotency && { ...deed.idempotency, answer };
  const { before, visit: at } = caught;
  const change = { before, after: decision.claim, events: done.events, now: at.now, rules: at.rules };
  const digests = await digestsOf(store.pool, newFiles(change));
  await deed.prepare?.();
  const { audit } = deed;
  const entry = entryOf({ ...change, contact, idempotency, digests, audit }, store.refundDelays);
  return (await store.write(entry)) && { done };
}

function contactOf({ contact, actor }: Deed, { now }: Visit): Contact | undefined {
  return contact ? { ...contact, party: partyOf(actor), at: now } : undefined;
}
