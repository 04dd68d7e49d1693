import type { Claim, Party } from '../domain/claim.ts';
import type { CommandType } from '../domain/command.ts';
import type { Deadline, DeadlineName } from '../domain/deadline.ts';
import type { Rules } from '../domain/policy.ts';
import type { Position } from '../domain/process.ts';
import type { Report } from '../domain/report.ts';
import type { Instant, Milliseconds } from '../domain/time.ts';
import type { World } from './world.ts';

export type Act = CommandType | DeadlineName | Report['type'];
/** Who makes something happen: a party, the staff, time alone, the payment provider, or the marketplace. */
export type Mover = Party | 'staff' | 'clock' | 'provider' | 'marketplace';

/** Everybody whose doing it takes, in the order of the alphabet: `buyer`, `buyer+seller`. */
export type Movers = string;
export type Words = () => string;

/** One way from one state to another. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly act: Act;
  readonly by: Movers;
  /** What is done, as a clause: `the seller refuses`. Put together only when a story is told. */
  readonly words: Words;
  /** How long after entering the state it was first possible; where it puts a deadline off, when it first did. */
  after: Milliseconds;
  /** Whether it is possible until the state's deadline. */
  last: boolean;
  /** What is left of the next deadline afterwards, where it was done as late as possible. */
  remaining: Milliseconds;
  /** Whether a clock goes on that had stood still. */
  readonly thaws: boolean;
  /** Whether another deadline runs afterwards than before. */
  moves: boolean;
  /** What the policy's numbers allow only so often. */
  readonly spends: 'modification' | 'withdrawal' | null;
}

/** A state of a claim, with the claim that the walk first met in it. */
export interface Node {
  readonly id: number;
  readonly key: string;
  readonly world: World;
  readonly claim: Claim;
  readonly position: Position;
  readonly suspended: boolean;
  /** When the walk came here. */
  readonly at: Instant;
  readonly deadline: Deadline | null;
  /** The most that is ever left of its deadline on coming here. */
  remaining: Milliseconds;
  /** The way the walk came; null where a claim begins. */
  readonly via: Edge | null;
  /** How the claim began, for stories. */
  readonly opening: string;
  /** Whether nothing can change any more. */
  readonly final: boolean;
  readonly edges: Edge[];
  /** `buyer modify_terms` → how long after entering the state it was first accepted. */
  readonly openings: Map<string, Milliseconds>;
}

/** Something that no edge may do, and where the walk met it. */
export interface Offence {
  readonly check: string;
  readonly node: number;
  /** The clause that completes the story. */
  readonly words: Words;
}

export interface Graph {
  /** The rules that were walked: those given, without a calendar and with counters that never run out. */
  readonly rules: Rules;
  readonly nodes: readonly Node[];
  readonly beginnings: readonly number[];
  readonly offences: readonly Offence[];
  /** Every command that was accepted: `refuse awaiting_seller`, and ` suspended` where it was. */
  readonly accepted: ReadonlySet<string>;
  /** Commands and deadlines tried. */
  readonly attempts: number;
  /** Whether the walk ended by itself and not at its limit of states. */
  readonly complete: boolean;
}
