import type { Actor } from './claim.ts';

/** Who can be erased: a party. What staff wrote are acts of their office, and stay with the claim. */
export type PartyActor = Extract<Actor, { role: 'buyer' | 'seller' }>;

/** Why an erasure waits, the first that applies: a hold, a claim under way, or the years for which records are kept. */
export const ERASURE_OBSTACLES = ['LEGAL_HOLD', 'CLAIM_LIVE', 'RECORDS_KEPT'] as const;
export type ErasureObstacle = (typeof ERASURE_OBSTACLES)[number];

/**
 * R6, E-Commerce Law article 31: what belongs to a trade is kept for at least three years after it is completed. Other
 * laws may ask for more.
 */
export const RECORDS_KEPT_YEARS = 3;
