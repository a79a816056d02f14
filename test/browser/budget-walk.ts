import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { settled } from './open-browser.ts';

/** Each step is what a person reads and presses; nothing is asked of the API. */

/** An owner hands over what is free; the amount and the words go to the other owner. */
export async function proposeToHandOver(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/budgets/support`);
  await page.getByRole('link', { name: 'Hand over budget' }).click();
  await page.getByRole('heading', { name: 'Handing over budget', level: 1 }).waitFor();
  assert.equal(await page.getByLabel('My budget').inputValue(), 'support');
  const propose = page.getByRole('button', { name: 'Propose' });
  await propose.click();
  await page.getByText('Choose the other budget.').waitFor();
  await page.getByLabel('The other budget').selectOption('platform');
  await page.getByText('mara is asked, and has seven days to answer.').waitFor();
  await page.getByLabel('Amount, dollars').fill('120,50');
  await page.getByLabel('Why', { exact: true }).fill('the <b>release</b> is yours');
  await propose.dblclick();
  await page.getByText('mara answers, until', { exact: false }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Withdraw' }).count(), 1, 'proposed once');
}

/** Whoever is asked finds it among what waits, and says yes by a key. */
export async function consentByKey(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/requests`);
  const row = page.locator('[data-row]', { hasText: '$120.50 from "support" to "platform".' });
  await row.getByText('the <b>release</b> is yours', { exact: false }).waitFor();
  await row.focus();
  await page.keyboard.press('a');
  await page.getByText('You consented:', { exact: false }).waitFor();
  // Leaving sends it at once.
  await page.goto(`${address}/transfers`);
  await page.getByText('handed over', { exact: true }).first().waitFor();
}

/** Finance writes a rule, sees what it would do, and only then can publish it. */
export async function publishARule(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/allowances`);
  await page.getByText('There is no rule', { exact: false }).waitFor();
  await page.getByRole('link', { name: 'Write the next version' }).click();
  await page.getByRole('button', { name: 'See what it would do' }).click();
  await page.getByText('For 4 budgets, as things stand now; nothing was changed').waitFor();
  await page.getByLabel('Adds, in percent of the limit').first().fill('20');
  await page.getByText('The rule was changed since', { exact: false }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Publish' }).count(), 0, 'not what nobody saw');
  await page.getByRole('button', { name: 'See what it would do' }).click();
  await page.getByLabel('Why this version').fill('Care first.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('heading', { name: 'The rule, version 1' }).waitFor();
  await page.getByText('at least 80 % of calls name a purpose or a template').waitFor();
}

/** The owner reads what it adds to theirs, and what is missing. */
export async function readWhatIsMissing(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/allowances`);
  const mine = page.getByRole('region', { name: 'Customer support', exact: true });
  await mine.getByText('+$4,000.00').waitFor();
  await mine.getByText('Nothing new is unlocked at present.', { exact: false }).waitFor();
}

/** Finance corrects a limit, reports what it moved, archives one and takes it back. */
export async function keepAnEnvelope(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/budgets/support-answers`);
  await page.getByRole('button', { name: 'Adjust the limit' }).click();
  const adjust = page.getByRole('dialog', { name: 'Adjust the limit' });
  await adjust.getByLabel('What', { exact: true }).selectOption('lower');
  await adjust.getByLabel('By, dollars').fill('9000');
  await adjust.getByLabel('Why').fill('the month is short');
  await adjust.getByRole('button', { name: 'Adjust the limit' }).click();
  await adjust.getByText('cannot be taken from it', { exact: false }).waitFor();
  await adjust.getByLabel('By, dollars').fill('1000');
  await adjust.getByRole('button', { name: 'Adjust the limit' }).click();
  await page.getByText('the month is short').waitFor();
  await page.getByRole('button', { name: 'Report a value' }).click();
  const report = page.getByRole('dialog', { name: 'Report a value', exact: false });
  await report.getByLabel('Value').fill('46.5');
  await report.getByRole('button', { name: 'Report a value' }).click();
  await page.getByText('reached', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await page.getByRole('dialog', { name: 'Archive' }).getByRole('button', { name: 'Archive' }).click();
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByRole('dialog', { name: 'Restore' }).getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('button', { name: 'Archive', exact: true }).waitFor();
  await settled(page);
}
