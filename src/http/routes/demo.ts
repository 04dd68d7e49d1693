import { type Static, Type } from 'typebox';
import type { Locale } from '../../../locales/locale.ts';
import { DemoPeople, DemoSession, DemoSessionBody } from '../../contract/demo.ts';
import { formatInstant } from '../../contract/instant.ts';
import { record } from '../../contract/primitive.ts';
import { latestClaims } from '../../store/claim-of-order.ts';
import { createPortalSession, type SessionActor } from '../../store/portal-session.ts';
import { answer } from '../answer.ts';
import { digestOf } from '../authentication.ts';
import type { DemoMarketplace, DemoPerson, DemoShop } from '../demo.ts';
import type { RouteDeps } from '../deps.ts';
import { problem } from '../problem.ts';
import { type Call, type Reply, type Route, route } from '../route.ts';
import { newToken } from './portal-sessions.ts';

/** A visit, and a night's sleep. */
const SESSION_SECONDS = 86_400;
const PICTURE_SECONDS = 86_400;

/** The same as the actor that a page knows its viewer by. */
function actorView(actor: SessionActor) {
  return actor.role === 'seller'
    ? { role: actor.role, id: actor.id, shop_id: actor.shopId }
    : { role: actor.role, id: actor.id };
}

function told({ name, colour, about }: DemoPerson | DemoShop, locale: Locale) {
  return { name: name[locale], colour, about: about[locale] };
}

async function listPeople({ people, shops }: DemoMarketplace, { locale }: Call, { store }: RouteDeps): Promise<Reply> {
  const claims = await latestClaims(
    store.pool,
    people.flatMap(({ order }) => order ?? []),
  );
  const body: Static<typeof DemoPeople> = {
    people: people.map((person) => ({
      ...actorView(person.actor),
      ...told(person, locale),
      order_id: person.order?.id ?? null,
      claim_id: (person.order && claims.get(person.order.id)) ?? null,
    })),
    shops: shops.map((shop) => ({ id: shop.id, ...told(shop, locale) })),
  };
  return answer(200, body);
}

async function becomeSomebody(
  { people }: DemoMarketplace,
  { role, id, shop_id }: Static<typeof DemoSessionBody>,
  { store, newId, random }: RouteDeps,
): Promise<Reply> {
  const isMeant = ({ actor }: DemoPerson) =>
    actor.role === role && actor.id === id && (actor.role === 'seller' ? actor.shopId : undefined) === shop_id;
  const person = people.find(isMeant);
  if (!person) return problem('NOT_FOUND');
  const token = newToken(random);
  const expiresAt = await createPortalSession(store.pool, {
    id: newId('ps'),
    digest: digestOf(token),
    actor: person.actor,
    createdBy: null,
    returnUrl: null,
    seconds: SESSION_SECONDS,
  });
  return answer(201, { token, actor: actorView(person.actor), expires_at: formatInstant(expiresAt) });
}

/** Only where the demo marketplace is served: whoever comes may be anybody in it. */
export function demoRoutes(demo: DemoMarketplace): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/demo/people',
      name: 'listDemoPeople',
      summary: 'Whom a visitor can be, and what is interesting about them',
      tag: 'demo',
      access: 'public',
      schema: { response: { 200: DemoPeople } },
      handler: (call, deps) => listPeople(demo, call as unknown as Call, deps),
    }),
    route({
      method: 'POST',
      idempotency: 'none',
      url: '/demo/sessions',
      name: 'becomeDemoPerson',
      summary: 'Lets a visitor be somebody of the demo for a day',
      tag: 'demo',
      access: 'public',
      schema: { body: DemoSessionBody, response: { 201: DemoSession } },
      handler: ({ body }, deps) => becomeSomebody(demo, body, deps),
    }),
    route({
      method: 'GET',
      url: '/demo/pictures/:name',
      name: 'getDemoPicture',
      summary: 'A picture of goods, as SVG',
      tag: 'demo',
      access: 'public',
      schema: { params: record({ name: Type.String({ maxLength: 64 }) }), response: { 200: Type.String() } },
      handler: async ({ params: { name } }) => {
        const picture = demo.pictures.get(name.replace(/\.svg$/, ''));
        if (picture === undefined) return problem('NOT_FOUND');
        const headers = { 'content-type': 'image/svg+xml', 'cache-control': `public, max-age=${PICTURE_SECONDS}` };
        return { status: 200, body: picture, headers };
      },
    }),
  ];
}
