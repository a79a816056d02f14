import type { Page } from 'playwright-core';

/** Each step is what a person reads and presses on the pages of how calls are answered. */
export async function routeDrafting(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/routing/drafting`);
  await page.getByRole('button', { name: 'Make a rule' }).click();
  await page.getByLabel('Routing', { exact: true }).selectOption('on');
  await page.getByLabel('Risk accepted, 0 to 1').fill('2');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A number from 0 to 1.').waitFor();
  await page.getByLabel('Risk accepted, 0 to 1').fill('0.5');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Its models' }).waitFor();

  await page.getByLabel('What it asks', { exact: true }).fill('Translate this sentence to French.');
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.getByText('It goes to', { exact: false }).waitFor();
  await page.getByText('How it comes to that').or(page.getByText('What was seen')).first().waitFor();

  const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Step back' }) });
  await row.first().getByRole('button', { name: 'Step back' }).click();
  const back = page.getByRole('dialog', { name: 'Step back' });
  await back.getByLabel('Why').fill('wrong dates');
  await back.getByRole('button', { name: 'Step back' }).click();
  await page.getByText('wrong dates').waitFor();
  await page.getByRole('button', { name: 'Let go on' }).click();
  const on = page.getByRole('dialog', { name: 'Let go on' });
  await on.getByLabel('Why').fill('looked at it');
  await on.getByRole('button', { name: 'Let go on' }).click();
  await page.getByText('looked at it').waitFor();
}

/** Makes every gateway forget answers; what is not there is refused in the dialog, with what was typed. */
export async function forgetAnswers(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/cache`);
  await page.getByRole('button', { name: 'Forget answers' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forget answers' });
  await dialog.getByLabel('Its id').fill('everybody');
  await dialog.getByLabel('Why').fill('new terms <b>');
  await dialog.getByRole('button', { name: 'Forget answers' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Its id').fill('summarising');
  await dialog.getByRole('button', { name: 'Forget answers' }).click();
  await page.getByRole('cell', { name: 'new terms <b>' }).waitFor();
}

/** Registers a workflow and tries it; somebody else has to say yes. */
export async function registerWorkflow(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/workflows`);
  await page.getByRole('link', { name: 'New workflow' }).click();
  await page.getByLabel('Id', { exact: true }).fill('vat-rate');
  await page.getByLabel('Name', { exact: true }).fill('VAT rate');
  await page.getByLabel('Use case', { exact: true }).selectOption('drafting');
  await page.getByRole('button', { name: 'Add a parameter' }).click();
  const parameter = page.getByRole('group', { name: 'Parameter 1' });
  await parameter.getByLabel('Name').fill('country');
  await parameter.getByLabel('Kind').selectOption('choice');
  await parameter.getByLabel('Choices, commas between').fill('DE, FR');
  await page.getByLabel('Answer', { exact: true }).fill('VAT in {{country}}: see the table.');
  await page.getByRole('button', { name: 'Register it' }).dblclick();
  await page.getByRole('heading', { name: 'VAT rate', level: 1 }).waitFor();
  await page.getByText('It waits for a yes of mara', { exact: false }).waitFor();
  await page.getByLabel('country', { exact: true }).selectOption('FR');
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByText('VAT in FR: see the table.').waitFor();
}

export async function approveWorkflow(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/workflows/vat-rate`);
  await page.getByRole('button', { name: 'Approve this version' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve this version' }).click();
  await page.getByText('approved by mara').waitFor();
}
