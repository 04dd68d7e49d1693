import type { Static } from 'typebox';
import { formatInstant, formatMoney } from '../../../locales/format.ts';
import { WORDS } from '../../../locales/locale.ts';
import { deadlineSentence, derivationSentence, type Speaker } from '../../../locales/sentences.ts';
import type { ClaimView } from '../../contract/claim-view.ts';
import type { DeadlineView } from '../../contract/deadline.ts';
import type { EventView } from '../../contract/event-view.ts';
import { parseInstant } from '../../contract/instant.ts';
import type { Deadline } from '../../domain/deadline.ts';
import type { EventType } from '../../domain/event.ts';
import { exact, type Instant } from '../../domain/time.ts';

export interface History {
  readonly claim: Static<typeof ClaimView>;
  readonly events: readonly Static<typeof EventView>[];
}

function instant(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new Error(`not an instant: ${text}`);
  return at;
}

function readDeadline({ at, then, provisional, why }: Static<typeof DeadlineView>): Deadline {
  const steps = why.map(({ rule, from, length, paused }) => ({
    rule,
    from: instant(from),
    length,
    paused: exact(paused),
  }));
  return { at: instant(at), then, provisional, why: steps };
}

function nameOf({ role, id, shop_id }: Static<typeof EventView>['actor'], { locale }: Speaker): string {
  return [WORDS[locale].roles[role], shop_id ?? id].filter(Boolean).join(' ');
}

/** What somebody wrote, where an event carries words. */
function wordsOf({ data }: Static<typeof EventView>): string {
  const { words, evidence } = data as { words?: unknown; evidence?: { words?: unknown } };
  const said = words ?? evidence?.words;
  return typeof said === 'string' && said !== '' ? `  “${said}”` : '';
}

function headOf({ claim }: History, { locale }: Speaker): string[] {
  const words = WORDS[locale];
  const { terms, policy } = claim;
  const ended = claim.end_reason ? ` (${words.endReasons[claim.end_reason]})` : '';
  const stage = claim.stage ? ` · ${words.stages[claim.stage]}` : '';
  const asked = [words.remedies[terms.remedy], terms.reason, formatMoney(locale, terms.amount, claim.currency)];
  return [
    `${claim.id}  ${words.statuses[claim.status]}${stage}${ended}`,
    `${claim.shop_id} · ${claim.order_id}/${claim.line_id} · ${words.roles.buyer} ${claim.buyer_id}`,
    `${asked.join(' · ')} · ${policy.name} ${policy.version}`,
  ];
}

/** A claim's history as lines of text: what happened, when, by whom; then what follows, and by which rule (R3). */
export function timelineOf(history: History, speaker: Speaker): string {
  const { locale, timeZone } = speaker;
  const rows = history.events.map((event) => {
    const when = formatInstant(locale, instant(event.at), timeZone);
    const what = WORDS[locale].events[event.type as EventType];
    return `${String(event.version).padStart(4)}  ${when}  ${what} — ${nameOf(event.actor, speaker)}${wordsOf(event)}`;
  });
  const deadline = history.claim.deadline && readDeadline(history.claim.deadline);
  const next = deadline
    ? ['', deadlineSentence(speaker, deadline), ...deadline.why.map((why) => `  ${derivationSentence(speaker, why)}`)]
    : [];
  return [...headOf(history, speaker), '', ...rows, ...next].join('\n');
}
