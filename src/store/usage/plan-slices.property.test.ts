import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { planSlices, type Span } from './plan-slices.ts';

const seed = Number(process.env['TOKENWARD_TEST_SEED'] ?? Date.now() % 2 ** 31);
const hourMs = 3_600_000;
const spanArbitrary = fc.record({
  fromMs: fc.integer({ min: -3 * 24 * hourMs, max: 40 * 24 * hourMs }),
  lengthMs: fc.integer({ min: -hourMs, max: 9 * 24 * hourMs }),
  hourlyFromMs: fc.oneof(fc.constant(Number.NEGATIVE_INFINITY), fc.integer({ min: 0, max: 40 * 24 * hourMs })),
});

it(`cuts a span into slices that together are the span, each once (seed ${seed})`, () => {
  fc.assert(
    fc.property(spanArbitrary, ({ fromMs, lengthMs, hourlyFromMs }) => {
      const { daily, hourly, raw } = planSlices({ fromMs, toMs: fromMs + lengthMs }, { hourlyFromMs });
      let reached = fromMs;
      for (const slice of [...daily, ...hourly, ...raw].sort((one, other) => one.fromMs - other.fromMs)) {
        assert.equal(slice.fromMs, reached);
        assert.ok(slice.toMs > slice.fromMs);
        reached = slice.toMs;
      }
      assert.equal(reached, fromMs + Math.max(lengthMs, 0));
    }),
    { seed },
  );
});

it(`asks the kept sums only for whole periods, and for no hour that may be forgotten (seed ${seed})`, () => {
  fc.assert(
    fc.property(spanArbitrary, ({ fromMs, lengthMs, hourlyFromMs }) => {
      const { daily, hourly, raw } = planSlices({ fromMs, toMs: fromMs + lengthMs }, { hourlyFromMs });
      assert.ok(daily.every((span) => isWhole(span, 24 * hourMs)));
      assert.ok(hourly.every((span) => isWhole(span, hourMs) && span.fromMs >= hourlyFromMs));
      if (hourlyFromMs === Number.NEGATIVE_INFINITY)
        assert.ok(raw.every((span) => span.toMs - span.fromMs < 2 * hourMs));
    }),
    { seed },
  );
});

function isWhole({ fromMs, toMs }: Span, periodMs: number): boolean {
  return fromMs % periodMs === 0 && toMs % periodMs === 0;
}
