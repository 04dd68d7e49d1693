import { Type } from 'typebox';
import { InstantText, record } from './primitive.ts';

const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A closed day: the root of a tree over the heads of all claims that changed on it. Made to be published. */
export const DailyRootView = record(
  {
    day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    since: InstantText,
    until: InstantText,
    time_zone: Type.String(),
    claims: Type.Integer({ minimum: 0 }),
    tree_root: Digest,
    previous: Digest,
    root: Digest,
  },
  { title: 'DailyRoot' },
);
