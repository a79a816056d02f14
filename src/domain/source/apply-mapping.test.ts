import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyMapping, findMappingFault } from './apply-mapping.ts';
import { fillPlace, fillPlaces } from './fill-place.ts';
import { readMoment } from './read-moment.ts';
import { MAPPING_DEFAULTS, type MappingRule } from './source-mapping.ts';

const payload = {
  type: 'case.closed',
  data: {
    'number/id': 'CS-7',
    url: 'https://desk.example:8443/case/7?view=full',
    hours: 2.5,
    changes: [{ field: 'state', to: 'closed' }],
    people: [
      { role: { name: 'lead' }, id: 9 },
      { role: { name: 'other' }, id: 8 },
    ],
    tags: [{ name: 'bug' }, { name: 'billing' }, {}],
    when: 1_763_640_000,
    none: null,
  },
};
const context = { payload, pagesUrl: 'https://desk.example' };

// place, and what stands there
const places: readonly (readonly [string, string])[] = [
  ['{/data/number~1id}', 'CS-7'],
  ['{pages}/case/{/data/number~1id}', 'https://desk.example/case/CS-7'],
  ['{/data/url|origin}/x', 'https://desk.example:8443/x'],
  ['{/data/changes/[field=state]/to}', 'closed'],
  ['{/data/people/[role.name=lead]/id}', '9'],
  ['{/data/people/1/id}', '8'],
  ['{/data/hours}', '2.5'],
  ['{/data/none}', ''],
  ['{/data/missing/deeper}', ''],
  ['a fixed text', 'a fixed text'],
  ['case {/data/missing}', ''],
  ['{/__proto__/constructor}', ''],
  ['{/data/tags/length}', ''],
];
for (const [place, expected] of places)
  test(`at ${place} stands "${expected}"`, () => assert.equal(fillPlace(place, context), expected));

test('all of a list are found, and what is missing in some is passed over', () => {
  assert.deepEqual(fillPlaces('{/data/tags/[*]/name}', context), ['bug', 'billing']);
});

const rule: MappingRule = {
  ...MAPPING_DEFAULTS,
  when: [{ at: '{/type}', is: ['case.closed'], isNot: [] }],
  says: 'finished',
  subject: '{/data/url}',
  at: '{/data/when}',
  worker: ['{/data/missing}', '{/data/people/[role.name=lead]/id}'],
  by: ['{/data/people/[role.name=other]/id}'],
  labels: '{/data/tags/[*]/name}',
  amount: '{/data/hours}',
};

test('a message says what the rules that fit it say, with the first place of a list that is not empty', () => {
  const { facts, faults } = applyMapping(
    [rule, { ...rule, when: [{ at: '{/type}', is: ['other'], isNot: [] }] }],
    context,
  );
  assert.deepEqual(faults, []);
  const [fact, ...others] = facts;
  assert.equal(others.length, 0);
  assert.ok(fact?.kind === 'finished');
  assert.equal(fact.worker?.externalId, '9');
  assert.equal(fact.amount, 2.5);
  assert.equal(fact.atMs, 1_763_640_000_000);
  assert.deepEqual(fact.labels, ['bug', 'billing']);
});

test('a rule that fits and cannot be read says why, and the others are read', () => {
  const { facts, faults } = applyMapping([{ ...rule, at: '{/data/url}' }, rule], context);
  assert.equal(facts.length, 1);
  assert.deepEqual(faults, ['Rule 1 (finished) fits, but {/data/url} is no moment.']);
});

test('what cannot be a place is said before anything comes', () => {
  assert.match(findMappingFault([{ ...rule, subject: '{data/url}' }])?.detail ?? '', /begin with a slash/);
  assert.match(findMappingFault([{ ...rule, subject: '{/data/url' }])?.detail ?? '', /without its other half/);
  assert.match(findMappingFault([{ ...rule, reason: '{/x|shout}' }])?.detail ?? '', /only "origin"/);
  assert.equal(findMappingFault([rule]), undefined);
});

test('moments are read as systems write them, and never in the zone of this machine', () => {
  const at = Date.UTC(2026, 2, 1, 9, 30);
  assert.equal(readMoment('2026-03-01T09:30:00Z'), at);
  assert.equal(readMoment('2026-03-01T10:30:00.000+0100'), at);
  assert.equal(readMoment('2026-03-01 09:30:00 UTC'), at);
  assert.equal(readMoment('2026-03-01 10:30:00 +0100'), at);
  assert.equal(readMoment(String(at / 1_000)), at);
  assert.equal(readMoment(String(at)), at);
  assert.equal(readMoment('2026-03-01 09:30:00'), null);
  assert.equal(readMoment('yesterday'), null);
});
