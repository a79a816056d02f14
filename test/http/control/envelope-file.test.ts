import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import type { BodyOf } from '../../../src/contract/routes.ts';
import { createBudgetStore } from '../../../src/store/budget/create-budget-store.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';

type Declaration = Partial<BodyOf<'planConfiguration'>['declaration']>;

const NOVEMBER = { periodStartMs: Date.UTC(2026, 10, 1), periodEndMs: Date.UTC(2026, 11, 1) };

describe('envelopes and the calendar that a file declares', () => {
  let house: ControlHouse;
  let client: ControlClient;
  before(async () => {
    house = await openControlHouse();
    client = await house.admin();
  });
  after(() => house.close());

  const declared = (hardCap: string): Declaration =>
    ({
      envelopes: [{ id: 'support', name: 'Support', scope: { teamId: 'support' }, hardCap }],
      calendar: { timeZone: 'Europe/Berlin', yearStartsInMonth: 4 },
    }) as Declaration;
  const plan = (declaration: object, anyway = false) =>
    client.call('planConfiguration', { body: { declaration, anyway } });
  const apply = (declaration: object, anyway = false) =>
    client.call('applyConfiguration', { body: { declaration, anyway } });

  test('are planned in words, made, and then nothing to change', async () => {
    const first = await plan(declared('200.00'));
    assert.deepEqual(first.faults, []);
    assert.deepEqual(
      first.changes.map(({ sentence }) => sentence),
      ['create the calendar "organisation"', 'create the envelope "support"'],
    );
    await apply(declared('200.00'));
    assert.deepEqual((await plan(declared('200'))).changes, [], '200 and 200.00 are one amount');
    const read = await client.call('readEnvelope', { params: { id: 'support' } });
    assert.deepEqual([read.managedBy, read.balance.timeZone], ['file', 'Europe/Berlin']);
    const [change] = (await plan(declared('250.5'))).changes;
    assert.equal(change?.sentence, 'update the envelope "support": hardCap from "200.00" to "250.50"');
  });

  test('cannot be changed by the API, which the next apply would undo', async () => {
    const change = client.call('changeEnvelope', { params: { id: 'support' }, body: { hardCap: '1' } });
    await assert.rejects(change, /kept by the configuration file/);
  });

  test('a cap below what is spent is applied only where somebody says that it is meant', async () => {
    const { periodStart, periodEnd } = (await client.call('readEnvelope', { params: { id: 'support' } })).balance;
    const account = { periodStartMs: Date.parse(periodStart), periodEndMs: Date.parse(periodEnd) };
    assert.notEqual(account.periodStartMs, NOVEMBER.periodStartMs, 'November begins an hour earlier in Berlin');
    const ledger = createBudgetStore({ pool: house.database.pool, leaseMs: 60_000 });
    const { epoch } = await ledger.register('gateway-1');
    const targets = [{ envelopeId: 'support', ...account, target: 80_000_000_000n }];
    await ledger.sync({ gatewayId: 'gateway-1', epoch, sequence: 1, settlements: [], targets, asks: [] });
    const refused = await plan(declared('50'));
    assert.deepEqual(
      refused.faults.map(({ pointer }) => pointer),
      ['/envelopes/0/hardCap'],
    );
    assert.match(
      refused.faults[0]?.detail ?? '',
      /\$80\.00 held, more than \$50\.00 would allow.*until 2026-12-01 00:00/,
    );
    await assert.rejects(apply(declared('50')), /more than \$50\.00 would allow/);
    assert.deepEqual((await plan(declared('50'), true)).faults, []);
    await apply(declared('50'), true);
    const after = await client.call('readEnvelope', { params: { id: 'support' } });
    assert.deepEqual([after.balance.limit.amount, after.balance.held.amount], ['50.00', '80.00']);
  });

  /** [what, envelope, words] */
  const FAULTS = [
    ['a team that is not declared anywhere', { scope: { teamId: 'suport' } }, /There is no team "suport"/],
    [
      'a scope that another has',
      { id: 'other', scope: { teamId: 'support' } },
      /"other" and "support" have the same scope, unit and period/,
    ],
    ['a calendar in no zone', null, /no time zone/],
  ] as const;
  for (const [what, members, words] of FAULTS) {
    test(`${what} is a fault with its place, and nothing is applied`, async () => {
      const base = declared('50');
      const more = { id: 'more', name: 'More', hardCap: '1', ...members };
      const declaration =
        members === null
          ? { ...base, calendar: { timeZone: 'Mars/Olympus' } }
          : { ...base, envelopes: [...(base.envelopes ?? []), more] };
      const { faults } = await plan(declaration, true);
      assert.match(faults.map(({ detail }) => detail).join(' '), words);
      await assert.rejects(apply(declaration, true), words);
    });
  }

  test('what is no longer declared is archived; the calendar stays', async () => {
    const { changes } = await apply({}, true);
    assert.deepEqual(
      changes.map(({ sentence }) => sentence),
      ['archive the envelope "support", which is no longer declared'],
    );
    assert.equal((await client.call('readCalendar', {})).timeZone, 'Europe/Berlin');
  });
});
