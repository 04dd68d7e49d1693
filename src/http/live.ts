import { Readable } from 'node:stream';
import { canSee } from '../domain/decide.ts';
import type { Change, ClaimChange, DeskChange, NoticeChange } from '../store/changes.ts';
import type { Store } from '../store/store.ts';
import { nameOfActor } from './act-as.ts';
import type { Caller, CallerActor } from './route.ts';
import type { HttpSettings } from './settings.ts';

/** Server-sent events to whoever watches claims (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface Live {
  /** A stream of what changes for this caller; null when they, or all together, have too many already. */
  readonly open: (caller: Caller, lastEventId: string | undefined) => Readable | null;
  /** Ends every stream, and hears of nothing more. */
  readonly close: () => void;
}

type LiveSettings = Pick<HttpSettings, 'streamHeartbeatMs' | 'streamLifetimeMs' | 'streamsPerCaller' | 'streams'>;

/** What happened within one tick. */
interface Tick {
  readonly number: number;
  readonly claims: readonly ClaimChange[];
  readonly desk: readonly DeskChange[];
  readonly notices: readonly NoticeChange[];
  readonly clock: boolean;
  readonly gap: boolean;
}

interface Watcher {
  readonly stream: Readable;
  readonly actor: CallerActor;
  readonly name: string;
  readonly since: number;
}

/** Long enough to tell of a burst at once, too short for anybody to notice. */
const TICK_MS = 100;
/** For how long ticks are gathered for those who come back, and how many. */
const LINGER_MS = 60_000;
const KEPT_TICKS = 500;
/** More changes at once than this are told as one: look at everything again. */
const MOST_AT_ONCE = 50;
/** Who reads so slowly that this much waits is cut off, and will look at everything again. */
const MOST_WAITING_BYTES = 256 * 1024;

const RETRY_MS = 1000;

const STAFF: readonly CallerActor['role'][] = ['mediator', 'supervisor', 'operator'];

function isTold({ role, id }: NoticeChange, actor: CallerActor): boolean {
  if (role !== actor.role || actor.role === 'marketplace') return false;
  return id === '' || id === (actor.role === 'seller' ? actor.shopId : actor.id);
}

function eventText(name: string, data: object, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** What one watcher is told of a tick; empty when nothing in it is theirs. */
function textOf({ claims, desk, notices, clock, gap }: Tick, actor: CallerActor, id: string): string {
  const theirs = claims.filter((change) => canSee(change, actor));
  const beside = STAFF.includes(actor.role) ? desk : [];
  if (gap || theirs.length + beside.length > MOST_AT_ONCE) return eventText('reset', {}, id);
  if (clock) return eventText('clock', {}, id);
  const told = [
    ...theirs.map(({ claimId, version }) => ['claim', { claim_id: claimId, version }] as const),
    ...(notices.some((notice) => isTold(notice, actor)) ? [['inbox', {}] as const] : []),
    ...beside.map(({ claimId }) => ['desk', { claim_id: claimId }] as const),
  ];
  const last = told.length - 1;
  return told.map(([name, data], index) => eventText(name, data, index === last ? id : undefined)).join('');
}

/** Gathers what changes into ticks; `epoch` is another one each time it begins anew. */
function createTicks(store: Store, onTick: (tick: Tick) => void) {
  const epoch = store.newId('live');
  const kept: Tick[] = [];
  let number = 0;
  let waiting: Change[] = [];
  const turn = () => {
    const claims = new Map(waiting.flatMap((change) => (change.type === 'claim' ? [[change.claimId, change]] : [])));
    const desk = new Map(waiting.flatMap((change) => (change.type === 'desk' ? [[change.claimId, change]] : [])));
    number += 1;
    const tick: Tick = {
      number,
      claims: [...claims.values()],
      desk: [...desk.values()],
      notices: waiting.filter((change) => change.type === 'notice'),
      clock: waiting.some(({ type }) => type === 'clock'),
      gap: waiting.some(({ type }) => type === 'gap'),
    };
    waiting = [];
    const many = tick.claims.length + tick.desk.length > MOST_AT_ONCE * 2;
    kept.push(many ? { ...tick, claims: [], desk: [], gap: true } : tick);
    if (kept.length > KEPT_TICKS) kept.shift();
    onTick(tick);
  };
  const stop = store.changes.listen((change) => {
    if (waiting.length === 0) setTimeout(turn, TICK_MS).unref();
    waiting.push(change);
  });
  const idOf = (tick: Pick<Tick, 'number'>) => `${epoch}-${tick.number}`;
  /** The ticks after an id; null when they are not known any more. */
  const after = (id: string): readonly Tick[] | null => {
    const [of, count] = [id.slice(0, epoch.length), Number(id.slice(epoch.length + 1))];
    const oldest = kept[0]?.number ?? number + 1;
    const known = of === epoch && Number.isInteger(count) && count >= oldest - 1 && count <= number;
    return known ? kept.filter((tick) => tick.number > count) : null;
  };
  return { stop, idOf, after, now: () => idOf({ number }) };
}

export function createLive(store: Store, settings: LiveSettings): Live {
  const watchers = new Map<Readable, Watcher>();
  let ticks: ReturnType<typeof createTicks> | null = null;
  let heart: NodeJS.Timeout | undefined;
  let lingering: NodeJS.Timeout | undefined;
  let closed = false;

  const rest = () => {
    clearInterval(heart);
    ticks?.stop();
    ticks = null;
  };
  const forget = (stream: Readable) => {
    if (!watchers.delete(stream) || watchers.size > 0) return;
    clearTimeout(lingering);
    lingering = setTimeout(rest, LINGER_MS).unref();
  };
  const begin = () => {
    clearTimeout(lingering);
    if (ticks) return ticks;
    heart = setInterval(() => beat(watchers, settings.streamLifetimeMs), settings.streamHeartbeatMs).unref();
    const begun = createTicks(store, (tick) => {
      for (const { stream, actor } of watchers.values()) write(stream, textOf(tick, actor, begun.idOf(tick)));
    });
    ticks = begun;
    return begun;
  };
  return {
    open: ({ actor, keyId }, lastEventId) => {
      // A request that was being let in while the service began to close: listening anew would never end.
      if (closed) return null;
      const name = `${keyId} ${nameOfActor(actor)}`;
      const theirs = [...watchers.values()].filter((watcher) => watcher.name === name).length;
      if (theirs >= settings.streamsPerCaller || watchers.size >= settings.streams) return null;
      const { after, idOf, now } = begin();
      const stream = new Readable({ read: () => undefined });
      stream.once('close', () => forget(stream));
      stream.push(`retry: ${RETRY_MS}\nid: ${now()}\n\n`);
      const missed = lastEventId === undefined ? [] : after(lastEventId);
      if (!missed) write(stream, eventText('reset', {}));
      else for (const tick of missed) write(stream, textOf(tick, actor, idOf(tick)));
      watchers.set(stream, { stream, actor, name, since: performance.now() });
      return stream;
    },
    close: () => {
      closed = true;
      for (const stream of watchers.keys()) stream.push(null);
      watchers.clear();
      clearTimeout(lingering);
      rest();
    },
  };
}

function write(stream: Readable, text: string): void {
  if (text === '' || stream.destroyed || stream.readableEnded) return;
  stream.push(text);
  if (stream.readableLength > MOST_WAITING_BYTES) stream.destroy();
}

/** Keeps connections through proxies alive, and ends old ones, whose token may have been revoked meanwhile. */
function beat(watchers: ReadonlyMap<Readable, Watcher>, lifetimeMs: number): void {
  const now = performance.now();
  for (const { stream, since } of watchers.values()) {
    if (now - since > lifetimeMs) stream.push(null);
    else write(stream, ':\n\n');
  }
}
