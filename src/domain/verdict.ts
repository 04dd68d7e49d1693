import { REMEDIES } from './claim.ts';
import type { Instant } from './time.ts';

export const FAULTS = ['seller', 'buyer', 'both', 'carrier', 'platform', 'none'] as const;
export const RULING_REMEDIES = [...REMEDIES, 'none'] as const;
export const FREIGHTS = ['seller', 'buyer', 'shared', 'platform'] as const;
export const FUNDINGS = ['seller', 'platform', 'carrier'] as const;
export const RULING_REASONS = [
  'seller_failed_burden',
  'buyer_failed_burden',
  'defect_proven',
  'not_as_described_proven',
  'counterfeit_proven',
  'delivery_not_proven',
  'delivery_proven',
  'goods_altered',
  'settled_by_parties',
  'unclear',
  'other',
] as const;

export interface Finding {
  readonly text: string;
  readonly files: readonly string[];
}

/** R50: fault, remedy and funding are three independent fields. */
export interface RulingContent {
  readonly fault: (typeof FAULTS)[number];
  readonly remedy: (typeof RULING_REMEDIES)[number];
  readonly amount: number;
  readonly returnGoods: boolean;
  readonly freight: (typeof FREIGHTS)[number];
  readonly funding: (typeof FUNDINGS)[number];
  readonly findings: readonly Finding[];
  readonly reasonCode: (typeof RULING_REASONS)[number];
  readonly rules: readonly string[];
}

export interface Ruling extends RulingContent {
  /** The staff member who ruled; null where the backstop did (R44). */
  readonly by: string | null;
  readonly approvedBy: string | null;
  /** Whether time made it take effect: without effects on the shop's standing (R44, R60). */
  readonly backstop: boolean;
  /** When it took effect; while it waits for approval, when it was submitted. */
  readonly at: Instant;
}
