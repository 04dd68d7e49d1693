import { Type } from 'typebox';
import { Id, InstantText, nullable, record } from './primitive.ts';

const Count = Type.Integer({ minimum: 0 });

/** What everybody of the staff has before them, and has ruled lately; without an id: nobody’s. */
export const WorkloadReport = record(
  {
    since: InstantText,
    staff: Type.Array(
      record({
        id: nullable(Id),
        role: nullable(Type.Enum(['mediator', 'supervisor'])),
        open: Count,
        review: Count,
        approval: Count,
        overdue: Count,
        suspended: Count,
        ruled: Count,
        median_seconds: nullable(Type.Integer()),
        overturned: Count,
      }),
      { maxItems: 500 },
    ),
  },
  { title: 'WorkloadReport' },
);
