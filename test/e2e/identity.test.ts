import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offerSetup } from '../../src/http/identity/first-operator.ts';
import { openDatabase } from '../../src/store/database.ts';
import { expectAccessible } from './support/accessibility.ts';
import { openSite, type TestSite } from './support/site.ts';

const PASSWORD = 'harbour-lantern-crimson-41';

let site: TestSite;
beforeAll(async () => {
  site = await openSite();
}, 120_000);
afterAll(() => site?.stop());

/** What an authenticator shows, `steps` half minutes from now; authenticators know no sandbox. */
function codeOf(secret: string, steps = 0): string {
  const key = Secret.fromBase32(secret.replace(/\s/g, ''));
  return new TOTP({ secret: key }).generate({ timestamp: Date.now() + steps * 30_000 });
}

async function setupToken(): Promise<string> {
  const pool = openDatabase({ url: site.databaseUrl });
  const token = await offerSetup(pool, randomBytes);
  await pool.end();
  return token ?? '';
}

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

describe('staff', () => {
  let operator: Page;
  let invitation: string;
  let secret: string;

  it('the first operator sets up an account and a second factor, by the keyboard of a phone', async () => {
    const page = await site.visit(null, `/setup#token=${await setupToken()}`, { width: 375 });
    await page.getByRole('heading', { name: '创建第一个运营账号' }).waitFor();
    expect(page.url()).not.toContain('token');
    await page.getByLabel('姓名').fill('林悦');
    await page.getByLabel('邮箱').fill('lin@market.example');
    await page.getByLabel('密码', { exact: true }).fill('password12345');
    await expectAccessible(page);
    await page.getByRole('button', { name: '保存并登录' }).click();
    await page.getByText('这个密码太容易被猜到').first().waitFor();
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '保存并登录' }).click();
    await page.getByText('账号已经可用').waitFor();
    await page.getByRole('button', { name: '开启两步验证' }).click();
    await page.getByLabel('先输入当前密码').fill(PASSWORD);
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByAltText('两步验证二维码').waitFor();
    await page.getByText('不能扫描').click();
    secret = (await page.locator('.identity-secret').textContent()) ?? '';
    await page.getByLabel('验证码').fill(codeOf(secret));
    await expectAccessible(page);
    await page.getByRole('button', { name: '确认开启' }).click();
    await page.getByText('请保存恢复码').waitFor();
    expect(await page.locator('.identity-codes li').count()).toBe(10);
    await expectAccessible(page);
    await page.getByRole('button', { name: '我已保存' }).click();
    await page.getByText('还剩 10 个恢复码').waitFor();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
  });

  it('signs in with password and code, and comes to where they wanted to go', async () => {
    operator = await site.visit(null, '/office/staff');
    await operator.getByRole('heading', { name: '工作人员登录' }).first().waitFor();
    await expectAccessible(operator);
    await signIn(operator, 'lin@market.example', 'not the password');
    await operator.getByText('邮箱或密码不对').waitFor();
    await signIn(operator, 'lin@market.example');
    await operator.getByLabel('验证码').fill(codeOf(secret, 1));
    await expectAccessible(operator);
    await operator.getByRole('button', { name: '验证并登录' }).click();
    await operator.getByRole('heading', { name: '人员' }).waitFor();
    await operator.getByText('lin@market.example').waitFor();
    await expectAccessible(operator);
  });

  it('an operator invites a colleague, who takes up the invitation', async () => {
    await operator.getByRole('button', { name: '邀请同事' }).click();
    const dialog = operator.getByRole('dialog');
    await dialog.getByLabel('姓名').fill('陈晨');
    await dialog.getByLabel('邮箱').fill('not an address');
    await dialog.getByLabel('主管').check();
    await dialog.getByRole('button', { name: '创建账号' }).click();
    await dialog.getByText('请按提示改正后再提交').waitFor();
    await dialog.getByLabel('邮箱').fill('chen@market.example');
    await expectAccessible(operator);
    await dialog.getByRole('button', { name: '创建账号' }).click();
    await operator.getByRole('heading', { name: '交给 陈晨 的链接' }).waitFor();
    invitation = (await operator.locator('.staff-link').textContent()) ?? '';
    await expectAccessible(operator);
    await operator.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
    await operator.getByText('已邀请').waitFor();

    const page = await site.visit(null, invitation.slice(site.url.length));
    await page.getByRole('heading', { name: '陈晨，欢迎加入' }).waitFor();
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '保存并登录' }).click();
    // Two hats, of which one is worn at a time.
    await page.getByLabel('主管').check();
    await page.getByRole('link', { name: '进入工作台' }).click();
    await page.getByText('主管 陈晨').waitFor();
    const again = await site.visit(null, invitation.slice(site.url.length), { locale: 'en' });
    await again.getByText('The link does not work').waitFor();
  });

  it('is sent to sign-in in the middle of work, once an operator has ended the session', async () => {
    const page = await site.visit(null, '/desk/queue');
    await signIn(page, 'chen@market.example');
    await page.getByText('小二 陈晨').waitFor();
    await operator.getByRole('button', { name: '修改 陈晨' }).click();
    await operator.getByRole('dialog').getByRole('button', { name: '停用账号' }).click();
    await operator.getByText('账号已停用，登录立即失效').waitFor();
    await page.reload();
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    await signIn(page, 'chen@market.example');
    await page.getByText('邮箱或密码不对').waitFor();
  });

  it('sees where they are signed in, and signs out elsewhere', async () => {
    await operator.goto(`${site.url}/account`);
    await operator.getByRole('heading', { name: '登录中的设备' }).waitFor();
    await operator.getByText('本机').waitFor();
    await expectAccessible(operator);
    await operator.getByRole('button', { name: '全部退出' }).click();
    await operator.getByRole('button', { name: '登录', exact: true }).waitFor();
  });
});
