import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '../../src/contract/instant.ts';
import { libraryNotices } from '../../src/main/holidays.ts';
import { BUYER, createMarket, type Market, MEDIATOR, SELLER, T0 } from './support/market.ts';

const HOUR = 3_600_000;
const REFUSAL = { reason: 'goods_fine', words: '已经发货到账' };
const VIRTUAL = { goods: 'virtual' } as const;
const VIRTUAL_TERMS = { reason: 'virtual_not_delivered', amount: 12900, goods_received: false } as const;

/** The instant some hours after T0: `at(71, 59, 59)`. */
function at(hours: number, minutes = 0, seconds = 0): string {
  return formatInstant((parseInstant(T0) ?? 0) + hours * HOUR + minutes * 60_000 + seconds * 1000);
}

let market: Market;
beforeEach(async () => {
  market = await createMarket();
});
afterEach(() => market.close());

describe('virtual goods', () => {
  async function refusedAt(hours: number) {
    const claim = await market.open(await market.order(VIRTUAL), VIRTUAL_TERMS);
    await market.advanceTo(at(hours));
    await market.give(SELLER, claim, 'refuse', REFUSAL);
    return claim;
  }

  it('R23, R32: refused after an hour, it expires at 73 h and may go to the platform from 72 h on', async () => {
    const claim = await refusedAt(1);
    expect((await market.see(BUYER, claim)).deadline).toMatchObject({ then: 'claim_expired', at: at(73) });
    await market.advanceTo(at(71, 59, 59));
    expect(await market.refusal(BUYER, claim, 'request-intervention', { words: '请介入' })).toMatchObject({
      status: 409,
      code: 'VIRTUAL_WAIT',
      rule: 'R32',
      available_at: at(72),
      closes_at: at(73),
    });
    await market.advanceTo(at(72));
    expect((await market.give(BUYER, claim, 'request-intervention', { words: '请介入' })).status).toBe(
      'in_intervention',
    );
  });

  it('R23: nobody acts, and it is closed at 73 h exactly', async () => {
    const claim = await refusedAt(1);
    await market.advanceTo(at(100));
    expect(await market.see(BUYER, claim)).toMatchObject({ status: 'closed', end_reason: 'expired', ended_at: at(73) });
  });

  it('R31: modified at 49 h, it needs another refusal; silence agrees at 121 h', async () => {
    const claim = await refusedAt(1);
    await market.advanceTo(at(49));
    await market.give(BUYER, claim, 'modify-terms', {
      terms: { remedy: 'refund_only', ...VIRTUAL_TERMS, amount: 100 },
    });
    await market.advanceTo(at(73));
    const refused = await market.refusal(BUYER, claim, 'request-intervention', { words: '请介入' });
    expect(refused).toMatchObject({ status: 409, code: 'NOT_REFUSED', rule: 'R31' });
    expect((await market.see(SELLER, claim)).deadline).toMatchObject({ then: 'terms_agreed', at: at(121) });
    await market.advanceTo(at(121));
    expect(await market.see(BUYER, claim)).toMatchObject({
      status: 'refunding',
      updated_at: at(121),
      refund: { amount: 100 },
    });
  });

  it('R31, R32: refused again at 60 h, it expires at 132 h and may go to the platform from 72 h on', async () => {
    const claim = await refusedAt(1);
    await market.advanceTo(at(49));
    await market.give(BUYER, claim, 'modify-terms', { terms: { remedy: 'refund_only', ...VIRTUAL_TERMS } });
    await market.advanceTo(at(60));
    expect((await market.give(SELLER, claim, 'refuse', REFUSAL)).deadline.at).toBe(at(132));
    expect((await market.refusal(BUYER, claim, 'request-intervention', { words: '请介入' })).available_at).toBe(at(72));
    await market.advanceTo(at(72));
    expect((await market.give(BUYER, claim, 'request-intervention', { words: '请介入' })).stage).toBe('evidence');
  });
});

describe('the buyer’s track', () => {
  it('R41: the buyer is done at 70 h, the seller has until 94 h and answers at 80 h', async () => {
    const claim = await market.open(await market.order());
    await market.give(SELLER, claim, 'refuse', REFUSAL);
    await market.give(BUYER, claim, 'request-intervention', { words: '请介入' });
    await market.advanceTo(at(70));
    await market.give(BUYER, claim, 'submit-evidence', { words: '照片在此' });
    const done = await market.give(BUYER, claim, 'finish-evidence');
    expect(done).toMatchObject({ stage: 'seller_reply', deadline: { at: at(94), then: 'review_started' } });
    await market.advanceTo(at(80));
    const answered = await market.give(SELLER, claim, 'finish-evidence');
    expect(answered).toMatchObject({
      stage: 'review',
      deadline: { why: [{ rule: 'R44', from: at(80), length: '6WD' }] },
    });
  });
});

async function putCalendars(years: readonly number[]): Promise<void> {
  const { off, makeUp } = libraryNotices('CN');
  for (const year of years) {
    const days = [...off, ...makeUp]
      .filter((day) => day.startsWith(`${year}-`))
      .map((date) => ({ date, off: off.has(date), name: 'CN' }));
    const reply = await market.ask('PUT', `/v1/calendars/CN/${year}`, { body: { days } });
    expect(reply).toMatchObject({ status: 200, body: { region: 'CN', year, days: days.length } });
  }
}

describe('working days', () => {
  /** Opens a claim, and brings it into review at noon (Shanghai) of the day. */
  async function reviewFrom(day: string) {
    await market.advanceTo(`${day}T01:00:00Z`);
    const claim = await market.open(await market.order());
    await market.give(SELLER, claim, 'refuse', REFUSAL);
    await market.give(BUYER, claim, 'request-intervention', { words: '请介入' });
    await market.advanceTo(`${day}T04:00:00Z`);
    await market.give(BUYER, claim, 'finish-evidence');
    return market.give(SELLER, claim, 'finish-evidence');
  }

  /** The end of a day in Shanghai. */
  const endOf = (day: string) => `${day}T16:00:00Z`;

  it.each([
    ['2026-02-12', '2026-02-25', '2026-02-27'],
    ['2026-04-30', '2026-05-09', '2026-05-12'],
    ['2026-09-29', '2026-10-10', '2026-10-13'],
    ['2026-11-23', '2026-11-27', '2026-12-01'],
  ])('R45: a review from %s is expected on %s and due on %s', async (from, expected, due) => {
    await market.close();
    market = await createMarket('2026-01-05T00:00:00Z');
    await putCalendars([2026]);
    const { intervention, deadline } = await reviewFrom(from);
    expect(intervention).toMatchObject({ expected_at: endOf(expected), due_at: endOf(due), provisional: false });
    expect(deadline).toMatchObject({ at: endOf(due), then: 'review_overdue', provisional: false });
  });

  it('R45: a year without a notice makes the date provisional, until the notice comes and moves it', async () => {
    await putCalendars([2026]);
    const claim = await reviewFrom('2026-12-28');
    expect(claim.deadline).toMatchObject({ at: endOf('2027-01-05'), provisional: true });
    const days = [{ date: '2027-01-01', off: true, name: '元旦' }];
    const reply = await market.ask('PUT', '/v1/calendars/CN/2027', { body: { days } });
    expect(reply.body).toEqual({ region: 'CN', year: 2027, days: 1, deadlines_changed: 1 });
    expect((await market.see(BUYER, claim)).deadline).toMatchObject({ at: endOf('2027-01-06'), provisional: false });
  });

  it('R44: overdue, it goes to a supervisor; at the backstop it is decided as unclear', async () => {
    await putCalendars([2026]);
    const claim = await reviewFrom('2026-05-07');
    await market.post('/v1/sandbox/clock/advance', { to_next_deadline: claim.id });
    const overdue = await market.see(MEDIATOR, claim);
    expect(overdue).toMatchObject({
      stage: 'review',
      intervention: { overdue: true, level: 2 },
      deadline: { then: 'ruled_unclear' },
    });
    await market.post('/v1/sandbox/clock/advance', { to_next_deadline: claim.id });
    expect(await market.see(BUYER, claim)).toMatchObject({ ruling: { fault: 'none', reason_code: 'unclear' } });
    expect((await market.get('/v1/shops/S7/standing')).dispute_refunds).toBe(0);
  });
});

describe('standing', () => {
  /** Rules the seller at fault with money back, at this instant. */
  async function disputeRefund(instant: string) {
    const claim = await ready(instant);
    await market.advanceTo(instant);
    return rule(claim);
  }

  async function ready(before: string) {
    expect(before > T0).toBe(true);
    const claim = await market.open(await market.order());
    await market.give(SELLER, claim, 'refuse', REFUSAL);
    await market.give(BUYER, claim, 'request-intervention', { words: '请介入' });
    await market.give(BUYER, claim, 'finish-evidence');
    await market.give(SELLER, claim, 'finish-evidence');
    await market.give(MEDIATOR, claim, 'take');
    return claim;
  }

  const rule = (claim: { id: string }) =>
    market.give(MEDIATOR, claim, 'rule', {
      fault: 'seller',
      remedy: 'refund_only',
      amount: 1000,
      return_goods: false,
      freight: 'seller',
      funding: 'seller',
      findings: [{ text: '证据清楚' }],
      reason_code: 'defect_proven',
      rules: ['R60'],
    });

  const standing = (instant = '') => market.get(`/v1/shops/S7/standing${instant && `?at=${instant}`}`);

  it('R61: the sixth of May restricts for one second; a sixth on 1 June would not', async () => {
    await market.advanceTo('2026-05-31T10:00:00Z');
    const claims = [];
    for (let count = 0; count < 7; count += 1) claims.push(await ready('2026-05-31T15:59:59Z'));
    const [last, sixth, ...first] = claims;
    for (const claim of first) await rule(claim);
    expect(await standing()).toMatchObject({ dispute_refunds: 5, restricted: false });
    await market.advanceTo('2026-05-31T15:59:59Z');
    await rule(sixth);
    expect(await standing()).toEqual({
      shop_id: 'S7',
      month: '2026-05',
      dispute_refunds: 6,
      limit: 5,
      restricted: true,
      restricted_until: '2026-05-31T16:00:00Z',
      restrictions: [{ from: '2026-05-31T15:59:59Z', until: '2026-05-31T16:00:00Z', lifted_at: null }],
    });
    expect(await market.get('/v1/shops/S7/activity-eligibility', { as: SELLER })).toEqual({
      eligible: false,
      reasons: [{ code: 'MONTHLY_DISPUTE_REFUNDS', until: '2026-05-31T16:00:00Z' }],
    });
    await market.advanceTo('2026-05-31T16:00:00Z');
    await rule(last);
    expect(await standing()).toMatchObject({ month: '2026-06', dispute_refunds: 1, restricted: false });
    expect(await standing('2026-05-31T15:59:59Z')).toMatchObject({ month: '2026-05', restricted: true });
    expect(await standing('2026-05-31T15:59:58Z')).toMatchObject({ dispute_refunds: 5, restricted: false });
  });

  it('R56, R61: one of six overturned on appeal lifts the restriction at once', async () => {
    const claims = [];
    for (let count = 0; count < 6; count += 1) claims.push(await disputeRefund('2026-05-06T03:00:00Z'));
    expect((await standing()).restricted).toBe(true);
    const proof = await market.upload(SELLER);
    await market.give(SELLER, claims[0], 'appeal', { words: '检测报告证明没有质量问题', files: [proof] });
    await market.advanceTo('2026-05-07T03:00:00Z');
    await market.give('supervisor:s1', claims[0], 'decide-appeal', {
      outcome: 'overturned',
      ruling: {
        fault: 'buyer',
        remedy: 'none',
        amount: 0,
        return_goods: false,
        freight: 'buyer',
        funding: 'seller',
        findings: [{ text: '检测报告成立' }],
        reason_code: 'buyer_failed_burden',
        rules: ['R56'],
      },
      words: '新证据成立',
    });
    const lifted = '2026-05-07T03:00:00Z';
    expect(await standing()).toMatchObject({
      dispute_refunds: 5,
      restricted: false,
      restrictions: [{ lifted_at: lifted }],
    });
    expect(await standing('2026-05-07T02:59:59Z')).toMatchObject({ dispute_refunds: 6, restricted: true });
    expect(await market.get('/v1/shops/S7/credit', { key: null })).toMatchObject({ trade_disputes: { total: 5 } });
  });
});
