import { DAY, type Instant } from '../../src/domain/time.ts';
import { type Chance, createChance } from './chance.ts';
import { type Complaint, type Line, termsFor } from './complaint.ts';
import { type Appointment, isOver, type Life, nextOf } from './life.ts';
import type { ClaimSeen, Market, OrderSeen } from './market.ts';

/** A claim that was asked for and not opened. */
export interface Refusal {
  readonly code: string;
  readonly at: Instant;
  readonly line: Line;
  /** Claims opened on the line before. */
  readonly applications: number;
}

export interface Season {
  readonly lives: readonly Life[];
  readonly refusals: readonly Refusal[];
}

/** What is on somebody's mind: the complaint, and how often they have claimed for it. */
interface Grievance {
  readonly complaint: Complaint;
  readonly chance: Chance;
  readonly applications: number;
}

/** Buyers whose claim came to nothing may claim again, some days later. */
const AGAIN: Record<string, number> = { shipped: 0.6, expired: 0.25, withdrawn: 0.2 };

/** Lives every complaint through: at each turn whatever comes next, wherever it comes from. */
export async function liveSeason(market: Market, complaints: readonly Complaint[]): Promise<Season> {
  const lives: Life[] = [];
  const refusals: Refusal[] = [];
  const agenda: Appointment[] = [];
  const follow = async (life: Life, grievance: Grievance): Promise<void> => {
    if (!isOver(life.claim)) {
      const { at, keep } = nextOf(life, market);
      agenda.push({ at, keep: () => keep().then(() => follow(life, grievance)) });
      return;
    }
    const { chance, applications } = grievance;
    if (!chance.happens(AGAIN[life.claim.end_reason ?? ''] ?? 0)) return;
    const at = Math.floor(market.now() + chance.between(2, 12) * DAY);
    agenda.push({ at, keep: () => complain({ ...grievance, applications: applications + 1 }) });
  };
  const complain = async (grievance: Grievance): Promise<void> => {
    const { complaint, chance, applications } = grievance;
    const opened = await openClaim(market, grievance);
    if ('code' in opened) return void refusals.push({ ...opened, at: market.now(), applications });
    const { claim, line } = opened;
    const life: Life = { id: claim.id, chance, unshipped: line.status === 'paid', claim };
    lives.push(life);
    await follow(life, { complaint, chance, applications });
  };
  for (const [number, complaint] of complaints.entries()) {
    const grievance = { complaint, chance: createChance(number + 1), applications: 0 };
    agenda.push({ at: Date.parse(complaint.written_at), keep: () => complain(grievance) });
  }
  await keepAll(market, agenda);
  return { lives, refusals };
}

async function keepAll(market: Market, agenda: Appointment[]): Promise<void> {
  while (agenda.length > 0) {
    const next = agenda.reduce((first, one) => (one.at < first.at ? one : first));
    agenda.splice(agenda.indexOf(next), 1);
    await market.advance(next.at);
    await next.keep();
  }
}

type Opened = { readonly claim: ClaimSeen; readonly line: Line } | { readonly code: string; readonly line: Line };

async function openClaim(market: Market, { complaint, chance }: Grievance): Promise<Opened> {
  const { order_id, line_id } = complaint;
  const order = await market.must<OrderSeen>(null, `GET /v1/orders/${order_id}`);
  const buyer = `buyer:${order.buyer_id}`;
  const line = order.lines.find(({ id }) => id === line_id);
  if (!line) throw new Error(`order ${order_id} has no line ${line_id}`);
  const terms = termsFor(line, { complaint, chance, now: market.now() });
  const answer = await market.ask<ClaimSeen>(buyer, 'POST /v1/claims', { order_id, line_id, terms });
  return answer.code === null ? { claim: answer.body, line } : { code: answer.code, line };
}
