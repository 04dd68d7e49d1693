import { expect, it } from 'vitest';
import { atReview, STORIES } from '../support/positions.ts';
import { scenario } from '../support/scenario.ts';

it('R36, R59: what is being carried out already is not agreed to a second time', () => {
  const s = STORIES['awaiting_acceptance, agreed']();
  s.mediator.stepIn();
  expect(s.seller.refused.agree().code).toBe('WRONG_STATE');
});

it('R42: a finding cites no evidence that does not count', () => {
  const s = atReview();
  s.buyer.submitEvidence({ files: ['fil_late'] });
  const findings = [{ text: 'Seen.', files: ['fil_late'] }];
  expect(s.mediator.refused.rule({ findings }).code).toBe('EVIDENCE_NOT_ADMITTED');
  s.mediator.admitEvidence({ admitted: false });
  expect(s.mediator.refused.rule({ findings }).code).toBe('EVIDENCE_NOT_ADMITTED');
});

it('R15: terms whose reason was given in time may be modified after its days are over', () => {
  const s = scenario({ reason: 'no_reason_7d', line: { receivedAt: Date.parse('2026-03-02T01:00:00Z') } });
  s.seller.agree();
  s.at('+6d').buyer.shipReturn();
  s.at('+9d').seller.contestReturn();
  s.buyer.modifyTerms({ terms: { amount: 6_000 } });
  expect(s.claim.terms.amount).toBe(6_000);
});
