/** How the organisation counts its days, quarters and years. */
export type Calendar = {
  readonly timeZone: string;
  readonly weekStartsOn: number;
  /** 1 is January. */
  readonly yearStartsInMonth: number;
};

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A day such as `2026-11-03` that there is. */
export function isDay(text: unknown): text is string {
  return typeof text === 'string' && DAY.test(text) && dayOf(noonOf(text)) === text;
}

/** The day that a moment falls in. */
export function dayAt(atMs: number, timeZone: string): string {
  return dayOf(wallAt(atMs, timeZone));
}

/** When a day begins; where clocks skip its first hour, when they show the next. */
export function dayStart(day: string, timeZone: string): number {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  let atMs = wanted - (wallAt(wanted, timeZone) - wanted);
  atMs = wanted - (wallAt(atMs, timeZone) - atMs);
  return dayAt(atMs, timeZone) < day ? atMs + HOUR_MS : atMs;
}

export function addDays(day: string, by: number): string {
  return dayOf(noonOf(day) + by * DAY_MS);
}

/** The first day of the month that is so many months later. */
export function addMonths(day: string, by: number): string {
  const at = new Date(noonOf(day));
  return dayOf(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + by, 1, 12));
}

/** The same day a year before; of a leap day the one before it. */
export function yearBefore(day: string): string {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  const isThere: boolean = isDay(before);
  return isThere ? before : addDays(addMonths(`${before.slice(0, 7)}-01`, 1), -1);
}

/** How many days there are, both ends counted. */
export function countDays(first: string, last: string): number {
  return Math.max(0, Math.round((noonOf(last) - noonOf(first)) / DAY_MS) + 1);
}

function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

function dayOf(atMs: number): string {
  return Number.isNaN(atMs) ? '' : new Date(atMs).toISOString().slice(0, 10);
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall shows, as if it were UTC. */
function wallAt(atMs: number, timeZone: string): number {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const day = Date.UTC(part('year'), part('month') - 1, part('day'));
  return day + ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1_000;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = CLOCKS.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  CLOCKS.set(timeZone, clock);
  return clock;
}
