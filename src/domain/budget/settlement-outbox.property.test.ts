import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Settlement } from './budget-sync.ts';
import { createSettlementOutbox } from './settlement-outbox.ts';

const PLAIN = { noNullPrototype: true };
const charge = fc.record(
  {
    envelopeId: fc.string({ maxLength: 8 }),
    periodStartMs: fc.integer({ min: 0, max: 2 ** 40 }),
    amount: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  },
  PLAIN,
);
const settlement = fc.record(
  {
    callId: fc.oneof(fc.uuid(), fc.string({ unit: 'grapheme', maxLength: 80 })),
    epoch: fc.integer({ min: 1, max: 2 ** 31 }),
    charges: fc.array(charge, { maxLength: 12 }),
  },
  PLAIN,
);
/** Enough of each to go over the end of a page. */
const steps = fc.array(
  fc.oneof(
    fc.record({ add: fc.array(settlement, { minLength: 1, maxLength: 5 }), times: fc.constantFrom(1, 3, 350) }),
    fc.record({ drop: fc.constantFrom(0, 1, 40, 700, 1500) }),
  ),
  { maxLength: 8 },
);

test('an outbox tells what was added and not dropped, oldest first, across its pages', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 3000 }), (all, countMax) => {
      const outbox = createSettlementOutbox();
      let expected: Settlement[] = [];
      for (const step of all) {
        if ('drop' in step) {
          const count = Math.min(step.drop, expected.length);
          outbox.drop(count);
          expected = expected.slice(count);
        } else {
          for (let time = 0; time < step.times; time += 1)
            for (const one of step.add) {
              const charges = one.charges.map((part) => ({ slice: part, amount: part.amount }));
              outbox.add(one.callId, one.epoch, charges);
              expected.push(one);
            }
        }
        assert.equal(outbox.size(), expected.length);
        assert.deepEqual(outbox.first(countMax), expected.slice(0, countMax));
      }
    }),
    { numRuns: 25 },
  );
});
