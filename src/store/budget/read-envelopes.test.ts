import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { checkEnvelope } from '../../domain/budget/envelope.ts';
import { plantEnvelope } from './envelope-row.fixture.ts';
import { readActiveEnvelopes } from './read-envelopes.ts';

describeOnEachEngine('envelopes of the store', (engine) => {
  test('envelopes are read as the domain knows them, in the order in which everybody locks them', () =>
    withTestDatabase(
      async ({ pool }) => {
        for (const id of ['b', 'B', 'a-1', 'archived']) await plantEnvelope(pool, { id, hardCap: 10n ** 18n });
        await pool.query(`update tokenward.budget_envelope set status = 'archived' where id = 'archived'`);
        await pool.query(`update tokenward.budget_envelope set team_id = 'data', use_case_id = 'support', lane = 'production',
          tag_name = 'client', tag_value = 'acme', cap_kind = 'elastic', overdraft = 5, quantile = 0.95, hard_cap = 100,
          soft_thresholds = '[50, 80]', carry_over_percent = 25, carry_over_max = 7 where id = 'b'`);
        const envelopes = await readActiveEnvelopes(pool);
        assert.deepEqual(
          envelopes.map(({ id }) => id),
          ['B', 'a-1', 'b'],
        );
        assert.deepEqual(envelopes.flatMap(checkEnvelope), []);
        assert.equal(envelopes[0]?.hardCap, 10n ** 18n);
        assert.deepEqual(envelopes[2], {
          ...{ id: 'b', name: 'b', ownerPersonId: null, costCentre: null, unit: 'nanodollars', period: 'month' },
          scope: { teamId: 'data', useCaseId: 'support', lane: 'production', tag: { name: 'client', value: 'acme' } },
          hardCap: 100n,
          cap: { kind: 'elastic', overdraft: 5n, quantile: 0.95 },
          softThresholds: [50, 80],
          carryOver: { kind: 'unused', percent: 25, amountMax: 7n },
          storeAway: 'leases',
          status: 'active',
        });
      },
      { engine },
    ));

  /** [what, the part of an update that the store must refuse] */
  const REFUSED: readonly (readonly [string, string])[] = [
    ['a negative cap', 'hard_cap = -1'],
    ['a cap beyond all measure', 'hard_cap = 1000000000000000001'],
    ['an overdraft of a strict envelope', 'overdraft = 1'],
    ['a tag without a value', `tag_name = 'client'`],
    ['a period that is none', `period = 'fortnight'`],
  ];
  for (const [what, change] of REFUSED)
    test(`the store itself refuses ${what}`, () =>
      withTestDatabase(
        async ({ pool }) => {
          await plantEnvelope(pool, { id: 'one', hardCap: 100n });
          await assert.rejects(
            pool.query(`update tokenward.budget_envelope set ${change}`),
            /violates check constraint/,
          );
        },
        { engine },
      ));
});
