import { Type } from 'typebox';
import { InstantText, listOf, nullable, record, text } from './primitive.ts';

/**
 * What a key may be used for. `orders`: orders and refund results; `claims`: claims for buyers, sellers and the
 * marketplace itself; `staff`: acting as platform staff; `config`: policies, calendars and keys.
 */
export const SCOPES = ['orders', 'claims', 'staff', 'config'] as const;
export type Scope = (typeof SCOPES)[number];

const fields = {
  id: Type.String({ examples: ['key_…'] }),
  name: text(100),
  scopes: Type.Array(Type.Enum([...SCOPES]), { minItems: 1, maxItems: SCOPES.length, uniqueItems: true }),
};

export const NewApiKey = record({ name: fields.name, scopes: fields.scopes }, { title: 'NewApiKey' });

const kept = {
  ...fields,
  created_at: InstantText,
  last_used_at: nullable({ ...InstantText, description: 'to the minute; null before the first use' }),
};

export const ApiKey = record(kept, { title: 'ApiKey' });

/** The only answer that ever carries the secret. */
export const CreatedApiKey = record(
  {
    ...kept,
    secret: Type.String({ description: 'shown once, stored only as its SHA-256' }),
  },
  { title: 'CreatedApiKey' },
);

export const ApiKeyList = listOf(ApiKey);
