import type { ReactNode } from 'react';
import type { Claim, RulingPreview as Preview } from '../../api/shapes.ts';
import { formatMoney } from '../../format/money.ts';
import { formatFull } from '../../format/time.ts';
import { useLocale } from '../../language/locale.ts';
import { useNames, useWords } from '../../language/words.ts';
import { Facts } from '../../ui/card.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useRulingPreview } from './desk-data.ts';
import type { RulingDraft } from './ruling-draft.ts';

function useMoney({ currency }: Preview): (amount: number) => string {
  const locale = useLocale();
  return (amount) => formatMoney(locale, amount, currency);
}

function useBuyerWords(preview: Preview): readonly string[] {
  const { preview: words } = useWords('mediator');
  const money = useMoney(preview);
  const { buyer, next_status: next } = preview;
  if (buyer.amount === 0) return [words.nothing];
  if (next === 'awaiting_replacement') return [words.replacement(money(buyer.amount))];
  const rest = buyer.amount - buyer.at_once;
  return [
    ...(buyer.sends_back ? [words.sendsBack] : []),
    ...(buyer.at_once > 0 ? [words.gets(money(buyer.at_once))] : []),
    ...(rest > 0 && !preview.decides_appeal ? [words.later(money(rest))] : []),
  ];
}

function useSellerWords(preview: Preview): readonly string[] {
  const { preview: words } = useWords('mediator');
  const { fundings, freights, roles } = useNames();
  const money = useMoney(preview);
  const { buyer, seller, compensation } = preview;
  const nameOf = { ...roles, platform: words.platformName };
  const owed = compensation.map(({ to, amount }) => words.owed(nameOf[to], money(amount)));
  if (buyer.amount === 0) return [words.keeps, ...owed];
  const bears = seller.bears > 0 ? words.pays(money(seller.bears)) : words.paysNot(fundings[seller.funding]);
  return [bears, words.freight(freights[seller.freight]), ...owed];
}

/** R60, R61: whether it counts, when, and what that brings. */
function useRecordWords({ record }: Preview): readonly string[] {
  const { preview: words } = useWords('mediator');
  const locale = useLocale();
  const { counts, number, limit, restricted_until: until } = record;
  if (counts === 'never') return [words.countsNot];
  if (counts === 'reversed') return [words.reversed(number, limit)];
  const counted = counts === 'now' ? words.counts(number, limit) : words.countsLater(number, limit);
  return [counted, ...(until ? [words.restrictedUntil(formatFull(locale, Date.parse(until)))] : [])];
}

/** R52, R56: whether somebody has to approve it, what is waited for then, and until when it can be appealed against. */
function useNextWords(preview: Preview): readonly string[] {
  const { preview: words } = useWords('mediator');
  const { deadlines } = useNames();
  const locale = useLocale();
  const { deadline, appeal_until: until } = preview;
  if (preview.decides_appeal) return [words.final];
  const then =
    deadline && deadline.then !== 'appeal_lapsed'
      ? [words.until(deadlines[deadline.then], formatFull(locale, Date.parse(deadline.at)))]
      : [];
  return [
    preview.waits_for_approval ? words.waits : words.atOnce,
    ...then,
    ...(until ? [words.appealUntil(formatFull(locale, Date.parse(until)))] : []),
  ];
}

function Sentences({ all }: { all: readonly string[] }): ReactNode {
  return all.map((sentence) => <p key={sentence}>{sentence}</p>);
}

function Effects({ preview }: { preview: Preview }): ReactNode {
  const { preview: words } = useWords('mediator');
  const [buyer, seller] = [useBuyerWords(preview), useSellerWords(preview)];
  const [record, next] = [useRecordWords(preview), useNextWords(preview)];
  return (
    <Facts
      rows={[
        [words.buyer, <Sentences key="buyer" all={buyer} />],
        [words.seller, <Sentences key="seller" all={seller} />],
        [words.record, <Sentences key="record" all={record} />],
        [words.next, <Sentences key="next" all={next} />],
      ]}
    />
  );
}

/** While it is being written: what the server says the ruling will do to both sides and to the shop's record. */
export function RulingPreview({ claim, draft }: { claim: Claim; draft: RulingDraft }): ReactNode {
  const { preview: words } = useWords('mediator');
  const { complete, preview, error } = useRulingPreview(claim, draft);
  return (
    <section className="desk-preview" aria-live="polite" aria-label={words.title}>
      <h3>{words.title}</h3>
      {!complete && <p className="quiet">{words.incomplete}</p>}
      {complete && error && <ProblemAlert problem={error} />}
      {complete && preview && <Effects preview={preview} />}
    </section>
  );
}
