import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { createBudgetStore } from '../../../src/store/budget/create-budget-store.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';

const NOVEMBER = { periodStartMs: Date.UTC(2026, 10, 1), periodEndMs: Date.UTC(2026, 11, 1) };

describe('the budgets of a key', () => {
  let house: ControlHouse;
  let admin: ControlClient;
  before(async () => {
    house = await openControlHouse();
    admin = await house.admin();
    await house.addPerson('bea');
    for (const id of ['drafting', 'coding'])
      await admin.call('createUseCase', { body: { id, name: id, tier: 1, modelStack: [] } });
    const make = (id: string, scope: object, more: object = {}) =>
      admin.call('createEnvelope', { body: { id, name: `Of ${id}`, scope, hardCap: '100', ...more } });
    await make('all', {});
    await make('support', { teamId: 'support' }, { ownerPersonId: 'ada' });
    await make('for-coding', { useCaseId: 'coding' });
    await make('for-bea', { personId: 'bea' });
    await make('for-ada', { personId: 'ada' });
    await make('trying', { lane: 'exploration' });
    await make('working', { lane: 'production' });
    await make('acme', { tag: { name: 'client', value: 'acme' } });
    const ledger = createBudgetStore({ pool: house.database.pool, leaseMs: 60_000 });
    const { epoch } = await ledger.register('gateway-1');
    const targets = ['all', 'support', 'for-bea'].map((envelopeId) => ({
      ...{ envelopeId, ...NOVEMBER },
      target: 33_000_000_000n,
    }));
    await ledger.sync({ gatewayId: 'gateway-1', epoch, sequence: 1, settlements: [], targets, asks: [] });
  });
  after(() => house.close());

  const keyOf = async (members: object): Promise<ControlClient> => {
    const made = await admin.call('createApiKey', {
      body: {
        name: 'A key',
        owner: { kind: 'person', personId: 'bea' },
        lane: 'production',
        allowedUseCaseIds: ['drafting', 'coding'],
        defaultUseCaseId: 'drafting',
        ...members,
      },
    });
    await house.refresh();
    return house.clientOf(made.secret ?? '');
  };

  test('are those that its calls fall into, widest first, and nobody else’s amounts are shown', async () => {
    const bea = await keyOf({});
    const { budgets, whoSees } = await bea.call('readMyBudgets', {});
    assert.deepEqual(
      budgets.map(({ id, shows, spent, useCaseIds }) => [id, shows, spent?.amount ?? null, useCaseIds]),
      [
        ['all', 'tenths', null, []],
        ['for-bea', 'exact', '0.00', []],
        ['for-coding', 'tenths', null, ['coding']],
        ['support', 'tenths', null, []],
        ['working', 'tenths', null, []],
      ],
    );
    const support = budgets.find(({ id }) => id === 'support');
    assert.equal(support?.sentence, 'Up to 40 % of it is used. It begins anew at 2026-12-01 00:00 (UTC).');
    assert.deepEqual([support?.held, support?.available, support?.limit.amount], [null, null, '100.00']);
    const own = budgets.find(({ id }) => id === 'for-bea');
    assert.match(
      own?.sentence ?? '',
      /^\$0\.00 of \$100\.00 spent, \$33\.00 held for calls under way; \$67\.00 left\./,
    );
    assert.match(whoSees, /nearest tenth/);
  });

  test('are exact for whoever answers for an envelope', async () => {
    const ada = await keyOf({ owner: { kind: 'person', personId: 'ada' } });
    const { budgets } = await ada.call('readMyBudgets', {});
    assert.deepEqual(
      budgets.filter(({ shows }) => shows === 'exact').map(({ id }) => id),
      ['for-ada', 'support'],
    );
  });

  test('of one lane are never those of the other', async () => {
    const { budgets } = await (await keyOf({ lane: 'exploration' })).call('readMyBudgets', {});
    const ids = budgets.map(({ id }) => id);
    assert.ok(ids.includes('trying'));
    assert.ok(!ids.includes('working'));
  });

  test('hold those of its tags', async () => {
    const { budgets } = await (await keyOf({ tags: { client: 'acme' } })).call('readMyBudgets', {});
    assert.ok(budgets.some(({ id }) => id === 'acme'));
  });
});
