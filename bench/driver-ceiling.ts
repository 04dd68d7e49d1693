import { openDatabase } from '../src/store/database.ts';
import type { Written } from './capture.ts';
import { TURN } from './life.ts';
import { cloneSubject } from './templates.ts';
import { CLAIMS, CONNECTIONS, type Measured } from './workload.ts';

/**
 * In place of pgbench where it is not installed: the same statements with ready rows through the driver, from this
 * process. It is slower than pgbench, so shares of it flatter.
 */
export async function runDriver(
  url: string,
  written: readonly Written[],
  { set, seconds }: { set: string; seconds: number },
): Promise<Measured> {
  const pool = openDatabase({ url, max: CONNECTIONS });
  const times: number[] = [];
  const begin = performance.now();
  let next = 0;
  const lane = async () => {
    for (let at = performance.now(); at < begin + seconds * 1000; ) {
      const { name, text, parameter } = statementFor(written, set, next++);
      await pool.query({ name, text, values: [parameter] });
      const now = performance.now();
      times.push(now - at);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  const elapsed = (performance.now() - begin) / 1000;
  await pool.end();
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(times.length * part)] ?? 0;
  return { count: times.length, seconds: elapsed, medianMs: at(0.5), slowMs: at(0.99) };
}

function statementFor(written: readonly Written[], set: string, number: number) {
  const [claim, turn] = [number % CLAIMS, Math.floor(number / CLAIMS)];
  const place = (claim + turn) % TURN.length;
  const { text, row } = written[place] ?? { text: '', row: {} };
  const { claimId, shopId } = cloneSubject(set, claim);
  const before = 2 + (claim % TURN.length) + turn;
  const events = (row.events as object[]).map((event) => ({ ...event, version: before + 1 }));
  const idempotency = { ...(row.idempotency as object), key: `${set} ${claim} ${before}` };
  const changed = { ...row, shop_id: shopId, id: claimId, before, version: before + 1, events, idempotency };
  const parameter = JSON.stringify(text.includes('jsonb_to_recordset($1') ? [changed] : changed);
  return { name: `ceiling_${place}`, text, parameter };
}
