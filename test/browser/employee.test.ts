import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openBrowserHouse } from './browser-house.ts';
import { noBrowser, onlyRules, settled, violations } from './open-browser.ts';

const LOOK = { width: 1440, scheme: 'light' } as const;
/** Of what opens and changes; whole pages are looked at page by page. */
const OF_FORMS = { options: onlyRules(['label', 'button-name', 'color-contrast', 'select-name', 'aria-dialog-name']) };
const NEXT = { name: 'Next', exact: true } as const;

/** From the offer on the first page to the record of a first call. */
async function takeTheTour(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Begin', exact: true }).click();
  await page.getByRole('heading', { name: 'Step 1 of 5: What is recorded' }).waitFor();
  await page.getByRole('button', NEXT).click();
  await page.getByRole('heading', { name: 'Step 2 of 5: Your rules' }).waitFor();
  await page.getByRole('button', NEXT).click();
  await page.getByLabel('What is it for?').selectOption('summarising');
  await page.getByLabel('Meeting notes').check();
  await page.getByRole('textbox', { name: 'notes' }).fill('Ruth: the audit export is ready.');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByText('The text of meeting-notes@1').waitFor();
  await page.getByRole('button', NEXT).click();
  await page.getByText('May be sent', { exact: true }).waitFor();
  assert.deepEqual(await violations(page, OF_FORMS), []);
  await page.getByRole('button', NEXT).click();
  await page.getByRole('button', { name: 'Send it' }).click();
  await page.getByText('And this is what was recorded').waitFor();
  await page.getByRole('button', { name: /facts$/ }).click();
  await page.getByText('whose call it was').first().waitFor();
  await page.getByText('That was it.').waitFor();
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('heading', { name: 'What waits?' }).waitFor();
  assert.equal(await page.getByText('Make your first call, step by step').count(), 0);
}

/** A text that worked becomes a template; a secret in it is told and keeps it from being saved. */
async function saveAsTemplate(page: Page): Promise<void> {
  await page.goto(new URL('/workbench?useCase=summarising', page.url()).href);
  await page.getByLabel('Your message').fill('Summarise the plans for Berlin with AKIAQ7ZTNBVKE2XHJWLM.');
  await page
    .getByText(/^about \$|^under \$/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Save as template' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as template' });
  await dialog.getByLabel('Name').fill('Plans in short');
  await dialog.getByText('A key or a password stands in the text.').waitFor();
  assert.ok(await dialog.getByRole('button', { name: 'Propose' }).isDisabled());
  const text = dialog.getByLabel('The text');
  await text.fill('Summarise the plans for Berlin.');
  await text.evaluate((field: { setSelectionRange(from: number, to: number): void }) =>
    field.setSelectionRange(24, 30),
  );
  await dialog.getByRole('button', { name: 'Make the selection a parameter' }).click();
  await dialog.getByText('{{berlin}}', { exact: true }).waitFor();
  assert.deepEqual(await violations(page, OF_FORMS), []);
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await page.getByRole('heading', { name: 'Plans in short', level: 1 }).waitFor();
  await page.getByText('waits for approval').first().waitFor();
}

/** By the owner of its use case, from the page that says that something waits. */
async function approve(page: Page): Promise<void> {
  await page.getByRole('link', { name: /Template “Plans in short”/ }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve' });
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('approved', { exact: true }).first().waitFor();
}

/** One's own beginning of it, whose next words show what is other than before. */
async function forkAndPropose(page: Page): Promise<void> {
  await page.reload();
  await page.getByText('approved', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Fork' }).click();
  const dialog = page.getByRole('dialog', { name: 'Begin from “Plans in short”' });
  await dialog.getByLabel('Name').fill('Plans for the board');
  await dialog.getByRole('button', { name: 'Fork' }).click();
  await page.getByRole('heading', { name: 'Plans for the board', level: 1 }).waitFor();
  await page.getByText('Begun from plans-in-short, version 1.').waitFor();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('The text').fill('Summarise the plans for {{berlin}} in three sentences.');
  await page.getByLabel('What it is, in a line').fill('Short enough for the board.');
  await page.getByRole('button', { name: 'Propose' }).click();
  await page.getByText('waits for approval').first().waitFor();
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('button', { name: 'Edit' }).waitFor();
}

test('an employee takes the tour to a first call, saves a template that its owner approves, forks it and proposes the fork', {
  skip: noBrowser,
}, async () => {
  const { invite } = await openBrowserHouse();
  const employee = await invite('ruth', LOOK);
  await takeTheTour(employee.page);
  await saveAsTemplate(employee.page);
  const owner = await invite('mara', LOOK);
  await approve(owner.page);
  await forkAndPropose(employee.page);
  await settled(employee.page);
  assert.deepEqual(await violations(employee.page, OF_FORMS), []);
  assert.deepEqual(
    [employee, owner].flatMap(({ complaints }) => complaints),
    [],
  );
});
