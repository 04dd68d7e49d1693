import type { Tongue } from './saying.ts';

/** What stands in a ruling's document beside names that the product has anyway. */
interface RulingWords {
  readonly house: string;
  readonly title: string;
  readonly onAppeal: string;
  readonly number: string;
  readonly issued: string;
  readonly sections: {
    readonly parties: string;
    readonly order: string;
    readonly course: string;
    readonly findings: string;
    readonly decision: string;
    readonly grounds: string;
    readonly standing: string;
    readonly appeal: string;
  };
  readonly fields: {
    readonly buyer: string;
    readonly seller: string;
    readonly order: string;
    readonly goods: string;
    readonly paid: string;
    readonly asked: string;
    readonly reason: string;
    readonly fault: string;
    readonly remedy: string;
    readonly amount: string;
    readonly goodsBack: string;
    readonly freight: string;
    readonly funding: string;
    readonly ground: string;
    readonly rules: string;
  };
  readonly yes: string;
  readonly no: string;
  readonly shop: (id: string) => string;
  readonly goodsLine: (title: string, sku: string | null, quantity: number) => string;
  readonly paid: (amount: string, shipping: string) => string;
  readonly evidence: (files: string) => string;
  readonly noFindings: string;
  readonly backstop: string;
  readonly policy: (name: string, version: number) => string;
  readonly counts: string;
  readonly doesNotCount: string;
  readonly mayAppeal: (length: string) => string;
  readonly mayStillAppeal: (length: string) => string;
  readonly digest: string;
  readonly verify: string;
  readonly page: (page: number, pages: number) => string;
}

export const RULING_WORDS: { readonly [T in Tongue]: RulingWords } = {
  'zh-CN': {
    house: '公 道',
    title: '交易纠纷处理意见书',
    onAppeal: '（申诉后重新作出）',
    number: '案号',
    issued: '作出时间',
    sections: {
      parties: '一、当事人',
      order: '二、争议商品与诉求',
      course: '三、处理经过',
      findings: '四、事实认定',
      decision: '五、处理结果',
      grounds: '六、理由与依据',
      standing: '七、对店铺的影响',
      appeal: '八、申诉',
    },
    fields: {
      buyer: '申请人（买家）',
      seller: '被申请人（卖家）',
      order: '订单',
      goods: '商品',
      paid: '实付',
      asked: '买家诉求',
      reason: '申请原因',
      fault: '责任方',
      remedy: '处理方式',
      amount: '退款金额',
      goodsBack: '是否退货',
      freight: '退货运费承担',
      funding: '款项来源',
      ground: '认定理由',
      rules: '适用规则',
    },
    yes: '是',
    no: '否',
    shop: (id) => `店铺 ${id}`,
    goodsLine: (title, sku, quantity) => `${title}${sku ? `（${sku}）` : ''} × ${quantity}`,
    paid: (amount, shipping) => `${amount}（另付运费 ${shipping}）`,
    evidence: (files) => `凭证：${files}`,
    noFindings: '未作单独的事实认定。',
    backstop: '本案超过审理的最长期限，本意见依规则自动生效（R44），不计入店铺记录。',
    policy: (name, version) => `规则集 ${name} 第 ${version} 版`,
    counts: '责任在卖家：依本意见退款的，计为该店铺一次纠纷退款（R60）；当月达到上限的，店铺将受营销活动限制（R61）。',
    doesNotCount: '本意见不计为店铺的纠纷退款（R60）。',
    mayAppeal: (length) =>
      `双方均可在本意见作出之日起${length}内，凭新的凭证申诉一次（R56）。逾期未申诉的，本意见即为最终结果。`,
    mayStillAppeal: (length) => `尚未申诉过的一方，可在本意见作出之日起${length}内，凭新的凭证申诉一次（R56）。`,
    digest: '本意见在案卷中的摘要 （SHA-256）',
    verify: '任何人均可用 gongdao verify 离线核对案卷与本意见。',
    page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
  },
  en: {
    house: 'GONGDAO',
    title: 'Ruling on a trade dispute',
    onAppeal: '(made anew on appeal)',
    number: 'Claim',
    issued: 'Issued',
    sections: {
      parties: '1. Parties',
      order: '2. Goods and demand',
      course: '3. Course of the claim',
      findings: '4. Findings',
      decision: '5. Decision',
      grounds: '6. Reasons and rules',
      standing: '7. Effect on the shop',
      appeal: '8. Appeal',
    },
    fields: {
      buyer: 'Buyer (claimant)',
      seller: 'Seller (respondent)',
      order: 'Order',
      goods: 'Goods',
      paid: 'Paid',
      asked: 'Demand',
      reason: 'Reason given',
      fault: 'At fault',
      remedy: 'Remedy',
      amount: 'Refund',
      goodsBack: 'Goods go back',
      freight: 'Return freight',
      funding: 'Paid out of',
      ground: 'Ground',
      rules: 'Rules applied',
    },
    yes: 'Yes',
    no: 'No',
    shop: (id) => `Shop ${id}`,
    goodsLine: (title, sku, quantity) => `${title}${sku ? ` (${sku})` : ''} × ${quantity}`,
    paid: (amount, shipping) => `${amount}, and ${shipping} for shipping`,
    evidence: (files) => `Evidence: ${files}`,
    noFindings: 'No separate findings were made.',
    backstop:
      'The longest time for the review had passed, so this ruling took effect by itself (R44). It does not count against the shop.',
    policy: (name, version) => `policy ${name}, version ${version}`,
    counts:
      'The seller is at fault: a refund under this ruling counts as one dispute refund of the shop (R60). At the monthly limit the shop is barred from promotions (R61).',
    doesNotCount: 'This ruling does not count as a dispute refund of the shop (R60).',
    mayAppeal: (length) =>
      `Either party may appeal once, with new evidence, within ${length} of this ruling (R56). Without an appeal it is final.`,
    mayStillAppeal: (length) =>
      `A party that has not appealed yet may do so once, with new evidence, within ${length} of this ruling (R56).`,
    digest: 'Digest of this ruling in the case file (SHA-256)',
    verify: 'Anybody can check the case file and this ruling offline with gongdao verify.',
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
};
