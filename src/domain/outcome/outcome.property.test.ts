import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldOutcomes, type Outcome } from './outcome.ts';
import type { OutcomeEvent } from './outcome-event.ts';
import { SEED_OUTCOME_TYPES } from './outcome-type.ts';

const DAY_MS = 86_400_000;
const TYPES = new Map(SEED_OUTCOME_TYPES.map((type) => [type.id, type]));
const person = fc.constantFrom('ada', 'ben', 'cleo');

const event: fc.Arbitrary<OutcomeEvent> = fc
  .record({
    at: fc.nat(60),
    outcome: fc.nat(2),
    who: person,
    actor: fc.option(person),
    amount: fc.integer({ min: -5, max: 20 }),
    kind: fc.nat(6),
    serial: fc.nat(1_000_000),
  })
  .map(({ at, outcome, who, actor, amount, kind, serial }): OutcomeEvent => {
    const base = { eventId: `event-${serial}`, outcomeId: `outcome-${outcome}`, atMs: at * DAY_MS };
    if (kind === 0) return { ...base, kind: 'declined', validatorId: who, reason: 'not seen' };
    if (kind === 1) return { ...base, kind: 'attested', validatorId: who };
    if (kind === 2) return { ...base, kind: 'confirmed', personId: who, actorId: actor };
    if (kind === 3) return { ...base, kind: 'measured', amount, basis: 'drawn' };
    if (kind === 4) return { ...base, kind: 'reverted', reason: 'broke' };
    if (kind === 5) return { ...base, kind: 'withdrawn', reason: 'a mistake' };
    return {
      ...base,
      kind: 'claimed',
      taskId: 'task',
      personId: who,
      typeId: 'hours_saved',
      amount,
      evidenceId: `result-${outcome % 2}`,
    };
  });

const events = fc.uniqueArray(event, { selector: ({ eventId }) => eventId, maxLength: 40 });
const fold = (told: readonly OutcomeEvent[]): readonly Outcome[] => foldOutcomes(told, TYPES, 50 * DAY_MS);

test('events in another order, or told twice, make the same outcomes', () => {
  fc.assert(
    fc.property(events, fc.infiniteStream(fc.nat(1_000)), (told, lots) => {
      const shuffled = told
        .map((one) => ({ one, lot: lots.next().value ?? 0 }))
        .sort((a, b) => a.lot - b.lot)
        .map(({ one }) => one);
      assert.deepEqual(fold([...shuffled, ...shuffled.slice(0, 5)]), fold(told));
    }),
  );
});

test('nothing counts on the word of whoever claims it, before its maturity, or twice for one result', () => {
  fc.assert(
    fc.property(events, (told) => {
      const outcomes = fold(told);
      for (const outcome of outcomes) {
        if (outcome.state !== 'counted') continue;
        assert.notEqual(outcome.grade, 'E0');
        assert.notEqual(outcome.validatorId, outcome.personId);
        assert.ok((outcome.verifiedAtMs ?? Number.POSITIVE_INFINITY) <= 50 * DAY_MS);
      }
      const counted = outcomes.filter(({ state }) => state === 'counted');
      const results = counted.map(
        ({ outcomeId }) =>
          told
            .filter((one) => one.outcomeId === outcomeId && one.kind === 'claimed')
            .sort((a, b) => a.atMs - b.atMs || (a.eventId < b.eventId ? -1 : 1))[0],
      );
      const ids = results.map((claim) => (claim?.kind === 'claimed' ? claim.evidenceId : null));
      assert.equal(new Set(ids).size, ids.length);
    }),
  );
});
