import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nanodollars } from '../money/nanodollars.ts';
import { myDigest, type TeamWeek, teamDigest } from './digest-notices.ts';
import { isDigestTime, weekBefore } from './digest-week.ts';
import { GROUP_PEOPLE_MIN, mergeTeams } from './merge-teams.ts';

const seed = Number(process.env['SEED'] ?? 20261123);
const runs = { seed, numRuns: 500 };
console.info(`digest properties: seed ${seed}`);
const berlin = { timeZone: 'Europe/Berlin', weekStartsOn: 7, yearStartsInMonth: 1 };

const teamLists = fc
  .uniqueArray(
    fc.record({ teamId: fc.constantFrom('a', 'b', 'c', 'd', 'e', null), people: fc.integer({ min: 1, max: 12 }) }),
    {
      selector: ({ teamId }) => teamId,
      maxLength: 6,
    },
  )
  .map((teams) =>
    teams.map(({ teamId, people }) => ({
      teamId,
      personIds: Array.from({ length: people }, (_, at) => `${teamId}-${at}`),
    })),
  );

test('no sum is of fewer than five people, and none can be found by taking sums apart', () => {
  fc.assert(
    fc.property(teamLists, (teams) => {
      const groups = mergeTeams(teams);
      for (const { people, teams: merged } of groups) {
        assert.ok(people >= GROUP_PEOPLE_MIN);
        assert.equal(people, new Set(merged.flatMap(({ personIds }) => personIds)).size);
      }
      const told = groups.flatMap((group) => group.teams);
      assert.equal(new Set(told).size, told.length);
      // All or nothing: what is left out of the groups is nobody's, or the whole is too small.
      assert.ok(told.length === teams.length || told.length === 0);
      if (teams.some(({ personIds }) => personIds.length >= GROUP_PEOPLE_MIN)) assert.equal(told.length, teams.length);
    }),
    runs,
  );
});

test('somebody who worked in two small teams counts once', () => {
  const both = ['ada', 'bea'];
  assert.deepEqual(
    mergeTeams([
      { teamId: 'a', personIds: [...both, 'cem'] },
      { teamId: 'b', personIds: [...both] },
    ]),
    [],
  );
});

/** [moment, Monday of the week that is told, whether it is time] */
const MOMENTS = [
  ['2026-11-23T06:59:00+01:00', '2026-11-16', false],
  ['2026-11-23T07:00:00+01:00', '2026-11-16', true],
  ['2026-11-24T23:59:00+01:00', '2026-11-16', true],
  ['2026-11-25T00:00:00+01:00', '2026-11-16', false],
  ['2026-11-22T12:00:00+01:00', '2026-11-09', false],
  // The week in which clocks go forward is an hour shorter.
  ['2026-03-30T07:00:00+02:00', '2026-03-23', true],
  ['2026-03-30T06:59:00+02:00', '2026-03-23', false],
] as const;
for (const [moment, monday, isTime] of MOMENTS)
  test(`at ${moment} the week of ${monday} is ${isTime ? 'told' : 'not told'}`, () => {
    const at = Date.parse(moment);
    const week = weekBefore(berlin, at);
    assert.deepEqual([week.name, isDigestTime(berlin, at)], [monday, isTime]);
    assert.ok(week.endMs <= at);
  });

test('who had no task is told nothing', () => {
  assert.equal(myDigest('ada', weekBefore(berlin, 0), { compared: [], nowMs: 0 }), null);
});

const week = weekBefore(berlin, Date.parse('2026-11-23T08:00:00+01:00'));
const team = (teamId: string, change: Partial<TeamWeek> = {}): TeamWeek => ({
  ...{ teamId, personIds: ['p1', 'p2', 'p3', 'p4', 'p5'], tasks: 10, succeeded: 9, unpriced: 0, waste: [] },
  ...{ cost: nanodollars(2_000_000_000n), cacheSaved: nanodollars(0n) },
  ...change,
});

test('a team is told its sums, what changed and what helps, and nobody’s name', () => {
  const loops = { kind: 'loops', tasks: 2, wasted: nanodollars(300_000_000n) } as const;
  const group = { teams: [team('support', { waste: [loops] })], people: 5 };
  const { notice } = teamDigest(group, week, { before: nanodollars(2_500_000_000n), nowMs: 1 });
  assert.equal(notice.subject, 'The week of the team support: 10 tasks, $2.00');
  assert.equal(
    notice.words,
    'In the week from 2026-11-16 on 5 people of the team support worked on 10 tasks for $2.00, 20 % less than in the week before.\n\n' +
      'What stands out:\n- 2 tasks went round, worth about 30 cents. What helps: give agents a limit of steps, and keep answers that are asked for often.\n\n' +
      'Sums are of five people or more; smaller teams are told together. Each person can see their own, under My costs.',
  );
  assert.doesNotMatch(JSON.stringify(notice), /p1/);
  assert.match(notice.id, /^team_digest\/-\/\d+\/support$/);
});

/** [before, words] */
const CHANGES = [
  [null, 'for $2.00.'],
  [2_000_000_000n, 'as much as in the week before.'],
  [1_000_000_000n, '100 % more than in the week before.'],
  [1n, 'for $2.00.'],
] as const;
for (const [before, words] of CHANGES)
  test(`two dollars after ${before ?? 'an unknown amount of'} nanodollars are told "${words}"`, () => {
    const group = { teams: [team('support')], people: 5 };
    const given = { before: before === null ? null : nanodollars(before), nowMs: 1 };
    assert.ok(teamDigest(group, week, given).notice.words.split('\n')[0]?.endsWith(words));
  });

test('the same groups have the same id, and many teams one that is not endless', () => {
  const teams = Array.from({ length: 40 }, (_, at) => team(`team-with-a-long-name-${at}`));
  const { notice } = teamDigest({ teams, people: 5 }, week, { before: null, nowMs: 1 });
  const again = teamDigest({ teams: teams.toReversed(), people: 5 }, week, { before: null, nowMs: 9 });
  assert.ok(notice.id.length < 400);
  assert.match(notice.subject, /^The week of 40 teams: /);
  assert.equal(again.notice.id, notice.id);
});
