import { FILTER_WORDS } from '../words/filter-words.ts';

export type ComparedFigure = {
  readonly now: number;
  readonly before: number;
  /** The figure of the other time, and the time itself. */
  readonly beforeInWords: string;
  readonly time: string;
  /** Of the time that is shown; where fewer than all have begun, the difference says so. */
  readonly days: { readonly past: number; readonly all: number };
};

const PERCENT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** How a figure compares with that of another time: the other one, the difference, and whether the time is over. */
export function comparedInWords({ now, before, beforeInWords, time, days }: ComparedFigure): string {
  const { past, all } = days;
  const soFar = past < all ? `; ${FILTER_WORDS.soFar(past, all)}` : '';
  if (before === 0) return `${FILTER_WORDS.nothingBefore} ${time}${soFar}`;
  const part = (now - before) / Math.abs(before);
  const percent = `${PERCENT.format(Math.abs(part) * 100)} %`;
  const words =
    Math.abs(part) < 0.005 ? FILTER_WORDS.same : part > 0 ? FILTER_WORDS.more(percent) : FILTER_WORDS.less(percent);
  return `${words} ${FILTER_WORDS.before(beforeInWords, time)}${soFar}`;
}
