import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { followLink, openBrowserHouse, setUpLinkOf } from './browser-house.ts';
import { noBrowser, settled } from './open-browser.ts';

const LOOK = { width: 1440, scheme: 'light' } as const;

/** Each step is what a person reads and presses; nothing is asked of the API. */
async function callFromTheWorkbench(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Workbench' }).click();
  const message = page.getByLabel('Your message');
  await message.fill('Use the key AKIAQ7ZTNBVKE2XHJWLM to fetch the notes.');
  await page.getByText('Cannot be sent', { exact: true }).waitFor();
  await page.getByText('An AWS access key', { exact: true }).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Send' }).isDisabled());
  await message.fill('Write two lines on the notes of the meeting.');
  await page.getByText('May be sent', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('button', { name: 'Copy' }).waitFor();
  await page.getByRole('link', { name: 'The whole account of it' }).click();
  await page.getByRole('heading', { name: 'One task' }).waitFor();
  await page.getByText('1 call', { exact: false }).first().waitFor();
}

async function seeTheRecord(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'My record' }).click();
  await page.getByRole('heading', { name: 'Your newest calls, as they are recorded' }).waitFor();
  await page
    .getByRole('button', { name: /facts$/ })
    .first()
    .click();
  await page.getByText('whose call it was').first().waitFor();
}

/** Gives back who was drawn to decide, as the page says it. */
async function askForAnException(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByRole('link', { name: 'Ask for an exception' }).first().click();
  await page.getByLabel('Which budget').selectOption('platform');
  await page.getByLabel('Why, in your words').fill('The demonstration for <b>the board</b> is on Thursday.');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('waiting', { exact: true }).waitFor();
  const told = await page
    .getByText(/^\S+ decides: /)
    .first()
    .innerText();
  return told.split(' ')[0] ?? '';
}

/** Gives back who was drawn to judge it, as the page says it. */
async function submitAnOutcome(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'My outcomes' }).click();
  await page.getByRole('link', { name: 'Submit an outcome' }).first().click();
  const kind = page.getByLabel('Kind of result');
  await kind.selectOption({ index: 1 });
  await page.getByLabel(/^How much/).fill('2');
  await page.getByLabel('What came of it, in your words').fill('The notes went out the same day.');
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await page.getByText('not proven', { exact: true }).waitFor();
  await page.getByText('The notes went out the same day.').waitFor();
  const told = await page.getByText('It waits to be judged by').first().innerText();
  return /judged by ([\w-]+),/.exec(told)?.[1] ?? '';
}

async function judgeByKeyboard(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/validations`);
  await page.getByText('The notes went out the same day.').waitFor();
  await page.locator('[data-row]').first().focus();
  await page.keyboard.press('a');
  await page.getByText('Approved:').waitFor();
  await page.getByRole('link', { name: 'Home' }).click();
  await settled(page);
}

async function letThemReadTheTrail(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('link', { name: 'Sam', exact: false }).first().click();
  await page.getByRole('button', { name: 'Give a role' }).click();
  await page.getByLabel('Role', { exact: true }).selectOption('auditor');
  await page.getByLabel('Why').fill('looks after the trail');
  await page.getByRole('button', { name: 'Give the role' }).click();
  await page.getByText('looks after the trail', { exact: false }).waitFor();
}

async function readTheTrail(page: Page): Promise<void> {
  await page.reload();
  await page.getByRole('link', { name: 'Audit trail' }).click();
  await page.getByRole('button', { name: 'Reckon again' }).click();
  await page.getByText('Sound', { exact: true }).waitFor();
  await page.getByLabel('What', { exact: true }).fill('exception.granted');
  await page.keyboard.press('Enter');
  await page.getByRole('cell', { name: 'exception.granted' }).first().waitFor();
}

/** By keyboard alone: to the row, and a for yes. */
async function approveByKeyboard(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Requests/ }).click();
  const row = page.locator('[data-row]').filter({ hasText: '<b>the board</b>' });
  await row.waitFor();
  await row.focus();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.keyboard.press('u');
  await row.waitFor();
  await row.focus();
  await page.keyboard.press('a');
  await page.getByRole('link', { name: 'Home' }).click();
  await settled(page);
}

test('a newcomer calls a model, reads what was recorded, asks for an exception that another person grants, submits an outcome that a third judges, and reads the trail of it', {
  skip: noBrowser,
}, async () => {
  const { house, visit, invite } = await openBrowserHouse();
  const administrator = await visit(LOOK);
  await administrator.page.goto(await setUpLinkOf(house));
  await administrator.page.getByLabel('Your name').fill('Ada Varga');
  await administrator.page.getByLabel('E-mail address').fill('ada@example.com');
  await followLink(administrator, administrator.page.url());

  const newcomer = await invite('sam', LOOK);
  await callFromTheWorkbench(newcomer.page);
  await seeTheRecord(newcomer.page);
  const decider = await askForAnException(newcomer.page);
  const judge = await submitAnOutcome(newcomer.page);

  const owner = await invite(decider, LOOK);
  await approveByKeyboard(owner.page);

  await newcomer.page.getByRole('link', { name: /^Requests/ }).click();
  await newcomer.page.reload();
  await newcomer.page.getByText('granted', { exact: true }).waitFor();

  const judging = judge === decider ? owner : await invite(judge, LOOK);
  await judgeByKeyboard(judging.page, house.address);
  await newcomer.page.getByRole('link', { name: 'My outcomes' }).click();
  await newcomer.page.reload();
  await newcomer.page.getByText('must still stand', { exact: true }).waitFor();

  await letThemReadTheTrail(administrator.page);
  await readTheTrail(newcomer.page);
  const all = [administrator, newcomer, owner, judging].flatMap(({ complaints }) => complaints);
  assert.deepEqual(all, []);
});
