import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CalendarBody, calendarIssues } from '../../src/contract/holiday.ts';
import { OrderBody, OrderView, orderIssues, orderView, readOrder } from '../../src/contract/order.ts';
import { AdvanceBody, durationOf } from '../../src/contract/sandbox.ts';
import { checker } from '../../src/http/check.ts';

const line = { id: '1', title: '跑步鞋', amount: 12900, shipping: 600, goods: 'physical', status: 'paid' } as const;
const order = { shop_id: 'S7', buyer_id: 'B9', currency: 'CNY', paid_at: '2026-05-01T02:03:04Z', lines: [line] };

const REAL_ORDERS = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'marketplace', 'orders.ndjson');

const shape = (body: unknown) => checker(OrderBody)(body).map(({ pointer, code }) => `${pointer} ${code}`);
const sense = (body: object) =>
  orderIssues({ ...order, ...body }, 'T1').map(({ pointer, code }) => `${pointer} ${code}`);

describe('an order', () => {
  it('may leave out what is not known, and is shown whole', () => {
    expect(shape(order)).toEqual([]);
    const view = orderView(readOrder(order, 'T1'));
    expect(checker(OrderView)(view)).toEqual([]);
    expect(view).toMatchObject({ ...order, id: 'T1', estimated_delivery_at: null });
    expect(view.lines[0]).toMatchObject({ ...line, quantity: 1, succeeded_at: null, sku: null });
  });

  it.each([
    [{ ...order, lines: [] }, '/lines min_items'],
    [{ ...order, lines: Array.from({ length: 201 }, (_, n) => ({ ...line, id: `${n}` })) }, '/lines max_items'],
    [{ ...order, paid_at: '2026-02-30T00:00:00Z' }, '/paid_at format'],
    [{ ...order, paid_at: 1777600984 }, '/paid_at type'],
    [{ ...order, currency: 'cny' }, '/currency pattern'],
    [{ ...order, shop_id: 'a b' }, '/shop_id pattern'],
    [{ ...order, shop_id: 'x'.repeat(129) }, '/shop_id max_length'],
    [{ ...order, lines: [{ ...line, amount: -1 }] }, '/lines/0/amount minimum'],
    [{ ...order, lines: [{ ...line, status: 'returned' }] }, '/lines/0/status enum'],
    [{ ...order, lines: [{ ...line, image_url: 'not a url' }] }, '/lines/0/image_url format'],
  ])('refuses %j', (body, issue) => {
    expect(shape(body)).toEqual([issue]);
  });

  it.each([
    [{}, []],
    [{ id: 'T1' }, []],
    [{ id: 'T2' }, ['/id id_mismatch']],
    [{ lines: [line, line] }, ['/lines/1/id duplicate']],
    [{ lines: [{ ...line, status: 'succeeded' }] }, ['/lines/0/succeeded_at disagrees_with_status']],
    [{ lines: [{ ...line, succeeded_at: order.paid_at }] }, ['/lines/0/succeeded_at disagrees_with_status']],
    [{ lines: [{ ...line, received_at: order.paid_at }] }, ['/lines/0/received_at disagrees_with_status']],
    [{ lines: [{ ...line, status: 'closed', succeeded_at: order.paid_at }] }, []],
  ])('%j makes sense but for %j', (body, issues) => {
    expect(sense(body)).toEqual(issues);
  });

  it.skipIf(!existsSync(REAL_ORDERS))('every real order of a marketplace is taken', () => {
    for (const text of readFileSync(REAL_ORDERS, 'utf8').trim().split('\n')) {
      const body = JSON.parse(text);
      expect([...shape(body), ...orderIssues(body, body.id)]).toEqual([]);
      expect(orderView(readOrder(body, body.id))).toEqual(body);
    }
  });
});

describe('a calendar', () => {
  it('R45: holds days of its year and of the December before it, each once', () => {
    const day = (date: string) => ({ date, off: true, name: '春节' });
    expect(checker(CalendarBody)({ days: [day('2026-02-30')] })).toMatchObject([{ pointer: '/days/0/date' }]);
    expect(calendarIssues({ days: [day('2026-12-31'), day('2027-01-01')] }, 2027)).toEqual([]);
    expect(calendarIssues({ days: [day('2026-11-30'), day('2027-01-01'), day('2027-01-01')] }, 2027)).toEqual([
      { pointer: '/days/0/date', code: 'outside_year' },
      { pointer: '/days/2/date', code: 'duplicate' },
    ]);
  });
});

describe('the clock of a sandbox', () => {
  it.each([
    { by: 'PT72H' },
    { by: 'P3D' },
    { by: '-PT1S' },
    { to: '2026-05-01T00:00:00Z' },
    { to_next_deadline: 'clm_1' },
  ])('takes %j', (body) => {
    expect(checker(AdvanceBody)(body)).toEqual([]);
  });

  it.each([
    {},
    { by: 'P1D', to: '2026-05-01T00:00:00Z' },
    { by: 'P1M' },
    { by: 'P' },
    { by: 'PT' },
    { by: 'P1DT' },
    { by: '3 days' },
  ])('refuses %j', (body) => {
    expect(checker(AdvanceBody)(body)).not.toEqual([]);
  });

  it('reads durations', () => {
    expect(['PT72H', 'P3D', '-PT1S', 'P1DT1M'].map(durationOf)).toEqual([259_200_000, 259_200_000, -1000, 86_460_000]);
  });
});
