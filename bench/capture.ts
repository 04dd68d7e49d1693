import type { Pool } from 'pg';
import { benchStore } from './cluster.ts';
import { TURN } from './life.ts';
import { give, openTemplate, templateSubject } from './templates.ts';

/** A statement by which the door wrote a command, with its one parameter. */
export interface Written {
  readonly text: string;
  readonly row: Readonly<Record<string, unknown>>;
}

interface Sent {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A pool that notes what the door writes. */
function noting(pool: Pool, note: (sent: Sent) => void): Pool {
  const query = (sent: Sent) => {
    if (sent.name?.startsWith('write_')) note(sent);
    return pool.query(sent as never);
  };
  return new Proxy(pool, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name)) });
}

function rowOf({ values }: Sent): Written['row'] {
  const parameter: unknown = JSON.parse(String(values[0]));
  return (Array.isArray(parameter) ? parameter[0] : parameter) as Written['row'];
}

/** Leads one claim through the turn, and returns what the door wrote at each place: the text and the row. */
export async function captureWrites(pool: Pool): Promise<readonly Written[]> {
  const subject = templateSubject('captured');
  const written: Written[] = [];
  const watched = noting(pool, (sent) => void written.push({ text: sent.text, row: rowOf(sent) }));
  const store = benchStore(watched, { newId: (prefix) => (prefix === 'clm' ? subject.claimId : `${prefix}_captured`) });
  await openTemplate(store, subject);
  written.length = 0;
  for (const [number, step] of TURN.entries()) await give(store, subject, { step, key: `captured ${number}` });
  if (written.length !== TURN.length) throw new Error(`${written.length} writes for ${TURN.length} commands`);
  return written;
}
