import { type Static, Type } from 'typebox';
import { REMEDIES, type Terms } from '../domain/claim.ts';
import { AskedAmount, Code, FileIds, Id, record } from './primitive.ts';
import { fromWire } from './wire.ts';

export const PARTIES = ['buyer', 'seller'] as const;

/** What the buyer asks, in opening a claim and in modifying it. */
export const TermsBody = record(
  {
    remedy: Type.Enum(REMEDIES),
    reason: Code,
    amount: AskedAmount,
    goods_received: Type.Boolean(),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    files: Type.Optional(FileIds),
  },
  { title: 'TermsBody' },
);

export const TermsView = record(
  { ...Type.Required(TermsBody).properties, freight: Type.Optional(Type.Enum(PARTIES)) },
  { title: 'Terms' },
);

export const ClaimBody = record({ order_id: Id, line_id: Id, terms: TermsBody }, { title: 'ClaimBody' });

export function readTerms(body: Static<typeof TermsBody>): Terms {
  return fromWire({ description: '', files: [], ...body });
}
