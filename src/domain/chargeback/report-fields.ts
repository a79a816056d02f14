import { type Femtodollars, parseDollars } from '../money/femtodollars.ts';
import type { ReportFault } from './cost-report.ts';
import type { LocatedJson } from './located-json.ts';

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]00:00)?)?$/;
const SECONDS = /^\d{9,11}$/;
const RELEASE = /(?:-\d{4}-?\d{2}-?\d{2}|-latest|-v\d+)$/;
const FAULTS_MAX = 50;

/** The UTC day of a date, a moment in UTC, or seconds since 1970. */
export function readDay(text: string): string | undefined {
  const day = SECONDS.test(text) ? new Date(Number(text) * 1_000).toISOString().slice(0, 10) : DATE.exec(text)?.[1];
  return day === undefined || Number.isNaN(Date.parse(day)) ? undefined : day;
}

/** One spelling for a model: `Claude Haiku 4.5` and `claude-haiku-4-5-20251001` are one, and so is a model without its release date. */
export function normaliseModel(name: string): string {
  let short = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s._@]+/g, '-');
  for (let next = short.replace(RELEASE, ''); next !== short; next = short.replace(RELEASE, '')) short = next;
  return short;
}

/** Dollars, or the fault of the line. */
export function readCost(
  text: string,
  { line, currency }: { readonly line: number; readonly currency: string },
): Femtodollars | ReportFault {
  if (currency.toLowerCase() !== 'usd') return { line, detail: `The currency is "${currency}", not US dollars.` };
  return parseDollars(text) ?? { line, detail: `"${text.slice(0, 40)}" is no amount.` };
}

export function isFault(value: Femtodollars | ReportFault): value is ReportFault {
  return typeof value === 'object';
}

/** Enough of them to mend a file by, not all of a file of the wrong kind. */
export function firstFaults(faults: readonly ReportFault[]): readonly ReportFault[] {
  if (faults.length <= FAULTS_MAX) return faults;
  const [next] = faults.slice(FAULTS_MAX);
  return [...faults.slice(0, FAULTS_MAX), { line: next?.line ?? 0, detail: `and ${faults.length - FAULTS_MAX} more.` }];
}

export function memberOf(value: LocatedJson | undefined, name: string): LocatedJson | undefined {
  return value?.kind === 'object' ? value.members.get(name) : undefined;
}

/** A text or a number as it was written; undefined for everything else. */
export function wordOf(value: LocatedJson | undefined): string | undefined {
  if (value?.kind === 'text') return value.value;
  return value?.kind === 'number' ? value.source : undefined;
}

export function itemsOf(value: LocatedJson | undefined): readonly LocatedJson[] {
  return value?.kind === 'list' ? value.items : [];
}

export function looksLikeJson(text: string): boolean {
  return /^\uFEFF?\s*[[{]/.test(text);
}
