import type { EnvelopeUnit } from '../domain/budget/envelope.ts';
import { momentInZone } from '../domain/budget/moment-in-zone.ts';
import { findBurning } from '../domain/forecast/burn-rate.ts';
import type { ErrorPool } from '../domain/forecast/error-pool.ts';
import { envelopeNotices } from '../domain/notice/envelope-notices.ts';
import type { Notice } from '../domain/notice/notice.ts';
import { exceptionNotice, suspenseNotice } from '../domain/notice/other-notices.ts';
import { exceptionStateNow } from '../domain/policy/exception.ts';
import type { EnvelopeSlice } from '../ports/foresight-store.ts';
import { readStoredCalendar } from './calendars.ts';
import { activeEnvelopes, type SeenEnvelope, seeEnvelopes } from './envelope-reads.ts';
import { forecastSeen, isForecast, poolOf } from './forecasts.ts';
import type { NoticeContext } from './notice-context.ts';
import { raiseNotices } from './raise-notices.ts';
import { listSuspense, suspenseId } from './suspense.ts';

const MINUTE_MS = 60_000;
/** A little less than the timer's interval, or each other turn would find the one before still taken. */
const WATCH_TURN_MS = 50_000;
const FORECAST_TURN_MS = 30 * MINUTE_MS;
/** Six hours, and the five minutes that have begun before them. */
const LOOK_BACK_MS = 6 * 60 * MINUTE_MS + 5 * MINUTE_MS;
const SLICE_MS = 5 * MINUTE_MS;
const ROWS_MAX = 500;

/**
 * Looks at all envelopes, exceptions and suspenses, and raises the notices that are due: of several processes one at each
 * turn, and whoever does it twice raises nothing twice. Forecasts are looked at every half an hour. Gives back how many are new.
 */
export async function watchBudgets(context: NoticeContext): Promise<number> {
  if (!(await context.notices.takeTurn('watch', WATCH_TURN_MS))) return 0;
  const withForecasts = await context.notices.takeTurn('forecasts', FORECAST_TURN_MS);
  const found = [
    ...(await findEnvelopeNotices(context, withForecasts)),
    ...(await findExceptionNotices(context)),
    ...(await findSuspenseNotices(context)),
  ];
  return raiseNotices(context, found);
}

async function findEnvelopeNotices(context: NoticeContext, withForecasts: boolean): Promise<readonly Notice[]> {
  const nowMs = context.clock.nowMs();
  const rows = (await activeEnvelopes(context.store)).filter(({ row }) => isForecast(row));
  const seen = await seeEnvelopes(context.store, rows, nowMs);
  const slices = Map.groupBy(await context.foresight.recentSpend(nowMs - LOOK_BACK_MS), nameOf);
  const pools = new Map<EnvelopeUnit, ErrorPool>();
  const notices: Notice[] = [];
  for (const one of seen) {
    const { period, standing, resets, stored, calendar } = one;
    const [today] = context.memory.daysOf(calendar)({ fromMs: nowMs, toMs: nowMs + 1 });
    const own = slices.get(nameOf({ envelopeId: stored.row.id, periodStartMs: period.startMs })) ?? [];
    const burning = findBurning({
      limit: Number(standing.limit),
      periodMs: period.endMs - period.startMs,
      spentWithin: (windowMs) => spentWithin(own, { fromMs: nowMs - windowMs, nowMs }),
    });
    const forecast = withForecasts && standing.spent > 0n ? await forecastOf(context, one, pools) : undefined;
    const { limit, spent } = standing;
    const facts = { envelope: stored.row, periodStartMs: period.startMs, resets, limit, spent };
    notices.push(...envelopeNotices({ ...facts, burning, forecast, date: today?.date ?? '', nowMs }));
  }
  return notices;
}

async function forecastOf(context: NoticeContext, seen: SeenEnvelope, pools: Map<EnvelopeUnit, ErrorPool>) {
  const { unit } = seen.stored.row;
  const pool = pools.get(unit) ?? (await poolOf(context, unit));
  pools.set(unit, pool);
  const { outlook } = await forecastSeen(context, seen, pool);
  return outlook.kind === 'forecast' ? outlook : undefined;
}

/** Of the slice in which the window begins, as much as lies within it. */
function spentWithin(
  slices: readonly EnvelopeSlice[],
  { fromMs, nowMs }: { readonly fromMs: number; readonly nowMs: number },
): number {
  return slices.reduce((sum, { atMs, amount }) => {
    const endMs = Math.min(atMs + SLICE_MS, Math.max(nowMs, atMs + 1));
    const within = Math.min(1, Math.max(0, endMs - fromMs) / (endMs - atMs));
    return sum + amount * within;
  }, 0);
}

async function findExceptionNotices(context: NoticeContext): Promise<readonly Notice[]> {
  const nowMs = context.clock.nowMs();
  const { row: calendar } = await readStoredCalendar(context.store);
  const page = await context.store.list('exception', { limit: ROWS_MAX, afterId: null, where: { state: 'granted' } });
  const inForce = page.rows.filter(({ row }) => exceptionStateNow(row, nowMs) === 'granted');
  return inForce.flatMap(({ row }) => {
    const { id, envelopeId, useCaseId, startsAtMs, endsAtMs } = row;
    const ends = momentInZone(endsAtMs, calendar.timeZone);
    const notice = exceptionNotice({ exceptionId: id, envelopeId, useCaseId, startsAtMs, endsAtMs, ends }, nowMs);
    return notice ?? [];
  });
}

async function findSuspenseNotices(context: NoticeContext): Promise<readonly Notice[]> {
  const nowMs = context.clock.nowMs();
  const { rows } = await listSuspense(context.store, { limit: ROWS_MAX, after: null, envelopeId: null });
  return rows.flatMap((row) => suspenseNotice({ ...row, suspenseId: suspenseId(row) }, nowMs) ?? []);
}

function nameOf({
  envelopeId,
  periodStartMs,
}: {
  readonly envelopeId: string;
  readonly periodStartMs: number;
}): string {
  return `${envelopeId}@${periodStartMs}`;
}
