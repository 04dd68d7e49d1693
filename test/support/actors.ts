import { type CamelCase, camelCase } from '../../src/contract/wire.ts';
import type { Actor } from '../../src/domain/claim.ts';
import type { CommandType } from '../../src/domain/command.ts';
import type { ClaimEvent } from '../../src/domain/event.ts';
import { COMMANDS } from '../../src/domain/process.ts';
import type { Refused } from '../../src/domain/refusals.ts';
import type { Given } from './bodies.ts';

/** Who appears in the stories. `colleague` is another user of the seller's shop; the last two are strangers. */
export const ACTORS = {
  buyer: { role: 'buyer', id: 'B9' },
  seller: { role: 'seller', shopId: 'S7', id: 'U1' },
  colleague: { role: 'seller', shopId: 'S7', id: 'U2' },
  mediator: { role: 'mediator', id: 'M1' },
  otherMediator: { role: 'mediator', id: 'M2' },
  supervisor: { role: 'supervisor', id: 'V1' },
  otherSupervisor: { role: 'supervisor', id: 'V2' },
  operator: { role: 'operator', id: 'O1' },
  marketplace: { role: 'marketplace' },
  otherBuyer: { role: 'buyer', id: 'B8' },
  otherSeller: { role: 'seller', shopId: 'S8', id: 'U8' },
} as const satisfies Record<string, Actor>;
export type ActorName = keyof typeof ACTORS;

type Named<R> = { readonly [T in CommandType as CamelCase<T>]: (body?: Given<T>) => R };

/** Everything an actor may try. A plain call must be accepted; one after `.refused` must be refused. */
export type Doer = Named<readonly ClaimEvent[]> & {
  readonly actor: Actor;
  readonly refused: Named<Refused>;
};

interface Door {
  gives<T extends CommandType>(actor: Actor, type: T, given: Given<T>): readonly ClaimEvent[];
  refusal<T extends CommandType>(actor: Actor, type: T, given: Given<T>): Refused | null;
}

function named<R>(make: (type: CommandType, given: never) => R): Named<R> {
  const entries = COMMANDS.map((type) => [camelCase(type), (given: object = {}) => make(type, given as never)]);
  return Object.fromEntries(entries) as Named<R>;
}

export function doerOf(actor: Actor, door: Door): Doer {
  const refused = named((type, given) => {
    const refusal = door.refusal(actor, type, given);
    if (!refusal) throw new Error(`${type} by ${actor.role} was not refused`);
    return refusal;
  });
  return { actor, refused, ...named((type, given) => door.gives(actor, type, given)) };
}
