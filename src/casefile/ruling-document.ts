import { formatLength } from '../../locales/format.ts';
import { WORDS } from '../../locales/locale.ts';
import { parseInstant } from '../contract/instant.ts';
import type { Length } from '../domain/time.ts';
import type { Facts } from './format.ts';
import type { FoundRuling, ReadEvent, RulingText } from './reading.ts';
import { newSheet, type Sheet } from './ruling-sheet.ts';
import { RULING_WORDS } from './ruling-words.ts';
import { eventName, money, nameIn, pointsOf, reasonName, roleName, type Tongue, when } from './saying.ts';

interface Drawing {
  readonly found: FoundRuling;
  /** What the reader can read of the claim, up to the ruling. */
  readonly events: readonly ReadEvent[];
  readonly facts: Facts;
  readonly tongue: Tongue;
}

/** What is told of a claim's course: what the parties did, and the steps of the procedure. */
const TOLD = new Set([
  'claim.opened',
  'terms.modified',
  'claim.refused',
  'return.contested',
  'intervention.requested',
  'evidence.submitted',
  'evidence.closed',
  'review.started',
  'ruling.issued',
  'appeal.filed',
  'suspension.started',
  'suspension.ended',
]);

/** Done by either party, so that it has to be told by which. */
const BY_EITHER = new Set(['intervention.requested', 'evidence.submitted', 'appeal.filed']);

function drawOrder(sheet: Sheet, { events, facts, tongue }: Drawing): void {
  const { fields, goodsLine, paid } = RULING_WORDS[tongue];
  const { title, sku, quantity, amount, shipping } = facts.goods;
  sheet.row(fields.order, `${facts.order_id} / ${facts.line_id}`);
  sheet.row(fields.goods, goodsLine(title, sku, quantity));
  sheet.row(fields.paid, paid(money(tongue, amount, facts), money(tongue, shipping, facts)));
  const asked = events.findLast(({ type }) => type === 'claim.opened' || type === 'terms.modified');
  const terms = asked?.data.terms as { remedy: string; amount: number; reason: string } | undefined;
  if (!terms) return;
  const remedy = nameIn(WORDS[tongue].remedies, terms.remedy);
  sheet.row(fields.asked, `${remedy} · ${money(tongue, terms.amount, facts)}`);
  sheet.row(fields.reason, reasonName(tongue, terms.reason, facts));
}

function drawCourse(sheet: Sheet, { events, facts, tongue, found }: Drawing): void {
  for (const event of events) {
    if (!TOLD.has(event.type) || event.version >= found.event.version) continue;
    const who = BY_EITHER.has(event.type) ? [roleName(tongue, event.actor.role)] : [];
    const what = [eventName(tongue, event), ...who, ...pointsOf(tongue, event, facts)].join(' · ');
    sheet.item(String(event.version), what, when(tongue, event.at, facts));
  }
}

function drawFindings(sheet: Sheet, { found, facts, tongue }: Drawing): void {
  const words = RULING_WORDS[tongue];
  const { findings } = found.ruling;
  if (findings.length === 0) sheet.paragraph(words.noFindings);
  for (const [index, { text, files }] of findings.entries()) {
    const names = files.map((id) => facts.files.find((file) => file.id === id)?.name ?? id);
    const note = files.length > 0 ? words.evidence(files.map((id, at) => `${names[at]} [${id}]`).join(', ')) : null;
    sheet.item(`${index + 1}.`, text, note);
  }
}

function drawDecision(sheet: Sheet, { found: { ruling }, facts, tongue }: Drawing): void {
  const { fields, yes, no } = RULING_WORDS[tongue];
  const names = WORDS[tongue];
  sheet.row(fields.fault, nameIn(names.faults, ruling.fault));
  sheet.row(fields.remedy, nameIn(names.remedies, ruling.remedy));
  sheet.row(fields.amount, money(tongue, ruling.amount, facts));
  sheet.row(fields.goodsBack, ruling.return_goods ? yes : no);
  sheet.row(fields.freight, nameIn(names.freights, ruling.freight));
  sheet.row(fields.funding, nameIn(names.fundings, ruling.funding));
}

function drawGrounds(sheet: Sheet, { found: { ruling }, facts, tongue }: Drawing): void {
  const { fields, policy, backstop } = RULING_WORDS[tongue];
  sheet.row(fields.ground, nameIn(WORDS[tongue].rulingReasons, ruling.reason_code));
  const rules = ruling.rules.join(tongue === 'en' ? ', ' : '、');
  const set = policy(facts.policy.name, facts.policy.version);
  sheet.row(fields.rules, [rules, set].filter(Boolean).join(' · '));
  if (ruling.backstop) sheet.paragraph(backstop);
}

/** R60: the seller's fault alone counts, and nothing that time decided. */
function counts({ fault, remedy, backstop }: RulingText): boolean {
  return fault === 'seller' && remedy !== 'none' && !backstop;
}

/** A ruling as an official document; the same ruling is the same bytes. */
export async function rulingDocument(drawing: Drawing): Promise<Buffer> {
  const { found, facts, tongue } = drawing;
  const words = RULING_WORDS[tongue];
  const anew = found.event.type === 'appeal.decided';
  const title = `${words.title} ${facts.claim_id}`;
  const sheet = newSheet({ title, tongue, at: parseInstant(found.event.at) ?? 0 });
  sheet.house(words.house, words.title, anew ? words.onAppeal : null);
  sheet.row(words.number, facts.claim_id);
  sheet.row(words.issued, when(tongue, found.event.at, facts));
  sheet.heading(words.sections.parties);
  sheet.row(words.fields.buyer, facts.buyer_id);
  sheet.row(words.fields.seller, words.shop(facts.shop_id));
  sheet.heading(words.sections.order);
  drawOrder(sheet, drawing);
  sheet.heading(words.sections.course);
  drawCourse(sheet, drawing);
  sheet.heading(words.sections.findings);
  drawFindings(sheet, drawing);
  sheet.heading(words.sections.decision);
  drawDecision(sheet, drawing);
  sheet.heading(words.sections.grounds);
  drawGrounds(sheet, drawing);
  sheet.heading(words.sections.standing);
  sheet.paragraph(counts(found.ruling) ? words.counts : words.doesNotCount);
  sheet.heading(words.sections.appeal);
  const length = formatLength(tongue, facts.appeal_window as Length);
  sheet.paragraph((anew ? words.mayStillAppeal : words.mayAppeal)(length));
  sheet.heading(words.digest);
  sheet.paragraph(found.digest);
  sheet.paragraph(words.verify);
  return sheet.finish({ left: `${words.title} · ${facts.claim_id}\n${found.digest}`, page: words.page });
}
