import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { callHouse } from '../end-to-end/call-house.ts';
import { eventually } from '../end-to-end/eventually.ts';
import { type BrowserHouse, openBrowserHouse, PASSWORD } from './browser-house.ts';
import { lookAt } from './look-at.ts';
import { noBrowser, type Session, settled, type Visitor, violations } from './open-browser.ts';

const TASK = 'the-release-notes';
/** Of the employee `sam`; pages of other roles are in role-pages.test.ts. */
const PAGES = [
  '/',
  '/workbench',
  '/library',
  '/library/meeting-notes',
  '/tour',
  '/tour?step=3',
  '/outcomes',
  '/outcomes/new',
  '/outcomes/kinds',
  '/points',
  '/report',
  '/account',
  '/device',
  '/requests',
  '/allowances',
  '/requests/new',
  '/record',
  '/rules',
  '/costs',
  `/costs/${TASK}`,
  '/nowhere',
];
/** Of `tomas`, who leads a team and has no role for the whole organisation. */
const PAGES_OF_LEAD = ['/team', '/validations', '/recognition', '/programmes', '/merges'];
const house = noBrowser === false ? await openBrowserHouse() : undefined;
const session = house === undefined ? undefined : await arrive(house);

/** As an employee who has two calls on record. */
async function arrive({ house: { address, key }, invite }: BrowserHouse): Promise<Session> {
  for (const model of ['gpt-5.4-mini', 'gpt-5.5']) await callHouse({ address, key, name: TASK, model });
  const arrived = await invite('sam', { width: 1440, scheme: 'light' });
  await eventually('the record of the calls', async () => {
    const answer = await arrived.page.request.get(`${address}/api/v1/tasks/${TASK}`);
    return answer.status() === 200;
  });
  const claim = { typeId: 'hours_saved', amount: 4, note: 'Notes from merged changes', tasks: [TASK] };
  const claimed = await arrived.page.request.post(`${address}/api/v1/outcomes`, {
    ...{ data: claim, headers: { origin: address } },
  });
  const outcome: unknown = await claimed.json();
  assert.ok(typeof outcome === 'object' && outcome !== null && 'id' in outcome);
  PAGES.push(`/outcomes/${outcome.id}`);
  const state = await arrived.context.storageState();
  await arrived.context.close();
  return state;
}

function addressOf(path: string): string {
  return (house?.house.address ?? '') + path;
}

async function visit(width: 390 | 1440, as?: Session): Promise<Visitor> {
  const visitor = await house?.visit({ width, scheme: 'light' }, as);
  assert.ok(visitor);
  return visitor;
}

const look = (visitor: Visitor, path: string) => lookAt(visitor, { address: addressOf(''), path });

for (const width of [1440, 390] as const) {
  test(`every page at ${width} pixels is accessible on both grounds, silent, and does not move`, {
    skip: noBrowser,
  }, async () => {
    const visitor = await visit(width, session);
    const found = [];
    for (const path of PAGES) found.push(...(await look(visitor, path)));
    assert.deepEqual(found, []);
    await visitor.context.close();
  });
}

/** Faults of each kind that a page is looked at for; what is pale is so on one ground, and what is wide or moves only when narrow. */
const FAULTY = `<!doctype html><html lang="en"><head><title>Faulty</title><style>
  :root { color-scheme: light dark }
  [data-mantine-color-scheme=dark] .pale-in-dark { color: #333; background: #222 }
  [data-mantine-color-scheme=light] .pale-in-light { color: #ddd; background: #fff }
  @media (max-width: 500px) { .wide { width: 700px } .late.is-there { height: 300px } }
</style><script>
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => (document.documentElement.dataset.mantineColorScheme = dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', follow);
  follow();
</script></head><body><main><h1>Faulty</h1><div class="late"></div><p class="wide">All of it moves.</p>
  <p class="pale-in-dark">in dark</p><p class="pale-in-light">in light</p><input>
</main><script>
  console.error('planted');
  requestAnimationFrame(() => setTimeout(() => document.querySelector('.late').classList.add('is-there'), 50));
</script></body></html>`;

test('what is wrong with a page is found: in each width, on the ground it opens on and on the other', {
  skip: noBrowser,
}, async () => {
  const kinds = [/ error: planted/, / axe, \w+: label/, /axe, light: color-contrast: \.pale-in-light/];
  const everywhere = [...kinds, /axe, dark: color-contrast: \.pale-in-dark/];
  const narrow = [...everywhere, /moved by itself/, /wider than its window/];
  for (const [width, expected] of [
    [1440, everywhere],
    [390, narrow],
  ] as const) {
    const visitor = await visit(width);
    await visitor.page.route('**/faulty', (route) => route.fulfill({ contentType: 'text/html', body: FAULTY }));
    // The second time it opens on the other ground.
    for (const _ of ['light', 'dark']) {
      const found = await look(visitor, '/faulty');
      for (const fault of expected)
        assert.ok(
          found.some((line) => fault.test(line)),
          `${fault} in ${found.join('\n')}`,
        );
      assert.equal(found.length, expected.length, found.join('\n'));
    }
    await visitor.context.close();
  }
});

test('whoever leads a team sees its board and no other, by that role alone', { skip: noBrowser }, async () => {
  const arrived = await house?.invite('tomas', { width: 1440, scheme: 'light' });
  const visitor = await visit(390, await arrived?.context.storageState());
  const found = [];
  for (const path of PAGES_OF_LEAD) found.push(...(await look(visitor, path)));
  assert.deepEqual(found, []);
  await visitor.page.goto(addressOf('/team?team=legal'));
  await visitor.page.getByRole('heading', { name: 'Team Customer support', level: 1 }).waitFor();
  await visitor.context.close();
});

test('a claim is judged by keyboard, and taken back by a key before it is sent', { skip: noBrowser }, async () => {
  const reach = { kind: 'organisation' } as const;
  const client = house?.house.client;
  await client?.call('grantRole', { body: { personId: 'ines', role: 'governance', reach, reason: 'she governs' } });
  // Of a manager's own claims governance is drawn.
  await client?.call('claimOutcome', {
    body: { typeId: 'hours_saved', amount: 2, note: 'Two hours less', evidence: 'https://desk.example/1' },
  });
  const visitor = await house?.invite('ines', { width: 1440, scheme: 'light' });
  assert.ok(visitor);
  const { page } = visitor;
  await page.goto(addressOf('/validations'));
  await page.getByText('Two hours less').waitFor();
  const row = page.locator('[data-row]').first();
  await row.focus();
  await page.keyboard.press('a');
  await page.getByText('Approved:').waitFor();
  await page.keyboard.press('u');
  await page.getByText('Two hours less').waitFor();
  await row.focus();
  await page.keyboard.press('r');
  await page.getByLabel('Why not? Whoever asked reads it.').waitFor();
  await page.keyboard.press('Escape');
  // Going back leaves the reader where they were.
  await page.keyboard.press('r');
  await page.getByLabel('Why not? Whoever asked reads it.').fill('The page is empty.');
  await page.keyboard.press('Enter');
  await page.getByText('Declined:').waitFor();
  // Leaving sends it at once.
  await page.goto(addressOf('/record'));
  await eventually('the answer', async () => {
    const { rows } = (await client?.call('listValidations', { query: { state: 'declined' } })) ?? { rows: [] };
    return rows.length > 0;
  });
  await page.goto(addressOf('/validations'));
  await page.getByText('The page is empty.').waitFor();
  await visitor.context.close();
});

test('whoever is not signed in sees the sign-in on the address they opened, and is there afterwards', {
  skip: noBrowser,
}, async () => {
  const visitor = await visit(390);
  const { page } = visitor;
  assert.deepEqual(await look(visitor, '/record?range=7d'), []);
  await page.getByLabel('E-mail address').fill('sam@example.com');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'What is recorded about me' }).waitFor();
  assert.ok(page.url().endsWith('/record?range=7d'));
});

test('when a session ends within a form, signing in again goes on with what was typed', {
  skip: noBrowser,
}, async () => {
  const { page, context } = await visit(1440, session);
  await page.goto(addressOf('/requests/new'));
  await page.getByLabel('Which budget').selectOption('platform');
  await page.getByLabel('Why, in your words').fill('The demonstration is on Thursday.');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  const again = page.getByRole('dialog', { name: 'Your session has ended' });
  await again.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('Why, in your words').inputValue(), 'The demonstration is on Thursday.');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByRole('heading', { name: 'What you asked for' }).waitFor();
  await page.getByText('waiting', { exact: true }).waitFor();
  await context.close();
});

test('the command palette and the whole of a page are reached by keyboard', { skip: noBrowser }, async () => {
  const { page, context } = await visit(1440, session);
  await page.goto(addressOf('/'));
  await page.getByRole('heading', { name: 'What waits?' }).waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the content');
  await page.keyboard.press('Control+k');
  // As somebody does who sees it: what is typed before goes nowhere.
  await page.locator('input:focus').waitFor();
  await page.keyboard.type('rules');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'My rules', level: 1 }).waitFor();
  await context.close();
});

test('what opens above a page is accessible: dialogs, the command palette, the navigation of a narrow window', {
  skip: noBrowser,
}, async () => {
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const openers = [
    { width: 1440, path: '/library/meeting-notes', open: (page: Page) => press(page, 'Fork') },
    {
      width: 1440,
      path: '/costs',
      open: async (page: Page) => {
        await press(page, 'Views');
        await page.getByRole('menuitem', { name: 'Save this as a view' }).click();
      },
    },
    { width: 1440, path: '/rules', open: (page: Page) => page.keyboard.press('Control+k') },
    { width: 390, path: '/rules', open: (page: Page) => press(page, 'Open the navigation') },
  ] as const;
  const found = [];
  for (const { width, path, open } of openers) {
    const { page, context } = await visit(width, session);
    await page.goto(addressOf(path));
    await settled(page);
    await open(page);
    await page.getByRole('dialog').waitFor();
    for (const violation of await violations(page)) found.push(`${path} at ${width}: ${violation}`);
    await context.close();
  }
  assert.deepEqual(found, []);
});
