import { createChargeCalendar } from '../domain/chargeback/charge-month.ts';
import { lastMonth, monthBefore, toldMonth } from '../domain/chargeback/told-month.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { readStoredCalendar } from './calendars.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { chooseRange, type TimeRange } from './usage.ts';

/** A time that a team's figures are told of, and the one that they stand beside. */
export type ToldRange = { readonly range: TimeRange; readonly before: TimeRange };

type Asked = { readonly fromMs: number | undefined; readonly toMs: number | undefined };
type Given = { readonly store: ReadUnit; readonly nowMs: number; readonly readsCalls: boolean };

/**
 * The time of a question about a team. Rows of fewer than five people are withheld in an answer, but from the answers of two
 * times that overlap somebody could reckon what one person did in the days between. Whoever may read single calls learns nothing
 * by that and asks as they like; everybody else asks of one month of the calendar that is over, the last where they name none.
 */
export async function chooseToldRange(asked: Asked, given: Given): Promise<ToldRange | ControlRefusal> {
  const { store, nowMs, readsCalls } = given;
  const range = chooseRange(asked, nowMs);
  if (isControlRefusal(range)) return range;
  const { fromMs, toMs } = range;
  if (readsCalls) return { range, before: { fromMs: 2 * fromMs - toMs, toMs: fromMs } };
  const calendar = createChargeCalendar((await readStoredCalendar(store)).row);
  const last = lastMonth(calendar, nowMs);
  const namesNone = asked.fromMs === undefined && asked.toMs === undefined;
  const told = namesNone ? last : range;
  if (toldMonth(calendar, told, nowMs) !== undefined) {
    return { range: told, before: monthBefore(calendar, told.fromMs) };
  }
  const [from, to] = [last.fromMs, last.toMs].map((ms) => new Date(ms).toISOString());
  return refuseCommand(
    'time_range_invalid',
    `A team is told of by whole months of the calendar that are over, the last from ${from} to ${to}: from times that overlap it could be reckoned what one person did.`,
  );
}
