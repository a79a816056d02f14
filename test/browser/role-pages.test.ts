import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { canonicalJson } from '../../src/domain/audit/canonical-json.ts';
import { callHouse } from '../end-to-end/call-house.ts';
import { eventually } from '../end-to-end/eventually.ts';
import { type BrowserHouse, openBrowserHouse } from './browser-house.ts';
import * as walk from './budget-walk.ts';
import { lookAt } from './look-at.ts';
import { noBrowser, type Session, settled } from './open-browser.ts';
import { approveWorkflow, forgetAnswers, registerWorkflow, routeDrafting } from './serving-steps.ts';

/** Of `ines`, who has every role: what each role opens, the table of routes and roles tests. */
const PAGES = [
  ...['/team?team=support', '/validations', '/contests', '/cases', '/formulas', '/formulas/new', '/recognition/rule'],
  ...[
    '/programmes',
    '/programmes/new',
    '/programmes/spring',
    '/merges',
    '/reuse',
    '/leaderboards',
    '/leaderboards/tokens',
  ],
  ...['/programmes/spring/change', '/library/ticket-reply'],
  '/recognition/export',
  ...['/sources', '/sources/new', '/sources/forge', '/sources/forge/mapping', '/sources/forge/past'],
  ...[
    '/budgets',
    '/budgets/support-answers',
    '/transfers',
    '/allowances/new',
    '/spending?compare=previous',
    '/bills',
    '/bills/lines?vendor=openai&month=2026-10',
    '/closing',
    '/prices',
    '/calls',
  ],
  ...['/protection', '/reports', '/suspensions', '/detection', '/detection/settings'],
  ...['/use-cases', '/use-cases/new', '/use-cases/drafting', '/policy', '/policy/1', '/policy/new', '/exceptions'],
  ...['/keys', '/content', '/content/keeping', '/audit'],
  ...['/people', '/people/new', '/people/import', '/people/mara', '/teams', '/teams/support', '/roles'],
  ...['/routing', '/routing/support-answers', '/cache', '/workflows', '/workflows/new', '/workflows/out-of-office'],
  ...['/configuration', '/sign-in-settings', '/models', '/models/gpt-5.5', '/models/new', '/notices'],
];
const ROLES = ['governance', 'security', 'finance', 'auditor', 'administrator'] as const;

const opened = noBrowser === false ? await openBrowserHouse() : undefined;
const arrived = opened === undefined ? undefined : await arrive(opened);

/** With something to see: a source, a programme, a refused call. */
async function arrive({ house: { address, key, client }, invite }: BrowserHouse) {
  for (const role of ROLES) {
    const reach = { kind: 'organisation' } as const;
    await client.call('grantRole', { body: { personId: 'ines', role, reach, reason: 'looks at all pages' } });
  }
  await client.call('createSource', {
    body: {
      ...{ id: 'forge', kind: 'github', name: 'Forge' },
      secrets: [{ kind: 'environment', variable: 'FORGE_WEBHOOK_SECRET' }],
      rules: [{ what: 'pull_request', typeId: 'defects_prevented' }],
    },
  });
  await client.call('createProgramme', {
    body: {
      ...{ id: 'spring', name: 'Spring' },
      charter: { question: 'What holds?', measure: 'defects that escape', target: 'half', ownerPersonId: 'ines' },
    },
  });
  await client.call('createLeaderboard', { body: { id: 'tokens', name: 'Token legends' } });
  const pair = { keptAssetId: 'meeting-notes', mergedAssetId: 'plain-rewrite' };
  const merge = await client.call('proposeMerge', { body: pair });
  const stopped = { messages: [{ role: 'user', content: 'The key is AKIAQ7ZTNBVKE2XHJWLM.' }] };
  await callHouse({ address, key, name: 'stopped', body: stopped });
  const event = await eventually('the event of the refused call', async () => {
    const { rows } = await client.call('listProtectionEvents', { query: { limit: 1 } });
    return rows[0]?.id;
  });
  const visitor = await invite('ines', { width: 1440, scheme: 'light' });
  const session: Session = await visitor.context.storageState();
  await visitor.context.close();
  return { session, pages: [...PAGES, `/merges/${merge.id}`, `/protection/${event}`] };
}

for (const width of [1440, 390] as const) {
  test(`every page of governance, finance, audit and administration at ${width} pixels is accessible on both grounds, silent, and does not move`, {
    skip: noBrowser,
  }, async () => {
    assert.ok(opened !== undefined && arrived !== undefined);
    const visitor = await opened.visit({ width, scheme: 'light' }, arrived.session);
    const found = [];
    for (const path of arrived.pages) found.push(...(await lookAt(visitor, { address: opened.house.address, path })));
    assert.deepEqual(found, []);
    await visitor.context.close();
  });
}

test('whoever governs makes a rule, asks why, steps back and lets go on, and a workflow answers once its owner says yes', {
  skip: noBrowser,
}, async () => {
  assert.ok(opened !== undefined && arrived !== undefined);
  const { house, invite, visit } = opened;
  const visitor = await visit({ width: 1440, scheme: 'light' }, arrived.session);
  await routeDrafting(visitor.page, house.address);
  await forgetAnswers(visitor.page, house.address);
  await registerWorkflow(visitor.page, house.address);
  const owner = await invite('mara', { width: 1440, scheme: 'light' });
  await approveWorkflow(owner.page, house.address);
  const refused = /status of 4\d\d/;
  assert.deepEqual(
    [...visitor.complaints, ...owner.complaints].filter((said) => !refused.test(said)),
    [],
  );
  await visitor.context.close();
  await owner.context.close();
});

test('a cell of the matrix tells what holds and by which row, and opens the editor at that row or at a new one; the use case keeps what its form says', {
  skip: noBrowser,
}, async () => {
  assert.ok(opened !== undefined && arrived !== undefined);
  const visitor = await opened.visit({ width: 1440, scheme: 'light' }, arrived.session);
  const { page } = visitor;
  await page.goto(`${opened.house.address}/use-cases`);
  await settled(page);
  const cell = page
    .getByRole('row', { name: /^Drafting/ })
    .getByRole('cell')
    .nth(3);
  const summary = cell.locator('summary');
  assert.match((await summary.textContent()) ?? '', /^Allowed · \d+ rows/);
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  assert.equal(await page.getByLabel('Name of the row').inputValue(), 'personal-tier-1');
  await page.goBack();
  await cell.locator('summary').click();
  await cell.getByRole('link', { name: 'Add a row for' }).click();
  await page.getByRole('dialog').waitFor();
  assert.equal(await page.getByLabel('Name of the row').inputValue(), 'drafting-internal');
  assert.equal(await page.getByLabel('use case', { exact: true }).inputValue(), 'drafting');
  assert.equal(await page.getByLabel('class', { exact: true }).inputValue(), 'internal');
  await page.goto(`${opened.house.address}/use-cases/drafting`);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByLabel('Dollars a month').fill('99.50');
  await page.getByLabel('Usual tokens of an answer').fill('600');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('$99.50', { exact: true }).waitFor();
  const kept = await opened.house.client.call('readUseCase', { params: { id: 'drafting' } });
  assert.deepEqual([kept.spendLimitNanodollars, kept.expectedOutputTokens], ['99500000000', 600]);
  assert.deepEqual(visitor.complaints, []);
  await visitor.context.close();
});

test('an auditor asks for what a page rests on by its address alone, and it hashes to what the page says', {
  skip: noBrowser,
}, async () => {
  assert.ok(opened !== undefined && arrived !== undefined);
  const visitor = await opened.visit({ width: 1440, scheme: 'light' }, arrived.session);
  const { page } = visitor;
  for (const path of ['/spending', '/budgets/platform', '/prices', '/validations', '/sources/forge', '/exceptions']) {
    await page.goto(opened.house.address + path);
    await settled(page);
    await page.getByText('Evidence of this page').click();
    const rows = page.locator('.evidence tbody tr');
    await rows.first().waitFor();
    for (const row of await rows.all()) {
      const [asked = '', , hash = ''] = await row.locator('td').allInnerTexts();
      const [method, address = ''] = asked.split(' ');
      assert.equal(method, 'GET');
      const answer: { asOf?: string } = await (await page.request.get(opened.house.address + address)).json();
      const { asOf: _moment, ...rest } = answer;
      const again = createHash('sha256').update(canonicalJson(rest)).digest('hex');
      assert.equal(again, hash, `${path} rests on ${asked}`);
    }
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await page
      .locator('.evidence')
      .getByText('The same answer')
      .nth((await rows.count()) - 1)
      .waitFor();
  }
  await visitor.context.close();
});

test('a draft comes into the hands of canaries, a programme gets its figures, and what is compared is switched on', {
  skip: noBrowser,
}, async () => {
  assert.ok(opened !== undefined && arrived !== undefined);
  const { client, address } = opened.house;
  const { text } = await client.call('readLibraryVersion', { params: { id: 'incident-report', version: 1 } });
  const next = { text: `${text}\nName what held.`, changeNotes: 'What held, too' };
  await client.call('draftLibraryVersion', { params: { id: 'incident-report' }, body: next });
  const { page, context, complaints } = await opened.visit({ width: 1440, scheme: 'light' }, arrived.session);
  const confirm = (name: string) => page.getByRole('dialog').getByRole('button', { name }).click();
  const version = page.locator('summary').filter({ hasText: 'Version 2' });

  await page.goto(`${address}/library/incident-report`);
  await version.click();
  await page.getByText('Name what held.').waitFor();
  await page.getByRole('button', { name: 'Publish' }).click();
  await confirm('Publish');
  await page.getByText('Only an approved version can be in production.').waitFor();
  await page.getByRole('button', { name: 'Make it the canary' }).click();
  await confirm('Make it the canary');
  await version.filter({ hasText: 'canary' }).waitFor();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByLabel('New people who start with it').fill('security, support');
  await confirm('Save');
  await page.getByText('New people start with it: security, support.').waitFor();

  await page.goto(`${address}/programmes/spring/change`);
  await page.getByLabel('Name').fill('Spring, all of it');
  await page.getByLabel('For teams, percent of recognition').fill('70');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Spring, all of it' }).waitFor();
  await page.getByText('70 % of recognition', { exact: true }).waitFor();

  await page.goto(`${address}/merges`);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('switch', { name: 'Take fingerprints of calls' }).press('Space');
  await confirm('Save');
  await page.getByText('Looked at by now').waitFor();

  assert.deepEqual(complaints, []);
  await context.close();
});

test('budgets are handed over with consent, grow by a rule that was seen first, and are kept, by what people read and press', {
  skip: noBrowser,
}, async () => {
  assert.ok(opened !== undefined && arrived !== undefined);
  const { address } = opened.house;
  const look = { width: 1440, scheme: 'light' } as const;
  const ines = await opened.visit(look, arrived.session);
  const tomas = await opened.invite('tomas', look);
  const mara = await opened.invite('mara', look);
  await walk.proposeToHandOver(tomas.page, address);
  await walk.consentByKey(mara.page, address);
  await walk.publishARule(ines.page, address);
  await walk.readWhatIsMissing(tomas.page, address);
  await walk.keepAnEnvelope(ines.page, address);
  await Promise.all([ines, tomas, mara].map(({ context }) => context.close()));
});
