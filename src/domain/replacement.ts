import type { CommandRule } from './command-rule.ts';
import { succeed } from './execution.ts';

/** R59: the exchanged, repaired or missing goods are on their way to the buyer. */
export const shipReplacement: CommandRule<'ship_replacement'> = {
  events: (_, body) => [{ type: 'replacement.shipped', data: body }],
};

/** R59: the buyer has what was settled. */
export const acceptReplacement: CommandRule<'accept_replacement'> = {
  events: () => [{ type: 'replacement.accepted', data: { by: 'buyer' } }, succeed],
};
