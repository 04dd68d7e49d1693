import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { disputed } from './support/dispute.ts';
import { BUYER, MEDIATOR, SELLER, SUPERVISOR } from './support/purchases.ts';
import { openSite, type TestSite } from './support/site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

async function inReview(order: string): Promise<string> {
  const id = await disputed(site, order);
  await site.api(BUYER).post(`/v1/claims/${id}/submit-evidence`, { words: '鞋底开胶' });
  await site.api(BUYER).post(`/v1/claims/${id}/finish-evidence`, {});
  await site.api(SELLER).post(`/v1/claims/${id}/finish-evidence`, {});
  return id;
}

describe('two members of staff on one claim', () => {
  it('see each other come and go, and each other’s notes at once; the parties see neither', async () => {
    const id = await disputed(site, 'N1');
    const first = await site.visit(MEDIATOR, `/desk/claims/${id}`);
    await first.getByText('只有您在查看').waitFor();
    const second = await site.visit(SUPERVISOR, `/desk/claims/${id}`);
    await second.getByText('也在查看: 平台小二 M1').waitFor();
    await first.getByText('也在查看: 主管 V1').waitFor();

    const notes = first.getByRole('region', { name: '内部备注' });
    await notes.getByRole('button', { name: '添加备注' }).click();
    await notes.locator('.wrong').waitFor();
    await notes.getByRole('textbox').fill('买家三个月内第四次申请');
    await notes.getByRole('button', { name: '添加备注' }).dblclick();
    await second.getByText('买家三个月内第四次申请').waitFor();
    expect((await site.api(MEDIATOR).get(`/v1/claims/${id}/notes`)).data).toHaveLength(1);
    await expectAccessible(first);

    await second.getByRole('link', { name: '回到队列' }).click();
    await first.getByText('只有您在查看').waitFor();
    const buyer = await site.visit(BUYER, `/claims/${id}`);
    await buyer.getByRole('heading', { level: 1 }).waitFor();
    expect(await buyer.locator('main').textContent()).not.toContain('第四次');
  });
});

describe('templates', () => {
  it('are the supervisor’s to write, refused at the field, and filled in for the claim', async () => {
    const id = await disputed(site, 'N2');
    const page = await site.visit(SUPERVISOR, '/desk/templates', { width: 375 });
    await page.getByRole('heading', { name: '平台已受理' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: '新建模板' }).click();
    const dialog = page.getByRole('dialog');
    for (const [language, name, words] of [
      ['简体中文', '催复', '{buyer} 与 {shop}：请尽快回复订单 {order}'],
      ['繁體中文', '催覆', '請儘快回覆訂單 {order}'],
      ['English', 'Hurry', 'Dear {nickname}, please answer'],
    ]) {
      await dialog.getByRole('textbox', { name: `名称（${language}）` }).fill(name ?? '');
      await dialog.getByRole('textbox', { name: `内容（${language}）` }).fill(words ?? '');
    }
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.locator('.wrong', { hasText: '{nickname}' }).waitFor();
    const english = dialog.getByRole('textbox', { name: '内容（English）' });
    expect(await english.getAttribute('aria-invalid')).toBe('true');
    await english.fill('Please answer about {order}');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: '催复' }).waitFor();

    const desk = await site.visit(MEDIATOR, `/desk/claims/${id}`);
    const messages = desk.getByRole('region', { name: '留言' });
    await messages.getByRole('combobox', { name: '插入模板' }).selectOption({ label: '催复' });
    expect(await messages.getByRole('textbox').inputValue()).toBe('B9 与 S7：请尽快回复订单 N2');
    await messages.getByRole('button', { name: '发送' }).click();
    await messages.getByRole('listitem').filter({ hasText: '请尽快回复订单 N2' }).waitFor();
    expect((await site.api(BUYER).get(`/v1/claims/${id}/messages`)).data[0].words).toContain('订单 N2');
  });
});

describe('the queue', () => {
  it('is narrowed, kept as a view by keyboard, and says at the field what is wrong', async () => {
    await inReview('Q1');
    await disputed(site, 'Q2');
    const page = await site.visit(MEDIATOR, '/desk/queue');
    await page.getByRole('link', { name: 'Q1', exact: true }).waitFor();
    await page.getByText('剩 6 个工作日').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.insertText('Q1');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Q2', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '全部 1' }).waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('只看 Q1');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.getByRole('link', { name: 'Q2', exact: true }).waitFor();
    await page.getByText('筛选', { exact: true }).click();
    await page.getByRole('textbox', { name: '金额不低于' }).fill('很多');
    await page.getByRole('button', { name: '应用筛选' }).click();
    await page.locator('.wrong').waitFor();
    expect(await page.getByRole('textbox', { name: '金额不低于' }).inputValue()).toBe('很多');
    await expectAccessible(page);

    const again = await site.visit(MEDIATOR, '/desk/queue', { width: 375 });
    await again.getByRole('link', { name: '只看 Q1' }).click();
    await again.getByRole('link', { name: 'Q2', exact: true }).waitFor({ state: 'detached' });
    await again.getByRole('link', { name: 'Q1', exact: true }).waitFor();
    await expectAccessible(again);
    await again.getByRole('button', { name: '删除视图“只看 Q1”' }).click();
    await again.getByRole('link', { name: '只看 Q1' }).waitFor({ state: 'detached' });
  });
});
