import type { Period } from './facts.ts';

/** The month that a moment falls into, in UTC, everywhere the same: `2026-03`. */
export function periodIdAt(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 7);
}

/** From, inclusive, to, exclusive. Undefined: that is no month. */
export function periodOf(periodId: string): Period | undefined {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(periodId) ?? [];
  if (year === undefined || month === undefined) return undefined;
  return { fromMs: Date.UTC(Number(year), Number(month) - 1), toMs: Date.UTC(Number(year), Number(month)) };
}

/** The month before, for teams that move from one to the next. */
export function periodBefore(periodId: string): string {
  const period = periodOf(periodId);
  return period === undefined ? periodId : periodIdAt(period.fromMs - 1);
}
