import { apply, BUYER, MEDIATOR, refuse } from './purchases.ts';
import type { TestSite } from './site.ts';

/** A claim that the platform was called in for; resolves to its id. */
export async function disputed(site: TestSite, order: string): Promise<string> {
  const id = await apply(site, order, 'physical');
  await refuse(site, id);
  await site.api(BUYER).post(`/v1/claims/${id}/request-intervention`, { words: '请平台处理' });
  return id;
}

/** R60: a ruling against the seller with money going back, which is one dispute refund. */
export async function disputeRefund(site: TestSite, order: string): Promise<string> {
  const id = await disputed(site, order);
  const mediator = site.api(MEDIATOR);
  await mediator.post(`/v1/claims/${id}/take`);
  await site.api(BUYER).post(`/v1/claims/${id}/submit-evidence`, { words: '鞋底开胶' });
  await site.advance('PT96H');
  await mediator.post(`/v1/claims/${id}/rule`, {
    fault: 'seller',
    remedy: 'refund_only',
    amount: 9900,
    return_goods: false,
    freight: 'seller',
    funding: 'seller',
    findings: [{ text: '照片显示鞋底开胶', files: [] }],
    reason_code: 'defect_proven',
    rules: ['R50'],
  });
  return id;
}
