import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { callHouse } from '../end-to-end/call-house.ts';
import { eventually } from '../end-to-end/eventually.ts';
import { openBrowserHouse } from './browser-house.ts';
import { noBrowser } from './open-browser.ts';

const LOOK = { width: 1440, scheme: 'light' } as const;
const TEXT = 'Write two lines on the heron by the lake.';
const REASON = 'a customer says that the answer was wrong';

/** Of the highest tier, so that one person alone never reads. */
async function ask(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/content`);
  await page.getByLabel('Of whom').fill('sam');
  await page.getByLabel('Purpose').selectOption('incident');
  await page.getByLabel('Why, in a sentence').fill(REASON);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('It waits for a second person.').waitFor();
  const row = page.getByRole('row').filter({ hasText: REASON });
  await row.getByText('waits', { exact: true }).waitFor();
  assert.equal(await row.getByRole('button', { name: 'Grant' }).count(), 0, 'nobody grants their own');
}

async function grant(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/content`);
  const row = page.getByRole('row').filter({ hasText: REASON });
  await row.getByRole('button', { name: 'Grant' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Grant' }).click();
  await row.getByText('granted', { exact: true }).waitFor();
}

async function read(page: Page): Promise<void> {
  await page.reload();
  await page.getByRole('link', { name: 'Open', exact: true }).click();
  await page.getByRole('heading', { name: 'What is kept' }).waitFor();
  await page.getByRole('button', { name: 'Read', exact: true }).last().click();
  await page.getByRole('dialog').getByText(TEXT).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
}

test('a text of tier 3 is read after a second person said yes, and whose it is and the trail know of it', {
  skip: noBrowser,
}, async () => {
  const { house, invite } = await openBrowserHouse();
  const { address, key, client } = house;
  const reach = { kind: 'organisation' } as const;
  for (const personId of ['ruth', 'ines'])
    await client.call('grantRole', { body: { personId, role: 'security', reach, reason: 'looks into incidents' } });
  await client.call('changeUseCase', { params: { id: 'coding' }, body: { loggingRule: 'content', tier: 3 } });
  await eventually('the kept text', async () => {
    await callHouse({ address, key, name: 'kept', body: { messages: [{ role: 'user', content: TEXT }] } });
    return (await client.call('listContent', { query: {} })).rows.length > 0;
  });
  const reader = await invite('ruth', LOOK);
  const second = await invite('ines', LOOK);
  await ask(reader.page, address);
  await grant(second.page, address);
  await read(reader.page);

  await reader.page.goto(`${address}/audit?type=content.read`);
  await reader.page.getByText('content.read').first().waitFor();
  const own = await invite('sam', LOOK);
  await own.page.goto(`${address}/record`);
  await own.page.getByRole('listitem').filter({ hasText: 'ruth' }).getByText('incident').first().waitFor();
  assert.deepEqual(
    [reader, second, own].flatMap(({ complaints }) => complaints),
    [],
  );
});
