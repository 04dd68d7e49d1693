import type { CommandType } from '../../src/domain/command.ts';

const terms = { remedy: 'refund_only', reason: 'other', amount: 100, goods_received: true };
const ruling = {
  fault: 'seller',
  remedy: 'refund_only',
  amount: 100,
  return_goods: false,
  freight: 'seller',
  funding: 'seller',
  findings: [{ text: 'The seam is open.', files: ['fil_1'] }],
  reason_code: 'defect_proven',
  rules: ['R50', 'R59a'],
};
const address = { name: '王', phone: '+86 139 0000 0000', address: '杭州市余杭区文一西路 969 号' };
const words = '衣服破了';

/** A good body for every command, as sent; a new command does not compile without one. */
export const GOOD_BODIES = {
  modify_terms: { terms },
  withdraw: {},
  agree: { return_address: address },
  refuse: { reason: 'goods_fine', words, files: ['fil_1'] },
  propose: { remedy: 'refund_only', amount: 1, freight: 'buyer', words },
  accept_proposal: {},
  decline_proposal: { words },
  ship_return: { carrier: 'SF', tracking_number: 'SF1', files: [] },
  confirm_return: {},
  contest_return: { words, files: ['fil_1'] },
  ship_replacement: { carrier: 'SF', tracking_number: 'SF1' },
  accept_replacement: {},
  request_intervention: { words },
  withdraw_intervention: {},
  submit_evidence: { files: ['fil_1'] },
  finish_evidence: {},
  appeal: { words, files: ['fil_1'] },
  request_call: { phone: '13900000000' },
  step_in: { words },
  take: {},
  release: {},
  assign: { mediator_id: 'm1' },
  require_evidence: { from: 'buyer', words },
  admit_evidence: { evidence_id: 'evd_1', admitted: false, words },
  rule: ruling,
  approve_ruling: {},
  send_back_ruling: { words },
  decide_appeal: { outcome: 'overturned', ruling, words },
  suspend: { ground: 'police', words },
  resume: {},
  escalate: { words },
  log_call: { party: 'buyer', words },
} satisfies Record<CommandType, object>;
