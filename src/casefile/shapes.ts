import { type TSchema, Type } from 'typebox';
import { FORMAT } from './format.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Name = Type.String({ maxLength: 400 });
const Labels = Type.Record(Type.String(), closed({ 'zh-CN': Type.String(), en: Type.String() }));

export const ManifestShape = closed({
  format: Type.Literal(FORMAT),
  claim_id: Name,
  shop_id: Name,
  viewpoint: Type.Enum(['buyer', 'seller', 'inside']),
  version: Count,
  head: Digest,
  renderer: Name,
  entries: Type.Array(closed({ path: Name, size: Count, sha256: Digest })),
});

const Event = closed({
  shop_id: Name,
  claim_id: Name,
  version: Count,
  type: Name,
  at: Name,
  recorded_at: Name,
  actor: Type.Object({ role: Name }),
  data: Type.Object({}),
  files: Type.Record(Type.String(), Digest),
});

export const EventsShape = closed({
  events: Type.Array(
    Type.Union([
      closed({
        version: Count,
        digest: Digest,
        nonce: Digest,
        event: Event,
        disclosed: Type.Record(Type.String(), closed({ nonce: Digest, value: Type.Unknown() })),
      }),
      closed({ version: Count, digest: Digest, content: Digest }),
    ]),
  ),
  words: Type.Record(Type.String(), Type.Union([closed({ key: Name }), closed({ masked: Type.String() })])),
});

export const FactsShape = closed({
  claim_id: Name,
  shop_id: Name,
  buyer_id: Name,
  order_id: Name,
  line_id: Name,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  goods: closed({
    title: Type.String(),
    sku: Type.Union([Type.String(), Type.Null()]),
    quantity: Count,
    amount: Count,
    shipping: Count,
  }),
  policy: closed({ name: Name, version: Count }),
  time_zone: Name,
  reasons: Labels,
  refusal_reasons: Labels,
  appeal_window: Name,
  files: Type.Array(
    closed({
      id: Name,
      name: Type.String(),
      content_type: Name,
      sha256: Digest,
      kind: Type.Enum(['original', 'derivative']),
      entry: Type.Union([Name, Type.Null()]),
    }),
  ),
});

const Daily = closed({
  day: Name,
  since: Name,
  until: Name,
  claims: Count,
  previous: Digest,
  tree_root: Digest,
  root: Digest,
  head: closed({ shop_id: Name, claim_id: Name, version: Count, digest: Digest }),
  index: Count,
  path: Type.Array(Digest, { maxItems: 64 }),
});

export const ProofShape = closed({ daily: Type.Union([Daily, Type.Null()]) });
