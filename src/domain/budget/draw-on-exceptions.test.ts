import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Demand } from './book-state.ts';
import { type BudgetException, drawOnExceptions, exceptionsDrawnOn } from './draw-on-exceptions.ts';
import { sampleEnvelope } from './envelope.fixture.ts';
import type { EnvelopeScope } from './envelope.ts';
import type { Attribution } from './match-envelopes.ts';

const NOW = 1_000;
const MONTH = { startMs: 0, endMs: 100_000 };
const RUTH: Attribution = {
  teamId: 'support',
  projectId: null,
  useCaseId: 'coding',
  personId: 'ruth',
  lane: 'production',
  tags: { customer: 'acme' },
};
const team = demandOf('team');
const organisation = demandOf('organisation');

function demandOf(id: string): Demand {
  return { envelope: sampleEnvelope(id), period: MONTH, amount: 7n };
}
function raising(exceptionId: string, changes: Partial<BudgetException> = {}): BudgetException {
  const envelope = sampleEnvelope(exceptionId);
  const period = { startMs: NOW - 100, endMs: NOW + 100 };
  return { exceptionId, raisesEnvelopeId: 'team', scope: {}, envelope, period, ...changes };
}
function draw(short: readonly string[], exceptions: readonly BudgetException[], nowMs = NOW) {
  return drawOnExceptions({
    draw: { demands: [organisation, team], drawn: [] },
    short: new Set(short),
    raises: new Map([['team', exceptions]]),
    attribution: RUTH,
    nowMs,
  });
}
const idsOf = (found: ReturnType<typeof draw>): string =>
  found === null ? 'nothing' : found.demands.map(({ envelope }) => envelope.id).join(' ');

/** [what, who lacks room, scope of the exception, moment, whom the call draws on] */
const CASES: readonly (readonly [string, readonly string[], EnvelopeScope, number, string])[] = [
  ['an envelope without room and an exception for all', ['team'], {}, NOW, 'organisation e'],
  ['an exception for the person', ['team'], { personId: 'ruth' }, NOW, 'organisation e'],
  ['an exception for somebody else', ['team'], { personId: 'max' }, NOW, 'nothing'],
  ['an exception for the tag', ['team'], { tag: { name: 'customer', value: 'acme' } }, NOW, 'organisation e'],
  ['an exception for the other lane', ['team'], { lane: 'exploration' }, NOW, 'nothing'],
  ['its first millisecond', ['team'], {}, NOW - 100, 'organisation e'],
  ['a millisecond before it begins', ['team'], {}, NOW - 101, 'nothing'],
  ['its last millisecond', ['team'], {}, NOW + 99, 'organisation e'],
  ['its end', ['team'], {}, NOW + 100, 'nothing'],
  ['another envelope lacks room', ['organisation'], {}, NOW, 'nothing'],
  ['another envelope lacks room besides', ['organisation', 'team'], {}, NOW, 'nothing'],
  ['nobody lacks room', [], {}, NOW, 'nothing'],
];
for (const [what, short, scope, nowMs, expected] of CASES)
  test(`${what}: the call draws on ${expected}`, () => {
    assert.equal(idsOf(draw(short, [raising('e', { scope })], nowMs)), expected);
  });

test('what is drawn on an exception is what the envelope would have held, in the time of the exception', () => {
  const drawn = draw(['team'], [raising('e')]);
  assert.deepEqual(drawn?.demands[1], {
    envelope: sampleEnvelope('e'),
    period: { startMs: NOW - 100, endMs: NOW + 100 },
    amount: 7n,
  });
  assert.equal(drawn?.demands[0], organisation);
});

test('an exception that lacks room gives way to the next one, each is tried once, and the one that is left is told', () => {
  const exceptions = [raising('e'), raising('f')];
  const raises = new Map([['team', exceptions]]);
  const again = (last: ReturnType<typeof draw>, short: string) =>
    last === null
      ? null
      : drawOnExceptions({ draw: last, short: new Set([short]), raises, attribution: RUTH, nowMs: NOW });
  const first = draw(['team'], exceptions);
  const second = again(first, 'e');
  assert.equal(idsOf(second), 'organisation f');
  assert.deepEqual(second === null ? [] : exceptionsDrawnOn(second).map(({ exceptionId }) => exceptionId), ['f']);
  assert.equal(again(second, 'f'), null);
});
