import { Type } from 'typebox';
import { Id, InstantText, nullable, record } from './primitive.ts';

export const DEMO_ROLES = ['buyer', 'seller', 'mediator', 'supervisor', 'operator'] as const;

const who = { role: Type.Enum([...DEMO_ROLES]), id: Id, shop_id: Type.Optional(Id) };
const words = { name: Type.String(), colour: Type.String({ pattern: '^#[0-9a-f]{6}$' }), about: Type.String() };

export const DemoPerson = record(
  { ...who, ...words, order_id: nullable(Id), claim_id: nullable(Id) },
  { title: 'DemoPerson' },
);
export const DemoShop = record({ id: Id, ...words }, { title: 'DemoShop' });

/** Whom a visitor can be; `order_id` and `claim_id` say where to look first. */
export const DemoPeople = record({ people: Type.Array(DemoPerson), shops: Type.Array(DemoShop) });

export const DemoSessionBody = record(who, { title: 'DemoSessionBody' });
export const DemoSession = record({ token: Type.String(), actor: record(who), expires_at: InstantText });
