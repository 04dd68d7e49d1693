// A whole Gongdao on a database of its own, in a sandbox, as `gongdao serve` would start it; asked over a socket.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Static } from 'typebox';
import type { ClaimViewBody } from '../../src/contract/claim-view.ts';
import { formatInstant } from '../../src/contract/instant.ts';
import type { OrderView } from '../../src/contract/order.ts';
import type { Instant } from '../../src/domain/time.ts';
import { createLog } from '../../src/http/log.ts';
import { openFiles } from '../../src/main/files.ts';
import { peopleOver } from '../../src/main/master-keys.ts';
import { serve } from '../../src/main/serve.ts';
import { readSettings } from '../../src/main/settings.ts';
import { prepare, storeOver } from '../../src/main/setup.ts';
import type { Store } from '../../src/store/store.ts';
import { PNG } from '../http/support/sample-file.ts';
import { createTestDatabase } from '../support/database.ts';

export type ClaimSeen = ClaimViewBody;
export type OrderSeen = Static<typeof OrderView>;

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly code: string | null;
}

export interface Market {
  readonly store: Store;
  /** Asks as somebody: what `Act-As` says, null for the marketplace itself. */
  readonly ask: <Body>(as: string | null, request: string, body?: object | string) => Promise<Answer<Body>>;
  /** The same where nothing but success will do. */
  readonly must: <Body>(as: string | null, request: string, body?: object | string) => Promise<Body>;
  /** The id of a picture of theirs, uploaded the first time. */
  readonly upload: (as: string) => Promise<string>;
  readonly now: () => Instant;
  readonly advance: (to: Instant) => Promise<void>;
  readonly close: () => Promise<void>;
}

const KEY = 'sk_marketplace';

export async function openMarket(startsAt: Instant): Promise<Market> {
  const db = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'gongdao-real-'));
  const env = {
    SANDBOX: '1',
    SANDBOX_NOW: formatInstant(startsAt),
    PORT: '0',
    FILES: folder,
    BOOTSTRAP_API_KEY: KEY,
    DATA_DIR: folder,
  };
  const settings = readSettings({ ...env, DATABASE_URL: db.url });
  const log = createLog('silent');
  await prepare(db.pool, settings, log);
  const store = storeOver(db.pool, settings);
  const people = await peopleOver(db.pool, settings, log);
  const files = await openFiles(settings, log);
  const { url, stop } = await serve({ store, people, log, worker: null, files }, settings);
  const close = async () => {
    await stop();
    await db.drop();
    await rm(folder, { recursive: true, force: true });
  };
  return { store, close, ...asking(url, startsAt) };
}

function asking(url: string, startsAt: Instant): Omit<Market, 'store' | 'close'> {
  let now = startsAt;
  const uploaded = new Map<string, string>();
  const send = async (as: string | null, request: string, body?: object | string | FormData) => {
    const [method = 'GET', path = '/'] = request.split(' ');
    const headers: Record<string, string> = {
      authorization: `Bearer ${KEY}`,
      ...(as === null ? {} : { 'act-as': as }),
    };
    const isText = typeof body === 'string';
    if (body !== undefined && !(body instanceof FormData))
      headers['content-type'] = isText ? 'application/x-ndjson' : 'application/json';
    const sent = body === undefined || isText || body instanceof FormData ? body : JSON.stringify(body);
    const answer = await fetch(url + path, { method, headers, ...(sent === undefined ? {} : { body: sent }) });
    return { status: answer.status, text: await answer.text() };
  };
  const ask = async <Body>(as: string | null, request: string, body?: object | string): Promise<Answer<Body>> => {
    const { status, text } = await send(as, request, body);
    if (status >= 500) throw new Error(`${request} by ${as}: ${status} ${text}`);
    const parsed: unknown = typeof body === 'string' ? text : JSON.parse(text);
    return { status, body: parsed as Body, code: status < 400 ? null : (parsed as { code: string }).code };
  };
  const must = async <Body>(as: string | null, request: string, body?: object | string): Promise<Body> => {
    const answer = await ask<Body>(as, request, body);
    if (answer.code === null) return answer.body;
    throw new Error(`${request} by ${as} at ${formatInstant(now)}: ${answer.code} ${JSON.stringify(body)}`);
  };
  return {
    ask,
    must,
    upload: async (as) => {
      const known = uploaded.get(as);
      if (known) return known;
      const form = new FormData();
      form.set('file', new Blob([PNG]), 'foto.png');
      const { text } = await send(as, 'POST /v1/files', form);
      const { id } = JSON.parse(text) as { id: string };
      uploaded.set(as, id);
      return id;
    },
    now: () => now,
    advance: async (to) => {
      if (to <= now) return;
      await must(null, 'POST /v1/sandbox/clock/advance', { to: formatInstant(to) });
      now = to;
    },
  };
}
