import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ChargeCalendar, createChargeCalendar } from './charge-month.ts';
import { lastMonth, monthBefore, toldMonth } from './told-month.ts';

const seed = Number(process.env['SEED'] ?? 20261122);
const runs = { seed, numRuns: 60 };
console.info(`told month properties: seed ${seed}`);

const HOUR_MS = 3_600_000;
const calendars = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Auckland'].map((timeZone) =>
  createChargeCalendar({ timeZone, weekStartsOn: 1, yearStartsInMonth: 1 }),
);
const calendar = fc.constantFrom(...calendars);
const moment = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 0) });

/** Bounds near those of months, so that chance meets them; the end may be of the same month or of another. */
type Asked = { readonly from: number; readonly months: number; readonly early: number; readonly late: number };
const asked: fc.Arbitrary<Asked> = fc.record({
  ...{ from: fc.integer({ min: 0, max: 23 }), months: fc.integer({ min: -1, max: 3 }) },
  ...{ early: fc.constantFrom(0, 0, 0, 1, -1, HOUR_MS), late: fc.constantFrom(0, 0, 0, 1, -1, -HOUR_MS) },
});

const stretchOf = (of: ChargeCalendar, { from, months, early, late }: Asked) => ({
  fromMs: of.monthBounds(of.monthAt(Date.UTC(2025, from, 15))).startMs + early,
  toMs: of.monthBounds(of.monthAt(Date.UTC(2025, from + months, 15))).endMs + late,
});

test('two times that are told are the same, or have no moment in common', () => {
  fc.assert(
    fc.property(calendar, fc.array(asked, { minLength: 2, maxLength: 5 }), moment, (of, many, nowMs) => {
      const told = many
        .map((one) => stretchOf(of, one))
        .filter((stretch) => toldMonth(of, stretch, nowMs) !== undefined);
      for (const one of told)
        for (const other of told)
          assert.ok(
            one.fromMs === other.fromMs
              ? one.toMs === other.toMs
              : one.toMs <= other.fromMs || other.toMs <= one.fromMs,
          );
    }),
    runs,
  );
});

test('nothing is told of a month that runs: its days could be had by asking again', () => {
  fc.assert(
    fc.property(calendar, asked, moment, (of, one, nowMs) => {
      const stretch = stretchOf(of, one);
      if (toldMonth(of, stretch, nowMs) !== undefined) assert.ok(stretch.toMs <= nowMs);
    }),
    runs,
  );
});

test('the last month is told, and so is each before it, one ending where the next begins', () => {
  fc.assert(
    fc.property(calendar, moment, (of, nowMs) => {
      const last = lastMonth(of, nowMs);
      const before = monthBefore(of, last.fromMs);
      assert.ok(toldMonth(of, last, nowMs) !== undefined && toldMonth(of, before, nowMs) !== undefined);
      assert.equal(before.toMs, last.fromMs);
    }),
    runs,
  );
});
