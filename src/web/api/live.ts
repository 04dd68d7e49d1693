import { useEffect } from 'react';
import { watched } from '../session/listeners.ts';
import { useSession } from '../session/session.ts';
import { commonHeaders, send } from './client.ts';
import { queryClient } from './query-client.ts';

/** How pages hear of changes: told as they happen, or by asking every now and then. */
const isLive = watched(false);

/** How often to ask while nothing is being told, in milliseconds. */
const POLL_EVERY = 15_000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

/** For `refetchInterval`: false while the stream tells of changes. */
export function pollInterval(): number | false {
  return isLive.get() ? false : POLL_EVERY;
}

interface ServerEvent {
  readonly name: string;
  readonly data: string;
}

/** Reads server-sent events. `EventSource` cannot send the token, so the stream is read by `fetch`. */
async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) yield parseEvent(block);
  }
}

function parseEvent(block: string): ServerEvent {
  const fields = block.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line));
  const of = (name: string) => fields.flatMap((field) => (field?.[1] === name ? [field[2] ?? ''] : []));
  return { name: of('event').at(-1) ?? 'message', data: of('data').join('\n') };
}

/** Every query whose key begins with one of these is about claims; `claim` ones name theirs next. */
const ABOUT_CLAIMS: readonly unknown[] = ['claims', 'orders', 'queue', 'workload', 'standing', 'report'];
const ABOUT_ONE: readonly unknown[] = ['claim', 'events', 'messages'];

function refreshClaim(claimId: string): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [subject, id] }) =>
      ABOUT_CLAIMS.includes(subject) || (ABOUT_ONE.includes(subject) && id === claimId),
  });
}

/** What staff write and see beside the process. */
function refreshDesk(claimId: string): void {
  void queryClient.invalidateQueries({ queryKey: ['notes', claimId] });
  void queryClient.invalidateQueries({ queryKey: ['viewers', claimId] });
}

function act({ name, data }: ServerEvent): void {
  if (name === 'desk') refreshDesk((JSON.parse(data) as { claim_id: string }).claim_id);
  if (name === 'claim') refreshClaim((JSON.parse(data) as { claim_id: string }).claim_id);
  if (name === 'inbox') void queryClient.invalidateQueries({ queryKey: ['inbox'] });
  if (name === 'clock' || name === 'reset') void queryClient.invalidateQueries();
}

async function listen(signal: AbortSignal): Promise<void> {
  const response = await send('/v1/stream', { headers: { ...commonHeaders(), accept: 'text/event-stream' }, signal });
  if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) return;
  isLive.set(true);
  // What happened between the last answer and now has been told to nobody.
  void queryClient.invalidateQueries();
  for await (const event of readEvents(response.body)) act(event);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function stayConnected(signal: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    const began = Date.now();
    // Whatever ended the stream, the answer is the same: ask instead, and try again later.
    await listen(signal).catch(() => undefined);
    isLive.set(false);
    wait = Date.now() - began > LONGEST_WAIT ? FIRST_WAIT : Math.min(wait * 2, LONGEST_WAIT);
    await pause(wait * (0.75 + Math.random() / 2), signal);
  }
}

/** Keeps the pages of whoever is signed in fresh, while somebody looks at them. */
export function useLiveRefresh(): void {
  const session = useSession();
  useEffect(() => {
    if (session === null) return;
    let abort = new AbortController();
    // A hidden tab keeps no connection: browsers allow six to one server, and the tabs share them.
    const follow = () => {
      abort.abort();
      abort = new AbortController();
      if (document.visibilityState === 'visible') void stayConnected(abort.signal);
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      abort.abort();
      isLive.set(false);
    };
  }, [session]);
}
