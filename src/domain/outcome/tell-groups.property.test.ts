import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GROUP_PEOPLE_MIN } from '../task/merge-teams.ts';
import { tellGroups } from './tell-groups.ts';

const seed = Number(process.env['SEED'] ?? 20261122);
const runs = { seed, numRuns: 500 };
console.info(`told groups properties: seed ${seed}`);

const groupLists = fc
  .array(fc.record({ people: fc.integer({ min: 0, max: 12 }), isWithheld: fc.boolean(), cost: fc.nat(1_000) }), {
    maxLength: 8,
  })
  .map((groups) => groups.map((group, at) => ({ ...group, id: `u${at}` })));

const sum = (groups: readonly { readonly cost: number }[]) => groups.reduce((whole, { cost }) => whole + cost, 0);

test('rows that are told and the one that is withheld add up to the total, each group in one of them', () => {
  fc.assert(
    fc.property(groupLists, (groups) => {
      const { told, withheld } = tellGroups(groups);
      assert.equal(sum(told) + sum(withheld), sum(groups));
      assert.equal(told.length + withheld.length, groups.length);
      assert.equal(new Set([...told, ...withheld]).size, groups.length);
    }),
    runs,
  );
});

test('no row is of fewer than five people, and taking told rows from the total leaves five or more, or nothing is told of it', () => {
  fc.assert(
    fc.property(groupLists, (groups) => {
      const { told, withheld, isSumTold } = tellGroups(groups);
      for (const { people, isWithheld } of told) assert.ok(people >= GROUP_PEOPLE_MIN && !isWithheld);
      const hasFew = groups.some(({ people, isWithheld }) => people < GROUP_PEOPLE_MIN || isWithheld);
      assert.equal(withheld.length > 0, hasFew);
      if (withheld.length === 0) return;
      // What is left of a known total is of several groups, one of which is of five or more.
      if (isSumTold) assert.ok(withheld.length >= 2 && withheld.some(({ people }) => people >= GROUP_PEOPLE_MIN));
      else assert.equal(told.length, 0);
    }),
    runs,
  );
});

test('what is withheld does not depend on the order in which groups come', () => {
  fc.assert(
    fc.property(groupLists, (groups) => {
      const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).sort();
      assert.deepEqual(ids(tellGroups(groups).told), ids(tellGroups(groups.toReversed()).told));
    }),
    runs,
  );
});
