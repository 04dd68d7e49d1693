// A process that gives commands as fast as it can and says which were acknowledged, until it is killed.

import { writeSync } from 'node:fs';
import type { Actor } from '../../src/domain/claim.ts';
import type { Command } from '../../src/domain/command.ts';
import { openDatabase, query } from '../../src/store/database.ts';
import { execute } from '../../src/store/execute.ts';
import { randomId } from '../../src/store/random-id.ts';
import { createStore, readNow } from '../../src/store/store.ts';
import { sweepDue } from '../../src/store/sweep.ts';

const [url = '', round = ''] = process.argv.slice(2);
const nothingKnown = { years: new Set<number>(), off: new Set<string>(), makeUp: new Set<string>() };
const pool = openDatabase({ url, max: 10 });
const store = createStore({ pool, sandbox: true, newId: randomId, libraryNotices: () => nothingKnown });
const claims = await query<{ id: string; buyer_id: string; shop_id: string }>(
  pool,
  'select id, buyer_id, shop_id from claim where order_id like $1 order by id',
  [`${round}%`],
);

const refuse: Command = { type: 'refuse', body: { reason: 'goods_fine', words: 'No.', files: [] } };
const call: Command = { type: 'request_call', body: { words: 'Please call.' } };
const propose: Command = {
  type: 'propose',
  body: { remedy: 'refund_only', amount: 5_000, freight: 'seller', words: 'Half?' },
};
const accept: Command = { type: 'accept_proposal', body: {} };

async function live({ id, buyer_id, shop_id }: (typeof claims)[number]): Promise<void> {
  const buyer: Actor = { role: 'buyer', id: buyer_id };
  const seller: Actor = { role: 'seller', shopId: shop_id, id: 'U1' };
  const steps = [
    [buyer, call],
    [seller, refuse],
    [buyer, call],
    [seller, propose],
    [buyer, accept],
  ] as const;
  for (const [index, [actor, command]] of steps.entries()) {
    const idempotency = { scope: 'crash', key: `${id} ${index}`, fingerprint: '' };
    const answer = () => ({ status: 200, body: String(index) });
    const outcome = await execute(store, { claimId: id, actor, command, idempotency, answer });
    if (outcome.kind !== 'done') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
    // Synchronous, so that what was said before the kill has been said.
    writeSync(1, `${id} ${outcome.visit.claim.version} ${index}\n`);
  }
}

async function sweep(): Promise<void> {
  const now = await readNow(store);
  for (let found = 1; found > 0; ) found = (await sweepDue(store, { now, limit: 7 })).found;
  writeSync(1, 'swept\n');
}

await Promise.all([sweep(), ...claims.map(live)]);
writeSync(1, 'finished\n');
await pool.end();
