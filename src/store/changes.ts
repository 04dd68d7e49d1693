import type { Pool, PoolClient } from 'pg';
import type { Entry } from './entry.ts';

/** That a claim, or what stands beside it, is not what it was. */
export interface ClaimChange {
  readonly type: 'claim';
  readonly shopId: string;
  readonly buyerId: string;
  readonly claimId: string;
  readonly version: number;
}

/** That staff wrote a note on a claim, or came to look at it or left: for staff alone. */
export interface DeskChange {
  readonly type: 'desk';
  readonly shopId: string;
  readonly claimId: string;
}

/** Something new lies in an inbox; without an id, in that of everybody in the role. */
export interface NoticeChange {
  readonly type: 'notice';
  readonly role: string;
  readonly id: string;
}

/** `clock`: a sandbox's or demo's clock was moved. `gap`: for a while nothing was heard of what other processes did. */
export type Change = ClaimChange | DeskChange | NoticeChange | { readonly type: 'clock' } | { readonly type: 'gap' };

/**
 * Tells of changes within the process at once, and between the processes on one database within a twentieth of a
 * second. It is for pages that want to look again: what is lost when a process dies is lost.
 */
export interface ChangeFeed {
  /** To be called once what is told has been committed. */
  readonly tell: (changes: readonly Exclude<Change, { type: 'gap' }>[]) => void;
  /** Hears of every change from now on, until the function it returns is called. */
  readonly listen: (listener: (change: Change) => void) => () => void;
}

export function changeOf({ row }: Entry): ClaimChange {
  const { shop_id: shopId, id: claimId, buyer_id: buyerId, version } = row;
  return { type: 'claim', shopId, claimId, buyerId: String(buyerId), version: Number(version) };
}

/**
 * Measured with 32 connections, fsync on: a NOTIFY in every transaction takes a lock of the whole server until the
 * commit is on disk, and leaves a tenth of the transactions; one for all of 50 ms cannot be told from none.
 */
const TELL_EVERY_MS = 50;
const RECONNECT_MS = 1000;
const CHANNEL = 'gongdao_change';
/** PostgreSQL takes 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 7500;

type Told =
  | readonly ['clock']
  | readonly ['desk', shopId: string, claimId: string]
  | readonly ['notice', role: string, id: string]
  | readonly [shopId: string, claimId: string, buyerId: string, version: number];

function toldOf(change: Exclude<Change, { type: 'gap' }>): Told {
  if (change.type === 'clock') return ['clock'];
  if (change.type === 'desk') return ['desk', change.shopId, change.claimId];
  if (change.type === 'notice') return ['notice', change.role, change.id];
  return [change.shopId, change.claimId, change.buyerId, change.version];
}

function wireOf(change: Exclude<Change, { type: 'gap' }>): string {
  return JSON.stringify(toldOf(change));
}

function changeIn(told: Told): Change {
  if (told.length === 1) return { type: 'clock' };
  if (told.length === 3) {
    const [type, first, second] = told;
    return type === 'desk' ? { type, shopId: first, claimId: second } : { type, role: first, id: second };
  }
  const [shopId, claimId, buyerId, version] = told;
  return { type: 'claim', shopId, claimId, buyerId, version };
}

/** As few messages as hold all of them: `[node, change, change, …]`. */
function payloadsOf(node: string, told: readonly string[]): string[] {
  const head = JSON.stringify(node);
  const payloads: string[] = [];
  let room = 0;
  for (const one of new Set(told)) {
    const size = Buffer.byteLength(one) + 1;
    if (size > room) {
      payloads.push(head);
      room = MAX_PAYLOAD_BYTES - head.length;
    }
    payloads.push(`${payloads.pop()},${one}`);
    room -= size;
  }
  return payloads.map((payload) => `[${payload}]`);
}

export function createChangeFeed(pool: Pool, node: string): ChangeFeed {
  const listeners = new Set<(change: Change) => void>();
  const spread = (change: Change) => {
    for (const listener of listeners) listener(change);
  };
  const announce = createAnnouncement(pool, node);
  const hearing = createHearing(pool, {
    isWanted: () => listeners.size > 0,
    onPayload: (payload) => {
      const [from, ...told] = JSON.parse(payload) as [string, ...Told[]];
      if (from !== node) for (const one of told) spread(changeIn(one));
    },
    onGap: () => spread({ type: 'gap' }),
  });
  return {
    tell: (changes) => {
      for (const change of changes) spread(change);
      announce(changes.map(wireOf));
    },
    listen: (listener) => {
      listeners.add(listener);
      hearing.update();
      return () => {
        listeners.delete(listener);
        hearing.update();
      };
    },
  };
}

/** Tells the other processes, together what happens together. */
function createAnnouncement(pool: Pool, node: string): (told: readonly string[]) => void {
  let waiting: string[] = [];
  const send = async () => {
    const payloads = payloadsOf(node, waiting);
    waiting = [];
    // Nobody is waiting for this, and a database that is away has nobody listening either.
    await pool
      .query('select pg_notify($1, payload) from unnest($2::text[]) as payload', [CHANNEL, payloads])
      .catch(() => undefined);
  };
  return (told) => {
    if (told.length > 0 && waiting.length === 0) setTimeout(() => void send(), TELL_EVERY_MS).unref();
    for (const one of told) waiting.push(one);
  };
}

interface Hearing {
  readonly isWanted: () => boolean;
  readonly onPayload: (payload: string) => void;
  readonly onGap: () => void;
}

/** One connection that listens while anybody wants it to, and comes back when it breaks. */
function createHearing(pool: Pool, { isWanted, onPayload, onGap }: Hearing): { readonly update: () => void } {
  let client: PoolClient | null = null;
  let connecting = false;
  const lose = (lost: PoolClient) => {
    if (client !== lost) return;
    client = null;
    lost.release(true);
    onGap();
    later();
  };
  const later = () => void setTimeout(update, RECONNECT_MS).unref();
  const connect = async () => {
    const fresh = await pool.connect();
    try {
      fresh.on('notification', ({ channel, payload }) => channel === CHANNEL && payload && onPayload(payload));
      fresh.on('end', () => lose(fresh));
      await fresh.query(`listen ${CHANNEL}`);
      client = fresh;
    } catch (error) {
      fresh.release(true);
      throw error;
    }
  };
  const update = () => {
    if (connecting) return;
    if (!isWanted()) {
      const idle = client;
      client = null;
      // Closed and not given back: the next user of the connection would hear all this.
      idle?.release(true);
    } else if (!client) {
      connecting = true;
      connect()
        .catch(later)
        .finally(() => {
          connecting = false;
          if (!isWanted()) update();
        });
    }
  };
  return { update };
}
