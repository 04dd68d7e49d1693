import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DatabaseOptions, execute, openDatabase, query } from '../../src/store/database.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { type Client, clientOf } from '../client.ts';
import { BUYER, prepareScenes, SELLER } from '../scenes.ts';
import { type Site, startSite } from '../site.ts';
import { actAs } from '../visitor.ts';

const HELP = `npm run measure -- queue [--claims 100000] [--rounds 7]

  The mediator's queue over HTTP while this many claims wait for staff: every filter and sort, and the counts of all
  views. The median and the slowest of the rounds.`;

const AIM_MS = 300;
const MEDIATOR = { role: 'mediator', id: 'M1' } as const;
const SUPERVISOR = { role: 'supervisor', id: 'V1' } as const;

/** A claim in review and one in which the parties still show evidence, made through the API. */
async function makeTemplates(site: Site): Promise<readonly string[]> {
  const { intervention, refused } = await prepareScenes(site);
  const [buyer, seller] = [clientOf(site, BUYER), clientOf(site, SELLER)];
  await buyer.post(`/v1/claims/${refused}/request-intervention`, { words: '请平台处理' });
  await buyer.post(`/v1/claims/${intervention}/finish-evidence`, {});
  await seller.post(`/v1/claims/${intervention}/finish-evidence`, {});
  await clientOf(site, SUPERVISOR).post(`/v1/claims/${intervention}/assign`, { mediator_id: 'M1' });
  return [intervention, refused];
}

/** Everything a filter can tell apart differs: shops, buyers, owners, levels, reasons, remedies, amounts, deadlines. */
const CLONE = `insert into claim (shop_id, id, version, state, status, stage, buyer_id, order_id, line_id, live, deadline_at,
      deadline_then, owner_id, level, overdue, intervened_at, held, refunded, applied_at, updated_at)
  select 'S' || n % 500, 'clm_Q' || lpad(n::text, 21, '0'), t.version,
         t.state || jsonb_build_object(
           'id', 'clm_Q' || lpad(n::text, 21, '0'), 'shopId', 'S' || n % 500, 'buyerId', 'B' || n % 30000,
           'orderId', 'T2026' || lpad((n * 7919 % 10000000)::text, 10, '0'),
           'terms', t.state -> 'terms' || jsonb_build_object('reason', v.reason, 'remedy', v.remedy, 'amount', v.amount),
           'intervention', t.state -> 'intervention' || jsonb_build_object('owner',
             case when v.owner is null then null else jsonb_build_object('id', v.owner, 'role', 'mediator') end,
             'level', v.level, 'overdue', v.overdue)),
         t.status, t.stage, 'B' || n % 30000, 'T2026' || lpad((n * 7919 % 10000000)::text, 10, '0'), t.line_id, true,
         t.deadline_at + n % 20000 * interval '1 minute', t.deadline_then, v.owner, v.level, v.overdue,
         t.intervened_at - n % 20000 * interval '1 minute', t.held, t.refunded, t.applied_at, t.updated_at
    from generate_series(1, $2::bigint) n
    join claim t on t.id = ($1::text[])[1 + n % 2]
    cross join lateral (select
      (array['quality_visible', 'wrong_item', 'damaged', 'counterfeit'])[1 + n * 31 % 4] as reason,
      (array['refund_only', 'return_refund', 'exchange'])[1 + n * 17 % 3] as remedy, 100 + n * 7919 % 500000 as amount,
      case when n % 3 = 0 then null else 'M' || n % 40 end as owner, 1 + (n % 11 = 0)::int as level,
      n % 2 = 1 and n % 13 = 0 as overdue) v`;

const PATHS: readonly string[] = [
  '',
  'view=mine',
  'view=unassigned',
  'view=overdue',
  'view=approvals',
  'view=appeals',
  'stage=review',
  'stage=evidence',
  'reason=counterfeit',
  'remedy=exchange&level=2',
  'shop_id=S77',
  'buyer_id=B4711',
  'owner=M7',
  'amount_from=450000',
  'amount_from=499000&amount_to=499100&reason=damaged',
  'deadline_before=2026-05-12T00%3A00%3A00Z',
  'overdue=true',
  'suspended=true',
  'search=clm_Q000000000000000077777',
  'search=20260012345',
  'search=nothing-like-it',
  ...['deadline', 'amount', 'requested'].flatMap((sort) => [`sort=${sort}`, `sort=${sort}&view=mine&reason=damaged`]),
];

interface Measured {
  readonly name: string;
  readonly median: number;
  readonly worst: number;
}

async function time(site: Site, path: string, rounds: number): Promise<Measured> {
  const headers = { authorization: `Bearer ${site.key}`, 'act-as': actAs(MEDIATOR) };
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now();
    const response = await fetch(`${site.url}${path}`, { headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    times.push(performance.now() - begin);
  }
  times.sort((one, other) => one - other);
  return { name: path, median: times[Math.floor(rounds / 2)] ?? 0, worst: times.at(-1) ?? 0 };
}

/** The page after the thousandth claim, as somebody reaches it who scrolls. */
async function deepPath(client: Client, sort: string): Promise<string> {
  let cursor = '';
  for (let page = 0; page < 10; page += 1) {
    const answer = await client.get(`/v1/queue?limit=100&sort=${sort}${cursor}`);
    cursor = `&cursor=${answer.next_cursor}`;
  }
  return `/v1/queue?limit=50&sort=${sort}${cursor}`;
}

async function measureAll(site: Site, rounds: number): Promise<Measured[]> {
  const client = clientOf(site, MEDIATOR);
  const deep = await Promise.all(['urgency', 'amount'].map((sort) => deepPath(client, sort)));
  const counts = ['/v1/queue/counts', '/v1/queue/counts?reason=damaged&amount_from=100000'];
  const paths = [...PATHS.map((query_) => `/v1/queue?limit=50${query_ && `&${query_}`}`), ...deep, ...counts];
  const all: Measured[] = [];
  for (const path of paths) all.push(await time(site, path, rounds));
  return all;
}

/** Without the triggers that ask each event for the one before: the clones have none. */
function withoutTriggers(url: string, database: string): DatabaseOptions {
  const address = new URL(url);
  address.pathname = database;
  address.searchParams.set('options', '-c session_replication_role=replica');
  return { url: address.href, max: 1, statementTimeoutMs: 0 };
}

export async function measure(args: readonly string[]): Promise<boolean> {
  const { values: options } = parseArgs({
    args: [...args],
    options: {
      claims: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '7' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (options.help) {
    console.log(HELP);
    return true;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'gongdao-queue-'));
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  const admin = openDatabase(withoutTriggers(server.adminUrl, 'gongdao'));
  const site = await startSite({ databaseUrl: server.url });
  try {
    const templates = await makeTemplates(site);
    await execute(admin, CLONE, [templates, Number(options.claims)]);
    await query(admin, 'vacuum analyze claim');
    const all = await measureAll(site, Number(options.rounds));
    console.log(`| ${options.claims} claims wait | median ms | slowest ms |\n|---|---:|---:|`);
    for (const { name, median, worst } of all)
      console.log(`| \`${name.replace(/cursor=[^&]+/, 'cursor=…')}\` | ${median.toFixed(0)} | ${worst.toFixed(0)} |`);
    return all.every(({ median }) => median <= AIM_MS);
  } finally {
    await site.stop();
    await admin.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
