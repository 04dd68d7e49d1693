import type { Pool } from 'pg';
import { COMMAND_FORMS } from '../src/contract/command.ts';
import { fromWire } from '../src/contract/wire.ts';
import type { Terms } from '../src/domain/claim.ts';
import { readActAs } from '../src/http/act-as.ts';
import { claimAnswer } from '../src/http/claim-answer.ts';
import { query } from '../src/store/database.ts';
import { execute, type Outcome } from '../src/store/execute.ts';
import { open } from '../src/store/open.ts';
import { putOrder } from '../src/store/order-put.ts';
import type { Store } from '../src/store/store.ts';
import { actAsOf, OPENING_TERMS, type Step, type Subject } from './life.ts';

/** Names that occur nowhere else in a claim's rows, so that a clone can replace them. */
export function templateSubject(name: string): Subject {
  return {
    claimId: `clm_TEMPLATE${name}`,
    orderId: `T-TEMPLATE${name}`,
    shopId: `S-TEMPLATE${name}`,
    buyerId: `B-TEMPLATE${name}`,
  };
}

function mustBeDone(outcome: Outcome, what: string): void {
  if (outcome.kind === 'done') return;
  throw new Error(`${what}: ${outcome.kind === 'refused' ? outcome.refused.code : outcome.kind}`);
}

function actorOf(actAs: string) {
  const actor = readActAs(actAs);
  if (!actor) throw new Error(`not an actor: ${actAs}`);
  return actor;
}

export interface Asked {
  readonly terms?: object;
  readonly status?: 'paid' | 'shipped';
}

/** Puts an order and opens a claim on it, through the doors that everybody uses. The store must mint `subject.claimId`. */
export async function openTemplate(store: Store, subject: Subject, asked: Asked = {}): Promise<void> {
  const { orderId, shopId, buyerId } = subject;
  const { status = 'shipped' } = asked;
  const paidAt = Date.now() - 20 * 86_400_000;
  const line = {
    title: '跑步鞋 红色 42 码',
    imageUrl: null,
    sku: 'red/42',
    quantity: 1,
    amount: 12_900,
    shipping: 600,
  };
  const dates = { shippedAt: status === 'paid' ? null : paidAt + 86_400_000, receivedAt: null, succeededAt: null };
  await putOrder(store, {
    id: orderId,
    shopId,
    buyerId,
    currency: 'CNY',
    paidAt,
    estimatedDeliveryAt: null,
    lines: [{ id: '1', ...line, goods: 'physical', category: 'shoes', status, ...dates }],
  });
  const actor = { role: 'buyer', id: buyerId } as const;
  const terms = fromWire({ ...OPENING_TERMS, ...asked.terms }) as Terms;
  const answer = (visit: Parameters<typeof claimAnswer>[1]) => claimAnswer(201, visit, { actor, locale: 'zh-CN' });
  mustBeDone(await open(store, { orderId, lineId: '1', terms, actor, answer }), 'open');
}

/** Gives one command of the mix, with the answer and the idempotency key that HTTP would give it. */
export async function give(store: Store, subject: Subject, { step, key }: { step: Step; key: string }): Promise<void> {
  const actAs = actAsOf(step, subject);
  const actor = actorOf(actAs);
  const outcome = await execute(store, {
    claimId: subject.claimId,
    actor,
    command: COMMAND_FORMS[step.command].toCommand(step.body),
    idempotency: { scope: `key_bench ${actAs}`, key, fingerprint: FINGERPRINT },
    answer: (visit) => claimAnswer(200, visit, { actor, locale: 'zh-CN' }),
  });
  mustBeDone(outcome, `${step.command} by ${step.by}`);
}

/** A sha-256 in hexadecimal. */
export const FINGERPRINT = 'f'.repeat(64);

interface Cloning {
  readonly from: Subject;
  /** One letter that tells this set of clones from others. */
  readonly set: string;
  /** The clones are numbered from here, in steps of `step`. */
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/** A real claim's ids are this long. */
const ID_DIGITS = 21;
const SHOPS = 500;

export function cloneSubject(set: string, number: number): Subject {
  const digits = String(number).padStart(ID_DIGITS, '0');
  return {
    claimId: `clm_${set}${digits}`,
    orderId: `T${set}${digits}`,
    shopId: `S${number % SHOPS}`,
    buyerId: `B${set}${digits}`,
  };
}

/** $1 to $4: the ids of the claim that is copied; $5 how many, $6 the set, $7 and $8 first number and step. */
const NAMES = `cross join generate_series(0, $5::bigint - 1) i
      cross join lateral (select lpad(($7::bigint + i * $8::bigint)::text, ${ID_DIGITS}, '0') as digits) d
      cross join lateral (
        select $1::text as old_claim, $2::text as old_order, $3::text as old_shop, $4::text as old_buyer,
               'clm_' || $6::text || digits as claim, 'T' || $6::text || digits as ord, 'B' || $6::text || digits as buyer,
               'S' || (($7::bigint + i * $8::bigint) % ${SHOPS}) as shop) n`;

const renamed = (column: string) =>
  `replace(replace(replace(replace(
     t.${column}::text, n.old_claim, n.claim), n.old_order, n.ord), n.old_shop, n.shop), n.old_buyer, n.buyer)::jsonb`;

/** What of a row is the clone's own; by table, in the order of the foreign keys. */
const OWN: Record<string, { readonly where: string; readonly columns: Record<string, string> }> = {
  shop_order: { where: 't.id = n.old_order', columns: { shop_id: 'n.shop', id: 'n.ord', buyer_id: 'n.buyer' } },
  order_line: {
    where: 't.order_id = n.old_order',
    columns: { shop_id: 'n.shop', order_id: 'n.ord', buyer_id: 'n.buyer' },
  },
  claim: {
    where: 't.id = n.old_claim',
    columns: {
      shop_id: 'n.shop',
      id: 'n.claim',
      order_id: 'n.ord',
      buyer_id: 'n.buyer',
      state: renamed('state'),
    },
  },
  claim_event: {
    where: 't.claim_id = n.old_claim',
    columns: { shop_id: 'n.shop', claim_id: 'n.claim', data: renamed('data'), actor: renamed('actor') },
  },
};

async function columnsOf(admin: Pool, table: string): Promise<string[]> {
  const sql = `select column_name as name from information_schema.columns
                where table_name = $1 and is_generated = 'NEVER' order by ordinal_position`;
  return (await query<{ name: string }>(admin, sql, [table])).map(({ name }) => name);
}

async function cloneSql(admin: Pool, table: string): Promise<string> {
  const { where, columns: own } = OWN[table] ?? { where: 'true', columns: {} };
  const columns = await columnsOf(admin, table);
  return `insert into ${table} (${columns.join(', ')})
    select ${columns.map((name) => own[name] ?? `t.${name}`).join(', ')}
      from ${table} t ${NAMES}
     where ${where}`;
}

/**
 * Copies a claim that was made through the door, with its order, line and events, under other ids. The connections must
 * be a superuser's with `session_replication_role = replica`: the triggers that ask each event for the one before are
 * left out, which for rows copied whole would find nothing.
 */
export async function cloneClaims(admin: Pool, { from, set, first, step, count }: Cloning): Promise<void> {
  const values = [from.claimId, from.orderId, from.shopId, from.buyerId, count, set, first, step];
  for (const table of Object.keys(OWN)) {
    const sql = await cloneSql(admin, table);
    await query(admin, sql, values);
  }
}
