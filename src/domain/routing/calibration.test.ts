import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyCalibration, fitCalibration, ISOTONIC_MIN, OBSERVATIONS_MIN, type Observation } from './calibration.ts';

const seed = Number(process.env['SEED'] ?? 20261102);
console.info(`calibration: seed ${seed}`);

/** Scores from 0 to 1 whose true risk is `riskOf`, from a seed. */
function observed(count: number, riskOf: (raw: number) => number): readonly Observation[] {
  let state = seed >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
  return Array.from({ length: count }, () => {
    const raw = random();
    return { raw, agreed: random() >= riskOf(raw) };
  });
}

for (const count of [300, 5_000]) {
  test(`a curve from ${count} comparisons comes near the true risk, and nearer than the score itself`, () => {
    const riskOf = (raw: number): number => 0.02 + 0.5 * raw ** 2;
    const curve = fitCalibration(observed(count, riskOf), 1);
    assert.ok(curve !== null);
    assert.equal(curve.method, count >= ISOTONIC_MIN ? 'isotonic' : 'platt');
    assert.ok(curve.brierCalibrated < curve.brierRaw, `${curve.brierCalibrated} of ${curve.brierRaw}`);
    for (const raw of [0.1, 0.3, 0.5, 0.7, 0.9])
      assert.ok(Math.abs(applyCalibration(curve, raw) - riskOf(raw)) < (count > 1_000 ? 0.08 : 0.15), `at ${raw}`);
  });
}

test('a curve never falls, never says nothing or everything, and holds outside its points', () => {
  const observations = fc.array(fc.record({ raw: fc.double({ min: 0, max: 1, noNaN: true }), agreed: fc.boolean() }), {
    minLength: OBSERVATIONS_MIN,
    maxLength: 600,
  });
  fc.assert(
    fc.property(observations, (seen) => {
      const curve = fitCalibration(seen, 1);
      if (curve === null) return;
      let before = 0;
      for (let at = -1; at <= 11; at += 1) {
        const risk = applyCalibration(curve, at / 10);
        assert.ok(risk > 0 && risk < 1 && risk >= before - 1e-12, `${risk} after ${before} at ${at / 10}`);
        before = risk;
      }
    }),
    { seed, numRuns: 60 },
  );
});

test('too few comparisons, and comparisons of one kind of outcome, make no curve', () => {
  assert.equal(
    fitCalibration(
      observed(OBSERVATIONS_MIN - 1, () => 0.5),
      1,
    ),
    null,
  );
  assert.equal(
    fitCalibration(
      observed(200, () => 0),
      1,
    ),
    null,
  );
  assert.equal(
    fitCalibration(
      observed(200, () => 1),
      1,
    ),
    null,
  );
});

test('scores that say nothing make a flat curve at the risk there is', () => {
  const curve = fitCalibration(
    observed(2_000, () => 0.3),
    1,
  );
  assert.ok(curve !== null);
  const [low, high] = [applyCalibration(curve, 0.1), applyCalibration(curve, 0.9)];
  assert.ok(Math.abs(low - 0.3) < 0.15 && Math.abs(high - 0.3) < 0.15, `${low} ${high}`);
});
