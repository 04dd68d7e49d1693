import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import type { Instant } from '../../domain/time.ts';
import { latestClaims } from '../../store/claim-of-order.ts';
import { PEOPLE } from './cast.ts';
import { orderBody, QUIET, toldAt } from './orders.ts';
import { photoNamed } from './pictures/photos.ts';
import { ENDED } from './stories-ended.ts';
import { GATHERING } from './stories-evidence.ts';
import { EXECUTIONS } from './stories-execution.ts';
import { lostParcels } from './stories-lost.ts';
import { NEGOTIATIONS } from './stories-negotiation.ts';
import { REVIEWS } from './stories-review.ts';
import { type Deed, type DemoOrder, instantOf, type Story, shopOf } from './story.ts';

/** Something that is to happen at an instant, through the API. */
export interface Step {
  readonly at: Instant;
  readonly tell: (teller: Teller) => Promise<void>;
}

/** How the story reaches the service: as requests of the marketplace's backend. */
export interface Teller {
  readonly app: FastifyInstance;
  readonly pool: Pool;
  /** An API key with every scope. */
  readonly key: string;
}

interface Asking {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly by: string;
  readonly payload?: object;
  /** The same for the same deed, so that telling it twice tells it once. */
  readonly once?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask({ app, key }: Teller, { method, url, by, payload, once, headers }: Asking): Promise<unknown> {
  const answer = await app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${key}`,
      'accept-language': 'zh-CN',
      ...(by === 'marketplace' ? {} : { 'act-as': by }),
      ...(once === undefined ? {} : { 'idempotency-key': once }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
  });
  if (answer.statusCode >= 300) throw new Error(`${once ?? url} by ${by}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}

const BOUNDARY = 'gongdao-demo-picture';

/** Uploads a picture in the name of who shows it; resolves to the file's id. */
async function upload(teller: Teller, photo: string, { by, once }: { by: string; once: string }): Promise<string> {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${photo}.png"\r\ncontent-type: image/png\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), photoNamed(photo), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  const file = await ask(teller, { method: 'POST', url: '/v1/files', by, payload, once: `${once} ${photo}`, headers });
  return (file as { id: string }).id;
}

/** The files of one story by who showed them and what they show: a finding points at what was shown before. */
type Shown = Map<string, string>;

interface Act {
  readonly story: Story;
  readonly deed: Deed;
  /** Which deed of the story it is. */
  readonly number: number;
  readonly shown: Shown;
}

function actorOf({ order }: Story, by: string): string {
  if (by === 'buyer') return `buyer:${order.buyer}`;
  if (by !== 'seller') return by;
  const shopId = shopOf(order);
  const user = PEOPLE.find(({ actor }) => actor.role === 'seller' && actor.shopId === shopId);
  if (!user) throw new Error(`nobody sells for ${shopId}`);
  return `seller:${shopId}/${user.actor.id}`;
}

const onceOf = ({ story, number }: Act) => `demo ${story.order.id} ${number}`;

/** The body with each list of `photos` as `files`. Parties show new pictures; staff point at what has been shown. */
async function withFiles(teller: Teller, act: Act, value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item: unknown) => withFiles(teller, act, item)));
  if (typeof value !== 'object' || value === null) return value;
  const body: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (name !== 'photos') body[name] = await withFiles(teller, act, field);
    else body.files = await filesOf(teller, act, field as string[]);
  }
  return body;
}

async function filesOf(teller: Teller, act: Act, photos: readonly string[]): Promise<string[]> {
  const by = actorOf(act.story, act.deed[1]);
  const isParty = by.startsWith('buyer:') || by.startsWith('seller:');
  const ids: string[] = [];
  for (const photo of photos) {
    const known = isParty ? undefined : act.shown.get(photo);
    const id = known ?? (await upload(teller, photo, { by, once: onceOf(act) }));
    act.shown.set(photo, id);
    ids.push(id);
  }
  return ids;
}

async function claimIdOf({ pool }: Teller, { order }: Story): Promise<string> {
  const id = (await latestClaims(pool, [{ shopId: shopOf(order), id: order.id }])).get(order.id);
  if (id === undefined) throw new Error(`order ${order.id} has no claim`);
  return id;
}

async function refundOf(teller: Teller, claimId: string): Promise<string> {
  const claim = await ask(teller, { method: 'GET', url: `/v1/claims/${claimId}`, by: 'marketplace' });
  return (claim as { refund: { id: string } }).refund.id;
}

async function putOrder(teller: Teller, order: DemoOrder, { anchor, now }: { anchor: Instant; now: Instant }) {
  const payload = orderBody(order, anchor, now);
  await ask(teller, { method: 'PUT', url: `/v1/orders/${order.id}`, by: 'marketplace', payload });
}

async function perform(teller: Teller, act: Act, { anchor, now }: { anchor: Instant; now: Instant }): Promise<void> {
  const { story, deed } = act;
  const [, by, give, body = {}] = deed;
  const { order } = story;
  const send = async (url: string, payload: object) =>
    ask(teller, { method: 'POST', url, by: actorOf(story, by), payload, once: onceOf(act) });
  if (give === 'ship-order') return putOrder(teller, { ...order, status: 'shipped' }, { anchor, now });
  const filled = (await withFiles(teller, act, body)) as object;
  if (give === 'open') {
    await send('/v1/claims', { order_id: order.id, line_id: '1', ...filled });
    return;
  }
  const claimId = await claimIdOf(teller, story);
  if (give === 'refund-succeeded') await send(`/v1/refunds/${await refundOf(teller, claimId)}/succeeded`, {});
  else await send(`/v1/claims/${claimId}/${give}`, filled);
}

function stepsOf(story: Story, anchor: Instant): Step[] {
  const shown: Shown = new Map();
  return story.deeds.map((deed, number) => {
    const at = instantOf(deed[0], anchor);
    return { at, tell: (teller) => perform(teller, { story, deed, number, shown }, { anchor, now: at }) };
  });
}

/** Everything that happens in the demo up to the anchor, in order; of what happens at once, first what began first. */
export function stepsUntil(anchor: Instant): Step[] {
  const stories = [...NEGOTIATIONS, ...EXECUTIONS, ...GATHERING, ...REVIEWS, ...ENDED, ...lostParcels(anchor)];
  const orders = [...stories.map(({ order }) => order), ...QUIET].map((order): Step => {
    // An order whose claim came before the goods had arrived is told as it was by then.
    const at = toldAt(order, anchor);
    return { at, tell: (teller) => putOrder(teller, order, { anchor, now: at }) };
  });
  return [...orders, ...stories.flatMap((story) => stepsOf(story, anchor))].sort((a, b) => a.at - b.at);
}
