import type { Claim, Settlement } from './claim.ts';
import type { CommandRule } from './command-rule.ts';
import type { Happening } from './event.ts';
import { afterReturn } from './execution.ts';

/** What was settled, of a claim that is being carried out. */
export function settlementOf(claim: Claim): Settlement {
  if (!claim.settlement) throw new Error(`claim ${claim.id} has no settlement`);
  return claim.settlement;
}

/** R57: the goods are on their way back. */
export const shipReturn: CommandRule<'ship_return'> = {
  events: (_, body) => [{ type: 'return.shipped', data: body }],
};

/** R58: the goods are back, and what was settled goes on. */
export const confirmReturn: CommandRule<'confirm_return'> = {
  events: (claim): Happening[] => [
    { type: 'return.confirmed', data: { by: 'seller' } },
    ...afterReturn(claim, settlementOf(claim)),
  ],
};

/** R58: the seller refuses the goods that came back, once, with proof; never after a ruling ordered the return. */
export const contestReturn: CommandRule<'contest_return'> = {
  state: (claim) => !claim.contested,
  fits: (_, { files }) => ({ FILES_REQUIRED: () => files.length === 0 }),
  events: (_, body) => [{ type: 'return.contested', data: body }],
};
