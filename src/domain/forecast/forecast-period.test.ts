import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CalendarDay } from './calendar-days.ts';
import { createDays } from './calendar-days.ts';
import { clipAnomalies } from './clip-anomalies.ts';
import { poolErrors } from './error-pool.ts';
import { forecastPeriod, hasHistory, learnFrom, type PeriodSoFar, runRate } from './forecast-period.ts';

const BERLIN = {
  timeZone: 'Europe/Berlin',
  weekStartsOn: 1,
  yearStartsInMonth: 1,
  workingDays: [1, 2, 3, 4, 5],
  holidays: ['2026-04-06'],
};
const daysOf = createDays(BERLIN);
const at = (text: string): number => Date.parse(text);
const HOUR_MS = 3_600_000;

/** A house that spends 100 on each working day, and 10 on the others. */
const usual = ({ isWorkingDay }: CalendarDay): number => (isWorkingDay ? 100 : 10);

function soFarOn(date: string, { from = '2026-01-05', spendOn = usual } = {}): PeriodSoFar {
  const today = daysOf({ fromMs: at(`${date}T10:00:00Z`), toMs: at(`${date}T10:00:01Z`) })[0];
  assert.ok(today);
  const history = daysOf({ fromMs: at(`${from}T00:00:00+01:00`), toMs: today.startMs }).map((day) => ({
    day,
    amount: spendOn(day),
  }));
  const month = date.slice(0, 7);
  const spent = history.filter(({ day }) => day.date.startsWith(month)).reduce((sum, { amount }) => sum + amount, 0);
  const coming = daysOf({ fromMs: today.endMs, toMs: today.endMs + 40 * 24 * HOUR_MS }).filter((day) =>
    day.date.startsWith(month),
  );
  return { history, today, todayShareGone: 0, coming, spent, limit: 2_400 };
}

test('days of the calendar have 23, 24 or 25 hours and follow one another without a gap', () => {
  const hours = (date: string): number => {
    const [day] = daysOf({ fromMs: at(`${date}T12:00:00+02:00`), toMs: at(`${date}T12:00:01+02:00`) });
    return day === undefined ? 0 : (day.endMs - day.startMs) / HOUR_MS;
  };
  assert.deepEqual([hours('2026-03-29'), hours('2026-03-30'), hours('2026-10-25')], [23, 24, 25]);
  const year = daysOf({ fromMs: at('2026-01-01T00:00:00+01:00'), toMs: at('2027-01-01T00:00:00+01:00') });
  assert.equal(year.length, 365);
  assert.equal(new Set(year.map(({ date }) => date)).size, 365);
  for (const [before, day] of year.slice(1).entries()) assert.equal(day.startMs, year[before]?.endMs);
});

test('a holiday is no working day, and like a day off', () => {
  const [easterMonday] = daysOf({ fromMs: at('2026-04-06T12:00:00Z'), toMs: at('2026-04-06T12:00:01Z') });
  assert.deepEqual([easterMonday?.date, easterMonday?.isWorkingDay, easterMonday?.kind], ['2026-04-06', false, 7]);
});

test('weekends and a holiday that are still to come are reckoned as such, which the run-rate cannot', () => {
  const soFar = soFarOn('2026-04-02');
  const { end, kind } = forecastPeriod(soFar, learnFrom(soFar.history), poolErrors([]));
  const whole = [
    ...soFar.history.map(({ day }) => day).filter(({ date }) => date.startsWith('2026-04')),
    soFar.today,
    ...soFar.coming,
  ];
  const actual = whole.reduce((sum, day) => sum + usual(day), 0);
  assert.equal(kind, 'forecast');
  assert.ok(Math.abs(end.p50 - actual) / actual < 0.03, `${end.p50} of ${actual}`);
  assert.ok(end.p10 < actual && actual < end.p90);
});

test('an envelope that will not last names the day, and one that will names none', () => {
  const soFar = soFarOn('2026-04-02');
  const lesson = learnFrom(soFar.history);
  const tight = forecastPeriod({ ...soFar, limit: 1_200 }, lesson, poolErrors([]));
  const wide = forecastPeriod({ ...soFar, limit: 9_000 }, lesson, poolErrors([]));
  assert.equal(tight.exhaustion.median?.slice(0, 8), '2026-04-');
  assert.ok((tight.exhaustion.early ?? '') <= (tight.exhaustion.median ?? ''));
  assert.ok(tight.overspendProbability > 0.9);
  assert.deepEqual(wide.exhaustion, { early: null, median: null, late: null });
  assert.ok(wide.overspendProbability < 0.1);
});

test('one day that ran away is named and clipped, and three in a row are the new way of things', () => {
  const kinds = Array.from({ length: 63 }, (_, day) => (day % 7) + 1);
  const calm = kinds.map((kind) => (kind < 6 ? 100 : 10));
  const once = calm.map((amount, day) => (day === 50 ? 2_000 : amount));
  const lasting = calm.map((amount, day) => (day >= 60 ? 900 : amount));
  assert.deepEqual(clipAnomalies({ amounts: calm, kinds }).anomalies, []);
  assert.deepEqual(
    clipAnomalies({ amounts: once, kinds }).anomalies.map(({ at: day, usedAs }) => [day, Math.round(usedAs)]),
    [[50, 135]],
  );
  assert.deepEqual(clipAnomalies({ amounts: lasting, kinds }).anomalies, []);
});

test('with little history a forecast says so and is wider', () => {
  const [long, short] = [soFarOn('2026-04-02'), soFarOn('2026-04-02', { from: '2026-03-12' })];
  const [known, little] = [long, short].map((soFar) => forecastPeriod(soFar, learnFrom(soFar.history), poolErrors([])));
  assert.equal(little?.kind, 'little_history');
  assert.ok(known !== undefined && little !== undefined);
  assert.ok(little.end.p90 - little.end.p10 > known.end.p90 - known.end.p10);
});

test('without history there is the run-rate over working days, and nothing before the first hour', () => {
  const soFar = { ...soFarOn('2026-04-15'), history: [], spent: 1_000 };
  assert.equal(hasHistory([]), false);
  const gone = daysOf({ fromMs: at('2026-04-01T00:00:00+02:00'), toMs: soFar.today.startMs });
  // Nine working days gone, twelve to come, today among them.
  assert.equal(Math.round(runRate(soFar, gone) ?? 0), Math.round(1_000 + (1_000 / 9) * 12));
  assert.equal(runRate(soFar, []), null);
});

test('what is spent by this time of day is not expected again', () => {
  const soFar = soFarOn('2026-04-30');
  const lesson = learnFrom(soFar.history);
  const morning = forecastPeriod(soFar, lesson, poolErrors([]));
  const evening = forecastPeriod({ ...soFar, todayShareGone: 1 }, lesson, poolErrors([]));
  assert.ok(morning.end.p50 > soFar.spent + 80);
  assert.equal(evening.end.p50, soFar.spent);
});
