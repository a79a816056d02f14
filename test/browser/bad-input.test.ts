import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type BrowserHouse, openBrowserHouse } from './browser-house.ts';
import { noBrowser, type Session, settled, shifted, type Visitor } from './open-browser.ts';

const SCRIPT = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
/** Runs from right to left, and has a mark that turns what follows it round. */
const OTHER_WAY = 'محمد بن عبد الرحمن \u202Eecivres remotsuC';
const HUGE = 'W'.repeat(200);
const SHIFT_MAX = 0.02;
const LOOK = { width: 390, scheme: 'light' } as const;

/** Pages that show names which somebody else chose. */
const PAGES = [
  ...['/people', '/teams', '/use-cases', '/budgets', '/library', '/keys', '/team', '/exceptions', '/audit'],
  ...['/people/named-2', '/teams/named-2', '/use-cases/named-0', '/use-cases/named-2', '/budgets/named-2'],
];
/** What an employee may not open. */
const CLOSED = ['/audit', '/closing', '/people', '/policy', '/protection', '/content', '/keys'];

const house = noBrowser === false ? await openBrowserHouse() : undefined;
let other: Server | undefined;
after(() => other?.close());

function opened(): BrowserHouse {
  assert.ok(house !== undefined);
  return house;
}

/** A page of somebody else, on another port of the same machine: a browser sends it our cookies. */
async function pageOfSomebodyElse(markup: string): Promise<string> {
  other?.close();
  other = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>elsewhere</title>${markup}`);
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  assert.ok(typeof address === 'object' && address !== null);
  return `http://127.0.0.1:${address.port}/`;
}

async function plantNames({ house: { client } }: BrowserHouse): Promise<void> {
  for (const [at, name] of [SCRIPT, OTHER_WAY, HUGE].entries()) {
    const id = `named-${at}`;
    await client.call('createTeam', { body: { id, name } });
    await client.call('createPerson', { body: { id, name, email: `${id}@example.com`, teamId: 'support' } });
    await client.call('createUseCase', {
      body: { id, name, category: name, purpose: name, tier: 1, modelStack: ['gpt-5.4-mini'], ownerPersonId: id },
    });
    await client.call('createEnvelope', { body: { id, name, scope: { teamId: id }, hardCap: '5' } });
    await client.call('createApiKey', {
      body: { name, owner: { kind: 'person', personId: id }, allowedUseCaseIds: [id] },
    });
  }
}

async function lookAtNames({ page, complaints }: Visitor, path: string): Promise<readonly string[]> {
  await page.goto(opened().house.address + path);
  await settled(page);
  const hit = await page.evaluate('window.hit');
  const moved = await shifted(page);
  const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  return [
    ...complaints.splice(0),
    ...(hit === undefined ? [] : ['a script of a name ran']),
    ...(moved > SHIFT_MAX ? [`moved by itself: ${moved.toFixed(3)}`] : []),
    ...(wide === true ? ['is wider than its window'] : []),
  ].map((complaint) => `${path}  ${complaint}`);
}

test('names with scripts, from right to left and of 200 letters are shown as text and break no page', {
  skip: noBrowser,
}, async () => {
  await plantNames(opened());
  const { client } = opened().house;
  await client.call('grantRole', {
    body: { personId: 'ines', role: 'administrator', reach: { kind: 'organisation' }, reason: 'she looks after it' },
  });
  await client.call('grantRole', {
    body: { personId: 'ines', role: 'auditor', reach: { kind: 'organisation' }, reason: 'she looks at all of it' },
  });
  const visitor = await opened().visit(LOOK, await sessionOf('ines'));
  const found = [];
  for (const path of PAGES) found.push(...(await lookAtNames(visitor, path)));
  assert.deepEqual(found, []);
  await visitor.context.close();
});

test('a deep link without the right to it says so, shows nothing, and leads to what is theirs instead and home', {
  skip: noBrowser,
}, async () => {
  const nobody = { id: 'lea', name: 'Lea Novak', email: 'lea@example.com', teamId: 'support' };
  await opened().house.client.call('createPerson', { body: nobody });
  const { page, context } = await opened().visit(LOOK, await sessionOf('lea'));
  for (const path of CLOSED) {
    await page.goto(opened().house.address + path);
    const said = page.locator('main [role="alert"]').first();
    await said.getByRole('link').first().waitFor();
    await settled(page);
    assert.match(await said.innerText(), /It takes one of these roles: .*What is missing: \w/s);
    assert.equal(await page.locator('main table tbody tr').count(), 0, `${path} shows rows`);
  }
  await page.locator('main [role="alert"]').getByRole('link', { name: 'My account' }).click();
  await page.getByRole('heading', { name: 'My account', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Tokenward' }).first().click();
  await page.getByRole('heading', { name: 'What waits?' }).waitFor();
  await context.close();
});

async function fillRequest(page: Page, why: string): Promise<void> {
  await page.goto(`${opened().house.address}/requests/new`);
  await page.getByLabel('Which budget').selectOption('platform');
  await page.getByLabel('Why, in your words').fill(why);
}

test('a form that is sent twice is one request, and going back neither sends it again nor loses what a page showed', {
  skip: noBrowser,
}, async () => {
  const { page, context } = await opened().visit(LOOK, await sessionOf('sam'));
  const why = 'Twice is once.';
  await fillRequest(page, why);
  await page.getByRole('button', { name: 'Ask', exact: true }).evaluate((button: { click(): void }) => {
    button.click();
    button.click();
  });
  await page.getByRole('heading', { name: 'What you asked for' }).waitFor();
  await page.goBack();
  await page.goForward();
  await settled(page);
  const { rows } = await opened().house.client.call('listExceptions', { query: { limit: 100 } });
  assert.equal(rows.filter((row) => row.why === why).length, 1);
  await page.goto(`${opened().house.address}/costs?range=7d`);
  await settled(page);
  await page.goto(`${opened().house.address}/rules`);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: /cost/i }).waitFor();
  assert.ok(page.url().endsWith('/costs?range=7d'));
  await context.close();
});

const sessions = new Map<string, Session>();

/** Whoever was invited once is signed in from then on. */
async function sessionOf(personId: string): Promise<Session> {
  const known = sessions.get(personId);
  if (known !== undefined) return known;
  const visitor = await opened().invite(personId, { width: 1440, scheme: 'light' });
  const state = await visitor.context.storageState();
  sessions.set(personId, state);
  await visitor.context.close();
  return state;
}

test('no page of somebody else can show ours within it, nor do anything in the name of whoever is signed in', {
  skip: noBrowser,
}, async () => {
  const { address } = opened().house;
  const { page, context } = await opened().visit(LOOK, await sessionOf('sam'));
  const frames = await pageOfSomebodyElse(`<iframe src="${address}/rules" width="300" height="300"></iframe>`);
  await page.goto(frames, { waitUntil: 'load' });
  const [, frame] = page.frames();
  assert.equal(await frame?.getByRole('heading').count(), 0, 'the page stands in a frame of somebody else');
  const form = `<form method="post" enctype="text/plain" action="${address}/api/v1/session/end"><input name="{}"><button>Win</button></form>`;
  await page.goto(await pageOfSomebodyElse(form));
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/session/end')),
    page.getByRole('button', { name: 'Win' }).click(),
  ]);
  assert.equal(answer.status(), 403);
  await page.goto(`${address}/rules`);
  await page.getByRole('heading', { name: 'My rules', level: 1 }).waitFor();
  await context.close();
});

test('a cookie and a link that somebody changed are worth nothing, and say what to do', {
  skip: noBrowser,
}, async () => {
  const { address } = opened().house;
  const { page, context } = await opened().visit(LOOK, await sessionOf('sam'));
  const [cookie] = await context.cookies();
  assert.ok(cookie !== undefined);
  const turned = `${cookie.value.slice(0, -1)}${cookie.value.endsWith('A') ? 'B' : 'A'}`;
  await context.addCookies([{ ...cookie, value: turned }]);
  await page.goto(`${address}/record`);
  await page.getByLabel('E-mail address').waitFor();
  await page.goto(`${address}/sign-in#link=${'a'.repeat(43)}`);
  await page.locator('[role="alert"]').first().waitFor();
  await context.close();
});

test('while the network is away a form keeps what was typed and a page what it shows, both say so, and it is mended by itself', {
  skip: noBrowser,
}, async () => {
  const { page, context } = await opened().visit(LOOK, await sessionOf('sam'));
  await fillRequest(page, 'The demonstration is on Thursday.');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('Tokenward did not answer.').first().waitFor();
  assert.equal(await page.getByLabel('Why, in your words').inputValue(), 'The demonstration is on Thursday.');
  await context.setOffline(false);
  await page.clock.install();
  await page.goto(`${opened().house.address}/rules`);
  await settled(page);
  const shown = await page.locator('main').innerText();
  await context.setOffline(true);
  // Asked again on coming back, once it is older than some seconds.
  await page.clock.fastForward(60_000);
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
  await page.getByText('This could not be brought up to date.').first().waitFor();
  assert.ok((await page.locator('main').innerText()).includes(shown.slice(-200)));
  await context.setOffline(false);
  await page.getByText('This could not be brought up to date.').first().waitFor({ state: 'detached' });
  await context.close();
});
