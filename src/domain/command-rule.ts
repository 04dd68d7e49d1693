import type { Claim } from './claim.ts';
import type { Bodies, CommandType } from './command.ts';
import type { Context } from './context.ts';
import type { Happening } from './event.ts';
import type { Checks } from './refusals.ts';

/** What the process table cannot say of a command: further conditions, and what it brings about. */
export interface CommandRule<T extends CommandType> {
  /** Whether it is this very party's to give; otherwise `WRONG_PARTY`. */
  readonly party?: (claim: Claim, context: Context) => boolean;
  /** Whether the claim stands so that it may be given; otherwise `WRONG_STATE`. */
  readonly state?: (claim: Claim, context: Context) => boolean;
  /** What refuses the command whatever its body says; asked for every view of a claim, too (R8). */
  readonly may?: (claim: Claim, context: Context) => Checks;
  /** What refuses this body. */
  readonly fits?: (claim: Claim, body: Bodies[T], context: Context) => Checks;
  /** What happens. Asked only when nothing refuses. */
  readonly events: (claim: Claim, body: Bodies[T], context: Context) => readonly Happening[];
}

/** The party that acts; asked only of commands that only parties may give. */
export function partyOf({ actor }: Context): 'buyer' | 'seller' {
  if (actor.role !== 'buyer' && actor.role !== 'seller') throw new Error(`${actor.role} is not a party`);
  return actor.role;
}

/** Who acts among the staff; asked only of commands that only staff may give. */
export function staffOf({ actor }: Context): { readonly id: string; readonly role: 'mediator' | 'supervisor' } {
  if (actor.role !== 'mediator' && actor.role !== 'supervisor') throw new Error(`${actor.role} does not decide`);
  return { id: actor.id, role: actor.role };
}

/** An id that only this claim can give, the same on every node: nothing random is needed. */
export function idWithin(claim: Claim, prefix: string, number: number): string {
  return `${prefix}_${claim.id.replace(/^clm_/, '')}_${number}`;
}
