import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { query } from '../src/store/database.ts';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A share of the time in which the program was not idle. */
interface Share {
  readonly name: string;
  readonly part: number;
}

function placeOf({ callFrame: { functionName, url } }: ProfileNode): { file: string; name: string } {
  const file = url === '' ? 'V8 and C++' : url.replace(/^.*\/(?=(?:src|bench|locales|node_modules)\/)/, '');
  return { file, name: functionName || 'anonymous' };
}

/** Node's own code by module, ours by file, a package's by its name. */
function groupOf(file: string): string {
  const packed = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file);
  if (packed) return packed[1] ?? file;
  return file.startsWith('node:internal') ? 'node:internal' : file;
}

function shares(times: ReadonlyMap<string, number>, total: number, limit: number): Share[] {
  const sorted = [...times].sort(([, a], [, b]) => b - a).slice(0, limit);
  return sorted.map(([name, time]) => ({ name, part: time / total }));
}

const IDLE = ['(idle)', '(program)', '(root)'];

/** The heaviest files and functions of the profiles in a folder, by self time, as shares of the busy time. */
async function summarize(folder: string, limit = 15): Promise<{ groups: Share[]; functions: Share[] }> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.cpuprofile'));
  const byGroup = new Map<string, number>();
  const byFunction = new Map<string, number>();
  let total = 0;
  for (const file of files) {
    const { nodes, samples, timeDeltas } = JSON.parse(await readFile(join(folder, file), 'utf8')) as Profile;
    const byId = new Map(nodes.map((node) => [node.id, node]));
    for (const [index, id] of samples.entries()) {
      const node = byId.get(id);
      if (!node || IDLE.includes(node.callFrame.functionName)) continue;
      const time = timeDeltas[index] ?? 0;
      const { file: place, name } = placeOf(node);
      const group = place === 'V8 and C++' ? name : groupOf(place);
      byGroup.set(group, (byGroup.get(group) ?? 0) + time);
      byFunction.set(`${name} ${place}`, (byFunction.get(`${name} ${place}`) ?? 0) + time);
      total += time;
    }
  }
  return { groups: shares(byGroup, total, limit), functions: shares(byFunction, total, limit) };
}

const percent = (part: number) => `${(part * 100).toFixed(1).padStart(5)} %`;

/** Where a Node process spent its time; nothing where it was not profiled. */
export async function profileLines(folder: string, name: string): Promise<string[]> {
  const found = await summarize(join(folder, name)).catch(() => null);
  if (!found) return [];
  const lines = (shares: readonly Share[]) => shares.map((share) => `  ${percent(share.part)}  ${share.name}`);
  return [`\n${name}: by file or package`, ...lines(found.groups), `${name}: by function`, ...lines(found.functions)];
}

/** The statements that PostgreSQL spent most time on, by pg_stat_statements. */
export async function topStatements(admin: Pool, limit = 15): Promise<string[]> {
  const rows = await query<{ text: string; calls: number; ms: number; each: number; wal: number }>(
    admin,
    `select left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as text, calls, round(total_exec_time)::float8 as ms,
            round(total_exec_time * 1000 / calls)::float8 as each, (wal_bytes / calls)::bigint as wal
       from pg_stat_statements where calls > 100 order by total_exec_time desc limit $1`,
    [limit],
  );
  const line = ({ text, calls, ms, each, wal }: (typeof rows)[number]) =>
    `${String(ms).padStart(8)} ms ${String(calls).padStart(9)} × ${String(each).padStart(6)} µs ${String(wal).padStart(7)} B of log  ${text}`;
  return ['PostgreSQL: by statement', ...rows.map(line)];
}
