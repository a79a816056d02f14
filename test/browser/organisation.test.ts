import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { followLink, openBrowserHouse, PASSWORD, setUpLinkOf } from './browser-house.ts';
import { noBrowser, settled, type Visitor } from './open-browser.ts';

const LOOK = { width: 1440, scheme: 'light' } as const;
const DAY_MS = 86_400_000;

/** Each step is what a person reads and presses; nothing is asked of the API. */
async function makeATeam(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Teams', exact: true }).click();
  await page.getByRole('button', { name: 'New team' }).click();
  const dialog = page.getByRole('dialog', { name: 'New team' });
  await dialog.getByLabel('Id').fill('Field Work');
  await dialog.getByLabel('Name').fill('Field work');
  await dialog.getByRole('button', { name: 'Create' }).click();
  // What the server says of a member stands at its field, and what was typed is still there.
  await dialog.locator('input[aria-invalid="true"]').waitFor();
  assert.equal(await dialog.getByLabel('Name').inputValue(), 'Field work');
  await dialog.getByLabel('Id').fill('field-work');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'Field work', level: 1 }).waitFor();
}

async function addAPerson(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('link', { name: 'New person' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Noor <b>Aziz</b>');
  await page.getByLabel('E-mail address').fill('noor.aziz@example.com');
  await page.getByLabel('Team', { exact: true }).selectOption('field-work');
  const add = page.getByRole('button', { name: 'Add the person' });
  await add.dblclick();
  await page.getByRole('heading', { name: 'Noor <b>Aziz</b>', level: 1 }).waitFor();
}

async function giveARole(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Give a role' }).click();
  await page.getByLabel('Role', { exact: true }).selectOption('finance');
  await page.getByLabel('Why').fill('closes the year');
  const end = new Date(Date.now() + 20 * DAY_MS).toISOString().slice(0, 16);
  await page.getByLabel('Ends by itself').fill(end);
  await page.getByRole('button', { name: 'Give the role' }).click();
  await page.getByText('closes the year', { exact: false }).waitFor();
}

async function inviteThem(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByRole('dialog', { name: 'Invite' }).getByRole('button', { name: 'Invite' }).click();
  return page.locator('code', { hasText: '/sign-in#link=' }).innerText();
}

async function bringInFromAFile(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('link', { name: 'Import from CSV' }).click();
  await page
    .getByLabel('Lines, from a file or pasted')
    .fill(
      'Name;E-mail;Team\n"Weber; Anna";anna@example.com;Field work\nNoor;noor.aziz@example.com;field-work\nBo;bo@example;legal',
    );
  await page.getByRole('button', { name: 'See what would happen' }).click();
  await page.getByText('1 would be added, 1 are here, 1 are at fault.').waitFor();
  await page.getByRole('button', { name: 'Add 1 person' }).click();
  await page.getByText('1 people were added.').waitFor();
}

async function letThemGo(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByLabel('Name, e-mail, id').fill('noor');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Noor <b>Aziz</b>' }).click();
  await page.getByText('1 browser', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Deactivate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Deactivate' });
  await dialog.getByLabel('Why').fill('left the company');
  await page.keyboard.press('Enter');
  await page.getByText('Left', { exact: true }).waitFor();
}

async function isAtTheDoor({ page }: Visitor): Promise<void> {
  await page.reload();
  await page.getByLabel('E-mail address').fill('noor.aziz@example.com');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
}

test('an administrator makes a team and a person, gives a role that ends, invites them, and lets them go: their session is over', {
  skip: noBrowser,
}, async () => {
  const { house, visit } = await openBrowserHouse();
  const administrator = await visit(LOOK);
  const { page } = administrator;
  await page.goto(await setUpLinkOf(house));
  await page.getByLabel('Your name').fill('Ada Varga');
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await followLink(administrator, page.url());

  await makeATeam(page);
  await addAPerson(page);
  await giveARole(page);
  const newcomer = await visit(LOOK);
  await followLink(newcomer, await inviteThem(page));
  await newcomer.page.getByRole('link', { name: 'Spending' }).click();
  await newcomer.page.getByRole('heading', { name: 'Spending', level: 1 }).waitFor();

  await bringInFromAFile(page);
  await page.getByRole('link', { name: 'Roles', exact: true }).click();
  await page.getByRole('heading', { name: 'Ending soon' }).waitFor();
  await page.getByText('closes the year').first().waitFor();
  await letThemGo(page);
  await settled(page);
  assert.deepEqual(
    administrator.complaints.filter((said) => !/status of 4\d\d/.test(said)),
    [],
  );
  await isAtTheDoor(newcomer);
});
