import type { Envelope } from '../domain/budget/envelope.ts';
import type { BudgetCalendar } from '../domain/budget/period.ts';
import { createDays, type DaysBetween, type WorkCalendar } from '../domain/forecast/calendar-days.ts';
import { type ErrorPool, poolErrors } from '../domain/forecast/error-pool.ts';
import type { Lesson } from '../domain/forecast/forecast-period.ts';
import type { ForesightStore } from '../ports/foresight-store.ts';
import type { ControlContext } from './control-context.ts';

/** What forecasts need of the outside. */
export type ForesightContext = Pick<ControlContext, 'store' | 'clock'> & {
  readonly foresight: ForesightStore;
  readonly memory: ForesightMemory;
};

/** What would otherwise be reckoned again for each question. Nothing depends on it but the time that an answer takes. */
export type ForesightMemory = {
  /** What was learned of an envelope today, null where its days are too few; a day that has passed teaches something new. */
  readonly recall: (envelopeId: string, date: string) => Lesson | null | undefined;
  readonly remember: (envelopeId: string, date: string, lesson: Lesson | null) => void;
  /** The errors of these lessons, pooled; the same lessons of a unit as the last time are not pooled again. */
  readonly pool: (unit: Envelope['unit'], errors: readonly Lesson['errors'][]) => ErrorPool;
  /** The days of the organisation's calendar, with those that are worked. */
  readonly daysOf: (calendar: BudgetCalendar) => DaysBetween;
};

const LESSONS_MAX = 5_000;

/** Lessons are dropped whole when there are too many, which is cheaper than ordering them. */
export function createForesightMemory(workDays: Pick<WorkCalendar, 'workingDays' | 'holidays'>): ForesightMemory {
  const lessons = new Map<string, { readonly date: string; readonly lesson: Lesson | null }>();
  const pools = new Map<Envelope['unit'], { readonly of: readonly Lesson['errors'][]; readonly pool: ErrorPool }>();
  let days: { readonly timeZone: string; readonly between: DaysBetween } | undefined;
  return {
    recall: (envelopeId, date) => {
      const one = lessons.get(envelopeId);
      return one?.date === date ? one.lesson : undefined;
    },
    remember: (envelopeId, date, lesson) => {
      if (lessons.size >= LESSONS_MAX) lessons.clear();
      lessons.set(envelopeId, { date, lesson });
    },
    pool: (unit, errors) => {
      const known = pools.get(unit);
      if (known?.of.length === errors.length && known.of.every((one, at) => one === errors[at])) return known.pool;
      const pool = poolErrors(errors);
      pools.set(unit, { of: errors, pool });
      return pool;
    },
    daysOf: ({ timeZone, weekStartsOn, yearStartsInMonth }) => {
      if (days?.timeZone !== timeZone)
        days = { timeZone, between: createDays({ timeZone, weekStartsOn, yearStartsInMonth, ...workDays }) };
      return days.between;
    },
  };
}
