import { DAY } from '../domain/time.ts';
import { neverMet, offersEverything } from './coverage.ts';
import type { Exploration } from './exploration.ts';
import type { Node } from './graph.ts';
import { spanInWords, storyOf } from './story.ts';
import { worstUnattended } from './unattended.ts';

/** Nothing that makes a policy wrong, but something people will stumble over. */
export interface Warning {
  readonly name: 'virtual_trap' | 'late_right' | 'silent_when_spent' | 'not_met' | 'long_life';
  readonly detail: string;
  readonly story?: readonly string[];
}

/** R6: how long records are kept, three years. */
const RECORDS_KEPT = 3 * 365 * DAY;
const YEAR = 365 * DAY;

function waitOf({ deadline, at }: Node): number {
  return (deadline?.at ?? at) - at;
}

function isRefusedVirtual({ position, claim }: Node): boolean {
  return position === 'refused' && claim.goods === 'virtual';
}

/** R33: a refusal after which the right to ask does not open before the claim closes. */
function trap({ graph }: Exploration): Warning[] {
  const trapped = graph.nodes.find(
    (node) => isRefusedVirtual(node) && !node.openings.has('buyer request_intervention'),
  );
  if (!trapped) return [];
  const detail =
    `A claim on virtual goods that is refused closes ${spanInWords(waitOf(trapped))} later, before its buyer may ask for ` +
    'intervention: the buyer must modify the terms in time to keep it open (R33).';
  return [{ name: 'virtual_trap', detail, story: storyOf(graph, trapped.id) }];
}

/** R32: a refusal after which the right to ask opens late, but in time. */
function lateRight({ graph }: Exploration): Warning[] {
  const opening = (node: Node) => node.openings.get('buyer request_intervention') ?? 0;
  const late = graph.nodes.find((node) => isRefusedVirtual(node) && opening(node) >= 1_000);
  if (!late) return [];
  const detail =
    `After a refusal of virtual goods the right to ask for intervention opens ${spanInWords(opening(late))} into the ` +
    `${spanInWords(waitOf(late))} that the buyer has.`;
  return [{ name: 'late_right', detail, story: storyOf(graph, late.id) }];
}

function silentWhenSpent({ graph, silences, counters }: Exploration): Warning[] {
  const silent = silences.find(({ open, openWhenSpent }) => open !== null && openWhenSpent === null);
  if (!silent || counters.modifications === 0) return [];
  const times = `${counters.modifications} ${counters.modifications === 1 ? 'modification is' : 'modifications are'}`;
  const detail = `Once the ${times} used up, the ${silent.party} has nothing left to answer with here, and silence decides.`;
  return [{ name: 'silent_when_spent', detail, story: storyOf(graph, silent.node) }];
}

function notMet({ graph, counters }: Exploration): Warning[] {
  const { positions, commands, deadlines } = neverMet(graph, counters);
  if (offersEverything(graph)) return [];
  const never = [...positions, ...deadlines, ...commands];
  const detail = `No reason of this policy opens a claim on every kind of goods, so this is never met: ${never.join(', ')}.`;
  return never.length > 0 ? [{ name: 'not_met', detail }] : [];
}

function longLife(exploration: Exploration): Warning[] {
  const { span } = worstUnattended(exploration.unattended);
  const whole = exploration.life?.whole ?? 0;
  const warnings: Warning[] = [];
  if (span > YEAR) {
    const detail = `A claim that nobody attends to any more can last another ${spanInWords(span)}.`;
    warnings.push({ name: 'long_life', detail });
  }
  if (whole > RECORDS_KEPT) {
    const detail = `A claim can live for ${spanInWords(whole)}, longer than records must be kept (R6).`;
    warnings.push({ name: 'long_life', detail });
  }
  return warnings;
}

export function warningsOf(exploration: Exploration): Warning[] {
  return [trap, lateRight, silentWhenSpent, notMet, longLife].flatMap((warn) => warn(exploration));
}
