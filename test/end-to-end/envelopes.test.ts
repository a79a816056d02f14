import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { callHouse } from './call-house.ts';
import { commandLineOf } from './command-line.ts';
import { startCountingUpstream } from './counting-upstream.ts';
import { eventually } from './eventually.ts';
import { makeHouseFolder } from './house-folder.ts';
import { startHouse } from './house-process.ts';

const folder = makeHouseFolder();
const upstream = await startCountingUpstream();
const house = await startHouse({ folder, upstream: upstream.baseUrl });
const tokenward = commandLineOf(folder);
const asSam = commandLineOf(folder, { TOKENWARD_ADDRESS: house.address, TOKENWARD_KEY: house.key });

test('a first call of the sample is answered, and charged to the sample envelopes that it falls into', async () => {
  assert.equal((await callHouse({ ...house, name: 'first' })).status, 200);
  const spent = await eventually('the charge', async () => {
    const { balance } = await house.client.call('readEnvelope', { params: { id: 'exploration' } });
    return balance.spent.nanodollars !== '0' && balance.spent.nanodollars;
  });
  for (const id of ['organisation', 'platform', 'coding']) {
    const { balance } = await house.client.call('readEnvelope', { params: { id } });
    assert.equal(balance.spent.nanodollars, spent, id);
  }
  const production = await house.client.call('readEnvelope', { params: { id: 'production' } });
  assert.equal(production.balance.opened, false, 'exploration reached the budget of production');
});

test('the caller sees which budgets the call fell into, and only the owner of one sees its amounts', async () => {
  const mine = JSON.parse((await asSam('me', 'budgets', '--json')).out);
  const shows = mine.budgets.map(({ id, shows: how }: { readonly id: string; readonly shows: string }) => [id, how]);
  assert.deepEqual(shows, [
    ['organisation', 'tenths'],
    ['coding', 'exact'],
    ['exploration', 'tenths'],
    ['platform', 'tenths'],
  ]);
  assert.match((await asSam('me', 'budgets')).out, /Platform engineering \(platform\): \$45,000\.00 each month/);
});

test('an envelope is made, shown, changed, adjusted and archived from the command line', async () => {
  const scope = ['--team-id', 'legal', '--use-case-id', 'contract-review'];
  const made = await tokenward(
    'envelopes',
    'create',
    '--id',
    'clauses',
    '--name',
    'Clauses',
    ...scope,
    '--hard-cap',
    '40.5',
  );
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /"clauses" \(team legal, use case contract-review; each month\): \$0\.00 of \$40\.50 spent/);
  assert.match(made.out, /Mind: Nobody answers for "clauses"/);
  const shown = await tokenward('envelopes', 'show', 'clauses');
  assert.match(
    shown.out,
    /Every call of it falls into these too\n {2}organisation +all calls[\s\S]*?\n {2}legal +team legal/,
  );
  const changed = await tokenward('envelopes', 'change', 'clauses', '--hard-cap', '50', '--overdraft', '5', '--json');
  assert.deepEqual(JSON.parse(changed.out).cap.overdraft, { amount: '5.00', nanodollars: '5000000000' });
  const adjusted = await tokenward('envelopes', 'adjust', 'clauses', '--amount=-10', '--reason', 'a refund');
  assert.match(adjusted.out, /of \$40\.00 spent/);
  assert.match((await tokenward('envelopes', 'entries', 'clauses')).out, /adjustment +-\$10\.00 +mara +a refund/);
  assert.match((await tokenward('envelopes', 'list', '--team-id', 'legal')).out, /^clauses .*active, elastic$/m);
  assert.equal((await tokenward('envelopes', 'archive', 'clauses')).code, 0);
  const wrong = await tokenward('envelopes', 'create', '--id', 'w', '--name', 'W', '--hard-cap', '-5');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--hard-cap must be a decimal number/);
  assert.match((await tokenward('suspense', 'list')).out, /Nothing is in suspense/);
});

test('a file of envelopes is checked, and its faults have a line and a remedy', async () => {
  const file = join(folder, 'envelopes.yaml');
  const write = (cap: string, more = '') =>
    writeFileSync(
      file,
      `organisation:\n  teams:\n    - { id: new, name: New }\n  envelopes:\n    - id: new\n      name: New\n      scope: { teamId: new }\n      hardCap: ${cap}\n${more}`,
    );
  write("'5.00'");
  assert.match((await tokenward('check', file)).out, /warning: .*Nobody answers for the envelope "new"/);
  write('5.00');
  assert.match((await tokenward('check', file)).out, /envelopes\.yaml:8:\d+ .*in quotes/);
  write("'5.00'", '      hardcap: 3\n');
  assert.match((await tokenward('check', file)).out, /envelopes\.yaml:9:\d+ .*hardcap/);
});

test('the doctor says what budgets lack', async () => {
  const { found } = JSON.parse((await tokenward('doctor', '--json')).out);
  const said = found.filter(({ check }: { readonly check: string }) => check === 'envelopes' || check === 'suspense');
  assert.match(JSON.stringify(said), /The price of .*claude-haiku-5-5.* is not known/);
  assert.match(JSON.stringify(said), /Nothing is in suspense/);
});
