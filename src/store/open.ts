import type { Terms } from '../domain/claim.ts';
import { openClaim } from '../domain/decide.ts';
import { digestsOf } from './chain.ts';
import { changeOf } from './changes.ts';
import { entryOf } from './entry.ts';
import { visit } from './execute.ts';
import { type Loaded, loadLine } from './load.ts';
import { type Knock, type Outcome, refusal, replay } from './outcome.ts';
import { againstCompetition, answerOfKey } from './repetition.ts';
import type { Store } from './store.ts';
import type { Visit } from './visit.ts';
import { writeOpening } from './write.ts';

export interface OpeningKnock extends Knock {
  readonly orderId: string;
  readonly lineId: string;
  readonly terms: Terms;
}

/** Opens a claim on an order line (R10–R14), through the same door. */
export async function open(store: Store, knock: OpeningKnock): Promise<Outcome> {
  const { orderId } = knock;
  return againstCompetition(
    async () => {
      const shopId = await store.orders.shopOf(orderId);
      return shopId === null ? { done: { kind: 'not_found' } } : attempt(store, shopId, knock);
    },
    () => answerOfKey(store, knock.idempotency),
  );
}

async function attempt(store: Store, shopId: string, knock: OpeningKnock): Promise<{ done: Outcome } | false> {
  const loaded = await loadLine(store, { shopId, ...knock });
  if (!loaded) return moved(store, shopId, knock);
  if (loaded.answered) return { done: replay(loaded.answered, knock) };
  if (loaded.liveClaim !== null && (await hasEndedBy(store, loaded.liveClaim))) return false;
  const rules = store.config.rulesAt(loaded.now);
  if (!rules) throw new Error('no policy is in effect');
  const { actor, terms } = knock;
  const { line, applications, revision } = loaded.stored;
  const { now } = loaded;
  const claimId = store.newId('clm');
  const decision = openClaim(
    { claimId, terms, applications, live: loaded.liveClaim !== null },
    { actor, now, rules, line },
  );
  if (decision.refused) return { done: refusal(decision.refused, null) };
  const { claim, events } = decision;
  const visited = visitOf(loaded, { claim, rules });
  const answer = knock.answer(visited);
  const idempotency = knock.idempotency && { ...knock.idempotency, answer };
  const change = { before: null, after: claim, events, now, rules, line: { revision, applications }, idempotency };
  const digests = await digestsOf(store.pool, claim.files);
  const entry = entryOf({ ...change, digests }, store.refundDelays);
  await knock.prepare?.();
  if (!(await writeOpening(store.pool, entry))) return false;
  store.changes.tell([changeOf(entry)]);
  store.claims.remember(claimId, { shopId, buyerId: claim.buyerId });
  return { done: { kind: 'done', visit: visited, events, answer } };
}

/** An order without claims may have moved to another shop since it was last looked up. */
async function moved(store: Store, shopId: string, { orderId }: OpeningKnock): Promise<{ done: Outcome } | false> {
  store.orders.forget(orderId);
  return (await store.orders.shopOf(orderId)) === shopId && { done: { kind: 'not_found' } };
}

/** R2: whether the claim on the line has ended by a deadline that nobody had applied yet. */
async function hasEndedBy(store: Store, claimId: string): Promise<boolean> {
  const visited = await visit(store, { claimId, actor: { role: 'system' } });
  return visited !== null && !visited.claim.held;
}

function visitOf({ now, stored, disputeRefunds }: Loaded, { claim, rules }: Pick<Visit, 'claim' | 'rules'>): Visit {
  const limit = rules.policy.values['standing.monthly_limit'];
  const standing = { disputeRefundsThisMonth: disputeRefunds, limit };
  return { claim, now, line: stored.line, goods: stored.facts, rules, standing, contacts: [] };
}
