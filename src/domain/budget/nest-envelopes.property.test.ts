import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sampleEnvelope } from './envelope.fixture.ts';
import type { Envelope, EnvelopeScope } from './envelope.ts';
import { type Attribution, indexEnvelopes, isInScope } from './match-envelopes.ts';
import { capWarnings, isInside, isSameScope, nestingOf } from './nest-envelopes.ts';

const NAME = fc.constantFrom('a', 'b');
const LANE = fc.constantFrom('exploration' as const, 'production' as const);
const tag = fc.record({ name: NAME, value: NAME });
const scope: fc.Arbitrary<EnvelopeScope> = fc.record(
  { teamId: NAME, projectId: NAME, useCaseId: NAME, personId: NAME, lane: LANE, tag },
  { requiredKeys: [] },
);
const call: fc.Arbitrary<Attribution> = fc.record({
  teamId: fc.option(NAME),
  projectId: fc.option(NAME),
  useCaseId: fc.option(NAME),
  personId: fc.option(NAME),
  lane: LANE,
  tags: fc.dictionary(NAME, NAME),
});

test('every call of an envelope falls into those that are around it', () => {
  check(
    fc.property(scope, scope, call, (inner, outer, attribution) => {
      if (!isInside(inner, outer) && !isSameScope(inner, outer)) return;
      if (isInScope(inner, attribution)) assert.ok(isInScope(outer, attribution));
    }),
  );
});

test('no two envelopes are inside each other, and what is inside the inner one is inside the outer one', () => {
  check(
    fc.property(scope, scope, scope, (one, two, three) => {
      assert.ok(!(isInside(one, two) && isInside(two, one)));
      assert.ok(!isInside(one, one));
      if (isInside(one, two) && isInside(two, three)) assert.ok(isInside(one, three));
    }),
  );
});

test('no call of exploration falls into an envelope of production, whatever else the two say', () => {
  check(
    fc.property(fc.array(scope, { maxLength: 20 }), call, (scopes, attribution) => {
      const envelopes = scopes.map((each, at) => sampleEnvelope(`envelope-${at}`, { scope: each }));
      const other = attribution.lane === 'exploration' ? 'production' : 'exploration';
      const found = indexEnvelopes(envelopes)(attribution);
      assert.ok(found.every((envelope) => envelope.scope.lane !== other));
      const unnamed = indexEnvelopes(envelopes)({ ...attribution, lane: null });
      assert.ok(unnamed.every((envelope) => envelope.scope.lane === undefined));
    }),
  );
});

const organisation = sampleEnvelope('all', { hardCap: 100n });
const team = (id: string, hardCap: bigint, changes: Partial<Envelope> = {}): Envelope =>
  sampleEnvelope(id, { scope: { teamId: id }, hardCap, ...changes });

/** [what, children, words of the warnings] */
const CAPS: readonly (readonly [string, readonly Envelope[], RegExp])[] = [
  ['that fit', [team('a', 60n), team('b', 40n)], /^$/],
  ['that come to more', [team('a', 60n), team('b', 60n)], /The caps of the 2 envelopes by team inside "all" come to/],
  ['of which one alone is more', [team('a', 101n)], /"a" inside it allows .* the smaller cap holds/],
  ['of another period', [team('a', 60n), team('b', 60n, { period: 'day' })], /^$/],
  ['of another unit', [team('a', 60n), team('b', 60n, { unit: 'tokens' })], /^$/],
  ['that are archived', [team('a', 60n), team('b', 60n, { status: 'archived' })], /^$/],
  [
    'that overlap, for they part different things',
    [team('a', 60n), sampleEnvelope('u', { scope: { useCaseId: 'u' }, hardCap: 60n })],
    /^$/,
  ],
  [
    'inside a child, which are its own matter',
    [team('a', 60n), team('x', 60n, { scope: { teamId: 'a', useCaseId: 'x' } })],
    /^$/,
  ],
];
for (const [what, children, words] of CAPS)
  test(`caps ${what} are ${words.source === '^$' ? 'not warned of' : 'warned of'}`, () => {
    const nesting = nestingOf(organisation, [organisation, ...children]);
    assert.match(capWarnings(organisation, nesting.children).join(' '), words);
  });

function check<Values>(property: fc.IProperty<Values>): void {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`# seed ${seed}\n`);
  fc.assert(property, { seed, numRuns: 500 });
}
