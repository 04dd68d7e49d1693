import type { Actor, Claim } from '../domain/claim.ts';

/** From where somebody looks at a claim: a party sees no names of staff and none of their drafts. */
export type Viewpoint = 'buyer' | 'seller' | 'inside';

const VIEWPOINTS: Record<Actor['role'], Viewpoint> = {
  buyer: 'buyer',
  seller: 'seller',
  mediator: 'inside',
  supervisor: 'inside',
  operator: 'inside',
  marketplace: 'inside',
  system: 'inside',
};

export function viewpointOf(actor: Actor): Viewpoint {
  return VIEWPOINTS[actor.role];
}

/** R21: who may see the seller's return address, and only while goods have to travel there. */
export function seesReturnAddress({ state }: Pick<Claim, 'state'>): boolean {
  return state.status === 'awaiting_return' || state.status === 'awaiting_inspection';
}
