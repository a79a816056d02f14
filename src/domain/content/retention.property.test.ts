import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DATA_CLASSES } from '../detection/data-class.ts';
import { chooseRetention, USUAL_RETENTION_DAYS } from './retention.ts';

const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
process.stdout.write(`# seed ${seed}\n`);

const rules = fc.array(
  fc.record({
    id: fc.uuid(),
    useCaseId: fc.constantFrom(null, 'coding', 'drafting'),
    dataClass: fc.constantFrom(null, ...DATA_CLASSES),
    days: fc.integer({ min: 1, max: 3650 }),
    status: fc.constantFrom('active' as const, 'archived' as const),
  }),
  { maxLength: 12 },
);
const contents = fc.record({
  useCaseId: fc.constantFrom('coding', 'drafting', 'other'),
  dataClass: fc.constantFrom(...DATA_CLASSES),
});

test('how long content is kept does not depend on the order of the rules', () => {
  const property = fc.property(rules, contents, (some, content) => {
    const { days } = chooseRetention(some, content);
    assert.equal(chooseRetention(some.toReversed(), content).days, days);
    assert.equal(
      chooseRetention(
        some.toSorted((one, other) => one.days - other.days),
        content,
      ).days,
      days,
    );
  });
  fc.assert(property, { seed, numRuns: 300 });
});

test('a more particular rule beats a wider one, of equals the shorter counts, and without one it is as usual', () => {
  const property = fc.property(rules, contents, (some, content) => {
    const fitting = some.filter(
      (rule) =>
        rule.status === 'active' &&
        (rule.useCaseId ?? content.useCaseId) === content.useCaseId &&
        (rule.dataClass ?? content.dataClass) === content.dataClass,
    );
    const { days, ruleId } = chooseRetention(some, content);
    if (fitting.length === 0) {
      assert.deepEqual({ days, ruleId }, { days: USUAL_RETENTION_DAYS[content.dataClass], ruleId: null });
      return;
    }
    const weights = fitting.map((rule) => Number(rule.useCaseId !== null) * 2 + Number(rule.dataClass !== null));
    const best = Math.max(...weights);
    const shortest = Math.min(...fitting.filter((_, at) => weights[at] === best).map((rule) => rule.days));
    assert.equal(days, shortest);
  });
  fc.assert(property, { seed, numRuns: 300 });
});
