import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementRule, errorRule, FALSE_ALARM_EVERY, testForFall } from './step-back.ts';
import { wilsonInterval } from './wilson-interval.ts';

const seed = Number(process.env['SEED'] ?? 20261103);
console.info(`step back: seed ${seed}`);

function* failures(part: number, count: number, from: number): Generator<boolean> {
  let state = (seed + Math.imul(from, 2_654_435_761)) >>> 0;
  for (let at = 0; at < count; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 0x1_0000_0000 < part;
  }
}

test('a model that is as good as allowed is stepped back from about as rarely as is stated', () => {
  const rule = agreementRule(0.9);
  const runs = 200;
  const length = FALSE_ALARM_EVERY / 5;
  let alarms = 0;
  for (let run = 0; run < runs; run += 1) if (testForFall(failures(0.1, length, run), rule).fallen) alarms += 1;
  // At most one in 5,000 on average: over 200 runs of a fifth of that, at most about 40, and Wilson says how sure that is.
  assert.ok(wilsonInterval({ count: alarms, of: runs }).high <= 0.25, `${alarms} of ${runs}`);
});

test('a model whose failures have doubled is noticed soon, also after a long good time', () => {
  const rule = errorRule(0.05);
  for (let run = 0; run < 50; run += 1) {
    const good = [...failures(0.02, 2_000, run)];
    const told = testForFall([...good, ...failures(0.15, 400, run + 1_000)], rule);
    assert.ok(told.fallen && told.seen < 2_400, `run ${run}: ${told.seen}`);
  }
});

// what is seen, and: fallen, seen
const table: readonly (readonly [string, readonly boolean[], boolean, number])[] = [
  ['nothing', [], false, 0],
  ['one failure', [true], false, 1],
  ['thirty failures in a row', Array(30).fill(true), true, 30],
  ['a hundred successes', Array(100).fill(false), false, 100],
];
for (const [what, seen, fallen, count] of table) {
  test(`${what} ${fallen ? 'is' : 'is not'} a fall`, () => {
    const told = testForFall(seen, agreementRule(0.9));
    assert.equal(told.fallen, fallen);
    assert.ok(told.seen <= count);
    assert.ok(told.evidence >= 0 && told.evidence <= 1);
  });
}

// count, of, low, high: worked out by Wilson's formula to three places
const intervals: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 0, 1],
  [0, 10, 0, 0.278],
  [10, 10, 0.722, 1],
  [57, 60, 0.863, 0.983],
  [900, 1_000, 0.88, 0.917],
];
for (const [count, of, low, high] of intervals) {
  test(`${count} of ${of} lie between ${low} and ${high}`, () => {
    const found = wilsonInterval({ count, of });
    assert.deepEqual([Number(found.low.toFixed(3)), Number(found.high.toFixed(3))], [low, high]);
    assert.equal(found.part, of === 0 ? null : count / of);
  });
}
