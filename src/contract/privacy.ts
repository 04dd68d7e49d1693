import { type Static, Type } from 'typebox';
import { ERASURE_OBSTACLES, type PartyActor } from '../domain/privacy.ts';
import { ClaimView } from './claim-view.ts';
import { EventView } from './event-view.ts';
import { FileIds, Id, InstantText, listOf, nullable, record, Words } from './primitive.ts';

const PARTY_ROLES = ['buyer', 'seller'] as const;
const shop = Type.Optional(Type.Union([Id], { description: 'the shop of a seller’s user' }));

/** A buyer, or one user of a shop. */
export const PersonBody = record({ role: Type.Enum(PARTY_ROLES), id: Id, shop_id: shop }, { title: 'Person' });
type Named = Pick<Static<typeof PersonBody>, 'role' | 'id' | 'shop_id'>;

export const HoldBody = record(
  { role: Type.Enum([...PARTY_ROLES, 'claim']), id: Id, shop_id: shop, words: Words },
  { title: 'NewLegalHold' },
);

/** Whom a request names; null where a seller's shop is missing or a buyer has one. */
export function readPerson({ role, id, shop_id }: Named): PartyActor | null {
  if (role === 'buyer') return shop_id === undefined ? { role, id } : null;
  return shop_id === undefined ? null : { role, shopId: shop_id, id };
}

const who = { role: Type.Enum(PARTY_ROLES), id: Id, shop_id: nullable(Id) };

export const ERASURE_STATES = ['waiting', 'erased', 'withdrawn'] as const;

export const ErasureView = record(
  {
    id: Id,
    person: record(who),
    status: Type.Enum(ERASURE_STATES),
    requested_at: InstantText,
    waits_for: nullable(Type.Enum(ERASURE_OBSTACLES)),
    available_at: nullable({
      ...InstantText,
      description: 'when it will be done; null where time alone decides nothing',
    }),
    erased_at: nullable(InstantText),
  },
  { title: 'Erasure' },
);
export const ErasureList = listOf(ErasureView);

export const HoldView = record(
  {
    id: Id,
    on: record({ role: Type.Enum([...PARTY_ROLES, 'claim']), id: Id, shop_id: nullable(Id) }),
    words: Type.String(),
    put_at: InstantText,
    lifted_at: nullable(InstantText),
  },
  { title: 'LegalHold' },
);
export const HoldList = listOf(HoldView);

/** Everything that is held about one person, to be handed to them. */
export const PersonExport = record(
  {
    person: record(who),
    made_at: InstantText,
    claims: Type.Array(ClaimView, { description: 'as the person sees them' }),
    events: Type.Array(record({ claim_id: Id, event: EventView }), { description: 'what the person did, in order' }),
    messages: Type.Array(record({ claim_id: Id, id: Id, at: InstantText, words: Type.String(), files: FileIds })),
    contacts: Type.Array(
      record({
        claim_id: Id,
        kind: Type.Enum(['return_address', 'call']),
        at: InstantText,
        name: Type.Optional(Type.String()),
        phone: Type.String(),
        address: Type.Optional(Type.String()),
      }),
    ),
    files: Type.Array(
      record({
        id: Id,
        name: Type.String(),
        content_type: Type.String(),
        size: Type.Integer(),
        sha256: Type.String(),
        at: InstantText,
        url: Type.String({ description: 'where its content is, for whoever may read it' }),
      }),
    ),
    notices: Type.Array(record({ kind: Type.String(), claim_id: Id, at: InstantText, read_at: nullable(InstantText) })),
    sessions: Type.Array(record({ id: Id, at: InstantText, expires_at: InstantText })),
  },
  { title: 'PersonExport' },
);
