import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Award } from './award.ts';
import { giveAwards, type PersonSlices } from './give-awards.ts';
import { RULE_ONE, sliceOf } from './recognition.fixture.ts';
import { reviewAward } from './review-award.ts';
import { splitPool } from './split-pool.ts';

const seed = Number(process.env['SEED'] ?? 20260601);
const runs = { seed, numRuns: 200 };
console.info(`recognition properties: seed ${seed}`);

const weighed = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), weight: fc.integer({ min: 1, max: 4_000 }) }),
  { selector: ({ id }) => id, maxLength: 12 },
);
const pools = fc.record({
  points: fc.integer({ min: 0, max: 1_000_000 }),
  teamSharePercent: fc.integer({ min: 60, max: 70 }),
});

test('teams get 60 to 70 percent of what is given wherever both sides have somebody, to the last point, and no side takes from the other', () => {
  fc.assert(
    fc.property(pools, weighed, weighed, (pool, some, others) => {
      const teams = some.map((one) => ({ ...one, id: `t${one.id}` }));
      const people = others.map((one) => ({ ...one, id: `p${one.id}` }));
      const split = splitPool(pool, { teams, people });
      const given = [...split.points.values()].reduce((sum, points) => sum + points, 0);
      assert.equal(given + split.left, pool.points);
      assert.equal(split.teamPoints + split.personPoints, given);
      assert.ok(split.personPoints <= Math.ceil(pool.points * 0.4));
      if (teams.length > 0 && people.length > 0) {
        assert.equal(split.left, 0);
        assert.equal(split.teamPoints, Math.round((pool.points * pool.teamSharePercent) / 100));
      }
    }),
    runs,
  );
});

const slices = fc.array(
  fc.record({ millipoints: fc.integer({ min: 0, max: 40_000 }), many: fc.nat(6), measured: fc.nat(4) }),
  { minLength: 1, maxLength: 6 },
);
const people = fc.array(
  fc.record({ team: fc.constantFrom('support', 'sales'), automation: slices, policy_adherence: slices }),
  { maxLength: 14 },
);
function peopleOf(drawn: typeof people extends fc.Arbitrary<infer Value> ? Value : never): readonly PersonSlices[] {
  return drawn.map(({ team, automation, policy_adherence }, at) => ({
    personId: `p${at}`,
    teamId: team,
    byCategory: new Map(
      Object.entries({ automation, policy_adherence }).map(([id, own]) => [
        id,
        own.map(({ millipoints, ...rest }) => sliceOf(millipoints, rest)),
      ]),
    ),
  }));
}
const facts = (own: readonly PersonSlices[]) => ({
  ...{ periodId: '2026-03', formulaVersion: '1', people: own, teamIds: new Set(['support', 'sales']) },
});

test('the same month gives the same awards in whatever order people come, and nobody’s level depends on others', () => {
  fc.assert(
    fc.property(people, (drawn) => {
      const own = peopleOf(drawn);
      const given = giveAwards(RULE_ONE, facts(own), 0);
      assert.deepEqual(giveAwards(RULE_ONE, facts([...own].reverse()), 0), given);
      const levelsOf = (month: typeof given, personId: string) =>
        month.awards.filter(({ award }) => award.id.includes(`:person:${personId}:`)).map(({ award }) => award.level);
      for (const one of own) {
        const alone = giveAwards(RULE_ONE, facts([one]), 0);
        assert.deepEqual(levelsOf(alone, one.personId), levelsOf(given, one.personId));
      }
    }),
    runs,
  );
});

test('no review gives more than was given, and what stands for nothing has no points', () => {
  const category = RULE_ONE.rule.categories.find(({ id }) => id === 'automation');
  assert.ok(category);
  fc.assert(
    fc.property(
      people,
      fc.nat(40_000),
      fc.constantFrom('bronze', 'silver', 'gold', null),
      (drawn, millipoints, level) => {
        for (const { award } of giveAwards(RULE_ONE, facts(peopleOf(drawn)), 0).awards) {
          if (award.categoryId !== 'automation') continue;
          const now: Award =
            reviewAward(award, { millipoints, level, why: 'it changed.' }, { category, nowMs: 1 }) ?? award;
          assert.ok(now.points <= award.givenPoints && now.millipoints <= award.givenMillipoints);
          if (now.level === null) assert.equal(now.points, 0);
        }
      },
    ),
    runs,
  );
});
