import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveAwards, type MonthFacts, type PersonSlices } from './give-awards.ts';
import { countedOutcome, RULE_ONE, sliceOf } from './recognition.fixture.ts';
import type { Slice } from './slice-score.ts';

function person(
  personId: string,
  slices: Readonly<Record<string, readonly Slice[]>>,
  teamId = 'support',
): PersonSlices {
  return { personId, teamId, byCategory: new Map(Object.entries(slices)) };
}
function give(people: readonly PersonSlices[], changes: Partial<MonthFacts> = {}) {
  const facts: MonthFacts = { periodId: '2026-03', formulaVersion: '1', people, teamIds: new Set(), ...changes };
  return giveAwards(RULE_ONE, facts, 0);
}
const told = ({ awards }: ReturnType<typeof give>) =>
  awards.map(({ award }) => `${award.id} ${award.level ?? '-'} ${award.points}`);

test('people reach levels by fixed targets, each for itself', () => {
  const given = give([
    person('ada', { automation: [sliceOf(10_000)] }),
    person('bob', { automation: [sliceOf(9_999)] }),
    person('cyd', { automation: [sliceOf(4_999)] }),
  ]);
  assert.deepEqual(told(given), [
    '2026-03:person:ada:automation silver 233',
    '2026-03:person:bob:automation bronze 117',
  ]);
  assert.deepEqual([given.teamPoints, given.personPoints, given.left], [0, 350, 650], 'what is for teams stays theirs');
});

test('a team is recognised in the mean of its people, and those who brought nothing count', () => {
  const people = ['a', 'b', 'c', 'd', 'e'].map((id, at) => person(id, { automation: [sliceOf(at < 4 ? 3_200 : 0)] }));
  const given = give(people, { teamIds: new Set(['support']) });
  assert.deepEqual(told(given), ['2026-03:team:support:automation bronze 650']);
  assert.match(given.awards[0]?.award.citation ?? '', /2\.6 points of the score in the mean of 5 people/);
});

test('fewer than five people are no team, and a team without enough evidence is not recognised', () => {
  const people = ['a', 'b', 'c', 'd'].map((id) => person(id, { automation: [sliceOf(4_000)] }));
  assert.deepEqual(told(give(people, { teamIds: new Set(['support']) })), []);
  const five = [...people, person('e', { automation: [sliceOf(4_000)] })];
  assert.deepEqual(told(give(five)), []);
});

test('with both sides there, teams get exactly their part of the points; a larger team as much more as it is larger', () => {
  const people = [
    ...Array.from({ length: 5 }, (_, at) => person(`s${at}`, { automation: [sliceOf(5_000)] })),
    ...Array.from({ length: 15 }, (_, at) => person(`m${at}`, { automation: [sliceOf(2_500)] }, 'sales')),
  ];
  const given = give(people, { teamIds: new Set(['support', 'sales']) });
  const points = new Map(given.awards.map(({ award }) => [award.id, award.points]));
  assert.equal(points.get('2026-03:team:support:automation'), 260, 'silver, five people: 10 of 25');
  assert.equal(points.get('2026-03:team:sales:automation'), 390, 'bronze, fifteen people: 15 of 25');
  assert.deepEqual([given.teamPoints, given.personPoints, given.left], [650, 350, 0]);
});

test('levels that ask for months in a row look back, and a month that is missing breaks the row', () => {
  const good = sliceOf(27_000);
  const level = (months: readonly Slice[]) => told(give([person('ada', { policy_adherence: months })]));
  assert.match(level([good, good])[0] ?? '', /bronze/);
  assert.match(level([good, good, good])[0] ?? '', /silver/);
  assert.match(level([good, good, good, sliceOf(20_000), good, good])[0] ?? '', /silver/);
  assert.match(level([good, good, good, good, good, good])[0] ?? '', /gold/);
  assert.deepEqual(level([sliceOf(20_000), good, good]), []);
});

test('savings that nobody measured are no measured savings, and one adopter makes no reusable design', () => {
  assert.deepEqual(told(give([person('ada', { measured_savings: [sliceOf(30_000, { measured: 1 })] })])), []);
  assert.deepEqual(told(give([person('ada', { reusable_prompt_design: [sliceOf(15_000, { many: 2 })] })])), []);
});

test('a citation says what it honours, what was reached, of what, and by which target; and names nobody', () => {
  const outcomes = [countedOutcome('a'), countedOutcome('b')];
  const { awards } = give([person('ada', { automation: [sliceOf(8_200, { many: 2, measured: 1, outcomes })] })]);
  assert.equal(
    awards[0]?.award.citation,
    'Steps that run by themselves now, and were seen to. 8.2 points of the score came of 2 outcomes (Automation coverage) worth $800.00, with 1 measured by somebody independent; Bronze asks for 5.',
  );
  assert.deepEqual(awards[0]?.evidence, [
    { outcomeId: 'a', personId: 'ada' },
    { outcomeId: 'b', personId: 'ada' },
  ]);
});
