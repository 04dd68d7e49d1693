import type { Facts, FileFacts } from './format.ts';
import { isRead, type ReadEvent, type UnreadEvent } from './reading.ts';
import { eventName, filesOf, pointsOf, roleName, when, wordsOf } from './saying.ts';

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --line: #d7d3c8; --soft: #6b6759; --mark: #a3262a }
@media (prefers-color-scheme: dark) { :root { --line: #45433c; --soft: #aaa595; --mark: #f08a80 } }
body { font: 16px/1.65 system-ui, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1.25rem }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem }
h1 + p, time, dt, .seal, .hidden { color: var(--soft) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; padding: 1rem 0; border-block: 1px solid var(--line) }
dd { margin: 0; overflow-wrap: anywhere }
ol { list-style: none; padding: 0 }
li { padding: 1rem 0; border-bottom: 1px solid var(--line) }
h2 { font-size: 1rem; margin: 0 }
h2 span { font-weight: 400; color: var(--soft); margin-left: .5rem }
p { margin: .25rem 0 }
blockquote { margin: .5rem 0; padding-left: .75rem; border-left: 3px solid var(--mark); white-space: pre-wrap; overflow-wrap: anywhere }
.seal, time { font-size: .8125rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
@media print { body { margin: 0; max-width: none } li { break-inside: avoid } }`;

function fileLink(id: string, files: readonly FileFacts[]): string {
  const file = files.find((one) => one.id === id);
  const name = escaped(file?.name ?? id);
  return file?.entry ? `<a href="${escaped(encodeURI(file.entry))}">${name}</a>` : name;
}

function readItem(event: ReadEvent, digest: string, facts: Facts): string {
  const words = wordsOf(event);
  const points = pointsOf('zh-CN', event, facts);
  const english = pointsOf('en', event, facts);
  const files = filesOf(event);
  const { role } = event.actor;
  return [
    `<li id="v${event.version}">`,
    `<h2>${event.version} · ${escaped(eventName('zh-CN', event))} <span lang="en">${escaped(eventName('en', event))}</span></h2>`,
    `<p><time datetime="${escaped(event.at)}">${escaped(when('zh-CN', event.at, facts))}</time> · ${escaped(roleName('zh-CN', role))} <span lang="en">${escaped(roleName('en', role))}</span></p>`,
    ...(points.length > 0
      ? [`<p>${escaped(points.join(' · '))}<br><span lang="en">${escaped(english.join(' · '))}</span></p>`]
      : []),
    ...(words === null ? [] : [`<blockquote>${escaped(words)}</blockquote>`]),
    ...(files.length > 0 ? [`<p>${files.map((id) => fileLink(id, facts.files)).join(' · ')}</p>`] : []),
    `<p class="seal">${digest}</p>`,
    '</li>',
  ].join('\n');
}

function unreadItem({ version }: UnreadEvent, digest: string): string {
  return [
    `<li id="v${version}" class="hidden">`,
    `<h2>${version} · 本方不可见的内部事项 <span lang="en">An internal event, not shown to this reader</span></h2>`,
    `<p class="seal">${digest}</p>`,
    '</li>',
  ].join('\n');
}

interface Told {
  readonly events: readonly (ReadEvent | UnreadEvent)[];
  /** Of the events, in the same order. */
  readonly digests: readonly string[];
  readonly facts: Facts;
}

function headOf({ facts }: Told): string {
  const rows = [
    ['编号 Claim', facts.claim_id],
    ['订单 Order', `${facts.order_id} / ${facts.line_id}`],
    ['商品 Goods', facts.goods.title],
    ['店铺 Shop', facts.shop_id],
    ['买家 Buyer', facts.buyer_id],
    ['规则 Policy', `${facts.policy.name} ${facts.policy.version}`],
  ];
  return rows.map(([name = '', value = '']) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`).join('\n');
}

/** A claim's history as a page that needs nothing else to be read. */
export function timelinePage(told: Told): string {
  const items = told.events.map((event, index) => {
    const digest = told.digests[index] ?? '';
    return isRead(event) ? readItem(event, digest, told.facts) : unreadItem(event, digest);
  });
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>案卷 Case file ${escaped(told.facts.claim_id)}</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>案卷 <span lang="en">Case file</span></h1>
<p>每条记录下方是它的摘要，摘要逐条相接。<span lang="en">Under each event stands its digest, which stands on the one before.</span></p>
<dl>
${headOf(told)}
</dl>
<ol>
${items.join('\n')}
</ol>
</main>
</body>
</html>
`;
}
