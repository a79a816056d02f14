import type { Envelope } from '../domain/budget/envelope.ts';
import type { PeriodBounds } from '../domain/budget/period.ts';
import type { CalendarDay, DaysBetween } from '../domain/forecast/calendar-days.ts';
import type { ErrorPool } from '../domain/forecast/error-pool.ts';
import {
  forecastPeriod,
  hasHistory,
  type Lesson,
  learnFrom,
  type PeriodForecast,
  type PeriodSoFar,
  runRate,
} from '../domain/forecast/forecast-period.ts';
import { type DaySpend, gatherDays, shareOfDayGone } from '../domain/forecast/gather-days.ts';
import type { PageRequest } from '../ports/control-store.ts';
import type { SpendSlice } from '../ports/foresight-store.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { activeEnvelopes, type SeenEnvelope, seeEnvelope, seeEnvelopes } from './envelope-reads.ts';
import type { ForesightContext } from './foresight-context.ts';

/** What will become of an envelope's period, or why nobody can say. */
export type Outlook =
  | PeriodForecast
  /** Too few days are known: as much a day as until now, with bands that nobody knows. Null before anything was spent. */
  | { readonly kind: 'run_rate'; readonly expected: number | null; readonly historyDays: number }
  /** It counts calls at once, or its period is shorter than a day. */
  | { readonly kind: 'not_forecast' };

export type SeenForecast = {
  readonly seen: SeenEnvelope;
  readonly outlook: Outlook;
  /** Whole days of the period that are gone, and what each has spent. */
  readonly past: readonly DaySpend[];
  /** Envelopes whose past errors made the bands. */
  readonly pooledSeries: number;
};

const DAY_MS = 86_400_000;
const HISTORY_MS = 182 * DAY_MS;
/** How much of a day is usually gone by now is told by four weeks. */
const BY_TIME_OF_DAY_MS = 30 * DAY_MS;
/** Of envelopes of the same unit, those that spent the most: more would not make the bands better. */
const POOL_SERIES_MAX = 60;
const LESSON_REST_MS = 20;

/** The forecast of one envelope, active or not. */
export async function seeForecast(context: ForesightContext, id: string): Promise<SeenForecast | ControlRefusal> {
  const stored = await context.store.get('envelope', id);
  if (stored === undefined) return refuseCommand('not_found', `There is no envelope "${id}".`);
  const seen = await seeEnvelope(context.store, stored, context.clock.nowMs());
  return forecastSeen(context, seen, await poolOf(context, stored.row.unit));
}

/** Forecasts of a page of envelopes that are active, in the order of their ids. */
export async function listForecasts(
  context: ForesightContext,
  asked: Pick<PageRequest, 'limit' | 'afterId' | 'where' | 'within'> & { readonly teamId: string | null },
): Promise<{ readonly forecasts: readonly SeenForecast[]; readonly nextAfterId: string | null }> {
  const { teamId, ...narrowed } = asked;
  const page = await context.store.list('envelope', { ...narrowed, where: { ...asked.where, status: 'active' } });
  // Whoever asks for a team is told of the team, not of single people's envelopes in it.
  const rows = page.rows.filter(({ row }) => teamId === null || row.scope.personId === undefined);
  const seen = await seeEnvelopes(context.store, rows, context.clock.nowMs());
  const pools = new Map<Envelope['unit'], ErrorPool>();
  const forecasts: SeenForecast[] = [];
  for (const one of seen) {
    const { unit } = one.stored.row;
    const pool = pools.get(unit) ?? (await poolOf(context, unit));
    pools.set(unit, pool);
    forecasts.push(await forecastSeen(context, one, pool));
  }
  return { forecasts, nextAfterId: page.nextAfterId };
}

/** What an envelope will come to, seen from now. */
export async function forecastSeen(
  context: ForesightContext,
  seen: SeenEnvelope,
  pool: ErrorPool,
): Promise<SeenForecast> {
  const known = await readPast(context, seen);
  const { past } = known;
  const pooledSeries = pool.series;
  if (!isForecast(seen.stored.row)) return { seen, outlook: { kind: 'not_forecast' }, past, pooledSeries };
  const { soFar } = known;
  if (!hasHistory(soFar.history)) {
    const expected = runRate(
      soFar,
      past.map(({ day }) => day),
    );
    return { seen, outlook: { kind: 'run_rate', expected, historyDays: soFar.history.length }, past, pooledSeries };
  }
  return { seen, outlook: forecastPeriod(soFar, lessonOf(context, seen, soFar), pool), past, pooledSeries };
}

/** Past errors of the envelopes of a unit, as of today. */
export async function poolOf(context: ForesightContext, unit: Envelope['unit']): Promise<ErrorPool> {
  const rows = (await activeEnvelopes(context.store)).filter(({ row }) => row.unit === unit && isForecast(row));
  const most = mostSpent(await seeEnvelopes(context.store, rows, context.clock.nowMs()));
  const errors: Lesson['errors'][] = [];
  for (const one of most) {
    const known = recalled(context, one);
    const lesson = known === undefined ? await learnOf(context, one) : known;
    if (lesson !== null) errors.push(lesson.errors);
  }
  return context.memory.pool(unit, errors);
}

/**
 * Learns today's lessons before anybody asks: at the first question they took more than a second. It rests after each, since calls go
 * first, and ends when `rest` says so.
 */
export async function learnLessons(
  context: ForesightContext,
  rest: (restMs: number) => Promise<boolean>,
): Promise<void> {
  const rows = (await activeEnvelopes(context.store)).filter(({ row }) => isForecast(row));
  const seen = await seeEnvelopes(context.store, rows, context.clock.nowMs());
  const byUnit = Map.groupBy(seen, ({ stored }) => stored.row.unit);
  for (const one of [...byUnit.values()].flatMap(mostSpent)) {
    if (recalled(context, one) !== undefined) continue;
    await learnOf(context, one);
    if (!(await rest(LESSON_REST_MS))) return;
  }
}

function mostSpent(seen: readonly SeenEnvelope[]): readonly SeenEnvelope[] {
  return seen.toSorted((one, other) => (one.standing.spent < other.standing.spent ? 1 : -1)).slice(0, POOL_SERIES_MAX);
}

function recalled(context: ForesightContext, one: SeenEnvelope): Lesson | null | undefined {
  return context.memory.recall(one.stored.row.id, todayOf(context, one).date);
}

/** Whether days say anything of it. */
export function isForecast({ unit, period }: Pick<Envelope, 'unit' | 'period'>): boolean {
  return unit !== 'concurrency' && period !== 'minute' && period !== 'hour';
}

/** Null where its days are too few to learn from, which is remembered too: most envelopes are such, and each costs a query. */
async function learnOf(context: ForesightContext, seen: SeenEnvelope): Promise<Lesson | null> {
  const { soFar } = await readPast(context, seen);
  if (hasHistory(soFar.history)) return lessonOf(context, seen, soFar);
  context.memory.remember(seen.stored.row.id, soFar.today.date, null);
  return null;
}

function lessonOf({ memory }: ForesightContext, { stored }: SeenEnvelope, { history, today }: PeriodSoFar): Lesson {
  const { id } = stored.row;
  const lesson = memory.recall(id, today.date) ?? learnFrom(history);
  memory.remember(id, today.date, lesson);
  return lesson;
}

type KnownPast = { readonly soFar: PeriodSoFar; readonly past: readonly DaySpend[] };

async function readPast(context: ForesightContext, seen: SeenEnvelope): Promise<KnownPast> {
  const { period, standing, calendar, stored } = seen;
  const nowMs = context.clock.nowMs();
  const daysBetween = context.memory.daysOf(calendar);
  const today = todayOf(context, seen);
  // What has no forecast has no days either: concurrency counts in one period without an end.
  const isCounted = isForecast(stored.row);
  const fromMs = Math.min(period.startMs, nowMs - HISTORY_MS);
  const fine = { fromMs: nowMs - BY_TIME_OF_DAY_MS, timeZone: calendar.timeZone };
  const slices = isCounted ? await context.foresight.spendSince(stored.row.id, fromMs, fine) : [];
  const history = gatherDays(wholeDays(daysBetween, { slices, today, nowMs }), slices);
  const soFar = {
    history,
    today,
    todayShareGone: shareOfDayGone({ today, past: history.map(({ day }) => day), nowMs }, slices),
    coming: isCounted ? daysAfter(daysBetween, today, period) : [],
    spent: Number(standing.spent),
    limit: Number(standing.limit),
  };
  const hasPast = isCounted && period.startMs < today.startMs;
  const inPeriod = hasPast ? daysBetween({ fromMs: period.startMs, toMs: today.startMs }) : [];
  return { soFar, past: gatherDays(inPeriod, slices) };
}

function todayOf({ memory, clock }: ForesightContext, { calendar }: SeenEnvelope): CalendarDay {
  const nowMs = clock.nowMs();
  const [today] = memory.daysOf(calendar)({ fromMs: nowMs, toMs: nowMs + 1 });
  if (today === undefined) throw new Error('the calendar has no day for this moment');
  return today;
}

/** Days before today since the first that was spent on; that one is left out, as it may have begun late. */
function wholeDays(
  daysBetween: DaysBetween,
  {
    slices,
    today,
    nowMs,
  }: { readonly slices: readonly SpendSlice[]; readonly today: CalendarDay; readonly nowMs: number },
): readonly CalendarDay[] {
  const first = slices.find(({ atMs }) => atMs >= nowMs - HISTORY_MS);
  if (first === undefined || first.atMs >= today.startMs) return [];
  return daysBetween({ fromMs: first.atMs, toMs: today.startMs }).slice(1);
}

function daysAfter(daysBetween: DaysBetween, today: CalendarDay, period: PeriodBounds): readonly CalendarDay[] {
  return today.endMs < period.endMs ? daysBetween({ fromMs: today.endMs, toMs: period.endMs }) : [];
}
