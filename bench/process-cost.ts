import { readdir, readFile } from 'node:fs/promises';

/** Linux counts a process's time in hundredths of a second. */
const TICK_MICROSECONDS = 10_000;

interface Stat {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended. */
  readonly reaped: number;
}

async function readStat(pid: number): Promise<Stat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null);
  if (text === null) return null;
  // The name in parentheses may hold spaces; the fields after it are counted from the process's state on.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
  return { parent, own: user + system, reaped: childUser + childSystem };
}

/** CPU time of one process in microseconds. */
export async function cpuOf(pid: number): Promise<number> {
  return ((await readStat(pid))?.own ?? 0) * TICK_MICROSECONDS;
}

/** CPU time of a process with its children, those that have ended included, in microseconds. */
export async function cpuOfFamily(pid: number): Promise<number> {
  const head = await readStat(pid);
  if (!head) return 0;
  const pids = (await readdir('/proc')).map(Number).filter((id) => Number.isInteger(id));
  const all = await Promise.all(pids.map(readStat));
  const children = all.filter((stat) => stat?.parent === pid);
  const ticks = children.reduce((sum, stat) => sum + (stat?.own ?? 0) + (stat?.reaped ?? 0), head.own + head.reaped);
  return ticks * TICK_MICROSECONDS;
}

async function statusOf(pid: number, field: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
}

/** The most memory a process has held so far, in bytes. */
export async function peakMemoryOf(pid: number): Promise<number> {
  return statusOf(pid, 'VmHWM');
}
