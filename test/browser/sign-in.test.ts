import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startCountingUpstream } from '../end-to-end/counting-upstream.ts';
import { makeHouseFolder } from '../end-to-end/house-folder.ts';
import { type HouseProcess, startHouse } from '../end-to-end/house-process.ts';
import { CLIENT, listenAsOpenid } from '../http/control/openid-house.ts';
import { followLink } from './browser-house.ts';
import { noBrowser, openBrowser, settled, type Visitor } from './open-browser.ts';

const LOOK = { width: 1440, scheme: 'light' } as const;
const WHY = 'The demonstration is on Thursday.';

const opened = noBrowser === false ? await open() : undefined;

/** The real program with the certified provider of identities, and a browser. */
async function open() {
  const [upstream, openid, browser] = await Promise.all([startCountingUpstream(), listenAsOpenid(), openBrowser()]);
  after(() => openid.close());
  const provider = {
    ...{ id: 'acme', name: 'Acme', issuer: openid.issuer, clientId: CLIENT.id },
    clientSecret: { environment: 'ACME_SECRET' },
    groupRoles: [{ group: 'looks-after-money', role: 'finance' }],
  };
  const house = await startHouse({
    folder: makeHouseFolder(),
    upstream: upstream.baseUrl,
    settings: { signIn: { providers: [provider] } },
    environment: { ACME_SECRET: CLIENT.secret },
  });
  openid.knowClient(house.address);
  return { house, openid, visit: () => browser.visit(LOOK) };
}

type Opened = NonNullable<typeof opened>;

function theHouse(): Opened {
  assert.ok(opened !== undefined);
  return opened;
}

/** What somebody does at the provider: says who they are, and that this may know it. */
async function sayWho(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('x');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function comeIn({ page }: Visitor, { login, path }: { readonly login: string; readonly path: string }) {
  await page.goto(theHouse().house.address + path);
  await page.getByRole('link', { name: 'Continue with Acme' }).click();
  await sayWho(page, login);
}

async function fillRequest({ page }: Visitor, { address }: HouseProcess): Promise<void> {
  await page.goto(`${address}/requests/new`);
  await page.getByLabel('Why, in your words').fill(WHY);
}

const typed = ({ page }: Visitor) => page.getByLabel('Why, in your words').inputValue();

test('by the provider one lands where one wanted to go, with the roles of one’s groups; whom nobody knows here reads why, and signing out leads back to the door and in again', {
  skip: noBrowser,
}, async () => {
  const { house, openid, visit } = theHouse();
  openid.accounts.set('s-mara', { email: 'mara@example.com', email_verified: true, groups: ['looks-after-money'] });
  openid.accounts.set('s-who', { email: 'nobody@example.com', email_verified: true, groups: [] });

  const stranger = await visit();
  await comeIn(stranger, { login: 's-who', path: '/record' });
  await stranger.page.getByRole('alert').getByText('nobody came in', { exact: false }).waitFor();
  await stranger.context.close();

  const mara = await visit();
  const { page } = mara;
  await comeIn(mara, { login: 's-mara', path: '/spending?range=30d' });
  await page.getByRole('heading', { name: 'Spending', level: 1 }).waitFor();
  assert.equal(page.url(), `${house.address}/spending?range=30d`);
  await settled(page);
  await page.getByRole('button', { name: /Your account|Account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await page.getByRole('link', { name: 'Continue with Acme' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  await page.getByRole('link', { name: 'Continue with Acme' }).click();
  await sayWho(page, 's-mara');
  await page.getByRole('heading', { name: 'What waits?' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/');
  await mara.context.close();
});

test('whoever must go to the provider first does not type the code of a program again, no address has it, and it is let in by a yes alone', {
  skip: noBrowser,
}, async () => {
  const { house, openid, visit } = theHouse();
  openid.accounts.set('s-mara', { email: 'mara@example.com', email_verified: true, groups: ['looks-after-money'] });
  const wait = await house.client.call('beginDevice', { body: { clientName: 'tokenward on heron' } });
  const mara = await visit();
  const { page } = mara;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url().split('#')[0] ?? ''));
  await comeIn(mara, { login: 's-mara', path: `/device#code=${wait.userCode}` });
  await page.getByRole('heading', { name: 'Let a program in' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Code' }).inputValue(), wait.userCode);
  assert.equal(await page.evaluate(`sessionStorage.getItem('tokenward.device')`), null);
  assert.deepEqual(
    asked.filter((address) => address.includes(wait.userCode)),
    [],
  );
  await page.getByRole('button', { name: 'Look' }).click();
  await page.getByText('“tokenward on heron” wants to make calls', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Let it in' }).click();
  await page.getByText('It is let in.', { exact: false }).waitFor();
  await mara.context.close();
});

test('when a session has ended while one was elsewhere, the page and what was typed stay, and signing in at the provider in another tab goes on', {
  skip: noBrowser,
}, async () => {
  const { house, visit } = theHouse();
  const mara = await visit();
  await mara.page.clock.install();
  await comeIn(mara, { login: 's-mara', path: '/' });
  await mara.page.getByRole('heading', { name: 'What waits?' }).waitFor();
  await fillRequest(mara, house);
  await mara.context.clearCookies({ domain: '127.0.0.1', name: /tokenward/i });
  await comeBack(mara.page);
  const again = mara.page.getByRole('dialog', { name: 'Your session has ended' });
  const [elsewhere] = await Promise.all([
    mara.context.waitForEvent('page'),
    again.getByRole('link', { name: 'Continue with Acme' }).click(),
  ]);
  await elsewhere.getByRole('heading', { name: 'What waits?' }).waitFor();
  await elsewhere.close();
  await comeBack(mara.page);
  await again.waitFor({ state: 'detached' });
  assert.equal(await typed(mara), WHY);
  await mara.context.close();
});

test('when somebody else has signed in meanwhile, the page is made anew as theirs', { skip: noBrowser }, async () => {
  const { house, visit } = theHouse();
  const visitor = await visit();
  await visitor.page.clock.install();
  const { link: ofSam } = await house.client.call('createSignInLink', { params: { id: 'sam' } });
  await followLink(visitor, ofSam ?? '');
  await fillRequest(visitor, house);
  const { link: ofRuth } = await house.client.call('createSignInLink', { params: { id: 'ruth' } });
  const other = await visit();
  await followLink(other, ofRuth ?? '');
  await visitor.context.addCookies((await other.context.cookies()).map((cookie) => ({ ...cookie })));
  await comeBack(visitor.page);
  await visitor.page.getByText('Ruth', { exact: false }).first().waitFor();
  await settled(visitor.page);
  assert.equal(await typed(visitor), '');
  await Promise.all([visitor.context.close(), other.context.close()]);
});

/** As a browser tells it when a tab is looked at again, half a minute later. */
async function comeBack(page: Page): Promise<void> {
  await page.clock.fastForward('00:31');
  await page.evaluate(`window.dispatchEvent(new Event('visibilitychange')); window.dispatchEvent(new Event('focus'))`);
}
