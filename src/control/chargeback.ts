import { daysOfMonth, type MonthName, monthsOf } from '../domain/chargeback/charge-month.ts';
import {
  createShowbackFold,
  type ShowbackGrouping,
  type ShowbackLine,
  type ShowbackSums,
  topLines,
} from '../domain/chargeback/fold-showback.ts';
import type { RatedRow } from '../domain/chargeback/rated-row.ts';
import type { KeyOwner } from '../domain/identity/key-grant.ts';
import type { PeopleView } from '../ports/chargeback-store.ts';
import { readStoredCalendar } from './calendars.ts';
import { type ChargeBook, type ChargebackContext, withChargeBook } from './charge-book.ts';
import { rowsOfMonth } from './charge-lines.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

export type Showback = {
  readonly months: readonly MonthName[];
  readonly closedMonths: readonly MonthName[];
  readonly timeZone: string;
  readonly totals: ShowbackSums;
  readonly lines: readonly ShowbackLine[];
  /** What all groups beyond those asked for come to. */
  readonly other: (ShowbackSums & { readonly groups: number }) | null;
  readonly days: { readonly all: number; readonly past: number };
  readonly asOfMs: number;
};

export type RowFilter = {
  readonly teamId?: string;
  readonly projectId?: string;
  readonly useCaseId?: string;
  readonly costCentre?: string;
  readonly modelId?: string;
  readonly lane?: string;
  readonly day?: string;
  readonly tier?: '1' | '2' | '3';
};

export type MonthRow = RatedRow & { readonly month: MonthName };

const TOGETHER: PeopleView = { kind: 'together' };

/** The months of a period, or why it is none. */
export async function readMonths(
  context: ChargebackContext,
  period: string,
): Promise<readonly MonthName[] | ControlRefusal> {
  const { row } = await readStoredCalendar(context.store);
  const months = monthsOf(period, row.yearStartsInMonth);
  return months ?? refuseCommand('time_range_invalid', `"${period}" is no month, quarter or year.`);
}

/** What a period comes to, in sum and by one dimension. Sums are of the very rows that `ratedRows` gives. */
export async function readShowback(
  context: ChargebackContext,
  asked: {
    readonly period: string;
    readonly by: ShowbackGrouping;
    readonly top: number;
    readonly filter: RowFilter;
    readonly people?: PeopleView;
  },
): Promise<Showback | ControlRefusal> {
  const months = await readMonths(context, asked.period);
  if ('kind' in months) return months;
  const asOfMs = context.clock.nowMs();
  const fold = createShowbackFold(asked.by);
  const seen = withChargeBook(context, async function* (book) {
    const view = { by: asked.by, filter: asked.filter };
    for (const month of months) {
      for await (const row of rowsOfMonth(book, month, { people: asked.people ?? TOGETHER, view })) {
        if (matches(row, asked.filter, book)) fold.add(row);
      }
    }
    const closed = new Set(book.closes.map(({ month }) => month));
    const { timeZone } = book.calendar;
    yield {
      closedMonths: months.filter((month) => closed.has(month)),
      timeZone,
      days: daysOf(book, { months, asOfMs }),
    };
  });
  let found: Pick<Showback, 'closedMonths' | 'timeZone' | 'days'> = {
    ...{ closedMonths: [], timeZone: 'UTC', days: { all: 0, past: 0 } },
  };
  for await (const one of seen) found = one;
  const { rows: lines, other } = topLines(fold.lines(), asked.by === 'day' ? Number.POSITIVE_INFINITY : asked.top);
  return { months, ...found, totals: fold.totals(), lines, other, asOfMs };
}

/** How many days a period has, and how many of them have begun. */
function daysOf(
  book: ChargeBook,
  { months, asOfMs }: { readonly months: readonly MonthName[]; readonly asOfMs: number },
): Showback['days'] {
  const today = book.calendar.dayAt(asOfMs);
  const days = months.flatMap(daysOfMonth);
  return { all: days.length, past: days.filter((day) => day <= today).length };
}

/** Somebody's own bill. Service accounts have an owner who answers for them, and no bill of their own. */
export function readOwnShowback(
  context: ChargebackContext,
  asked: { readonly period: string; readonly by: ShowbackGrouping; readonly top: number; readonly owner: KeyOwner },
): Promise<Showback | ControlRefusal> {
  const { period, by, top, owner } = asked;
  if (owner.kind !== 'person') {
    return Promise.resolve(
      refuseCommand('rule_broken', 'The key belongs to a service account, which is in its team’s bill.'),
    );
  }
  return readShowback(context, { period, by, top, filter: {}, people: { kind: 'own', personId: owner.personId } });
}

/** The rated rows of a period, as they come; nobody's person is on them. */
export function ratedRows(
  context: ChargebackContext,
  asked: { readonly months: readonly MonthName[]; readonly filter: RowFilter },
): AsyncGenerator<MonthRow> {
  return withChargeBook(context, async function* (book) {
    for (const month of asked.months) {
      for await (const row of rowsOfMonth(book, month, { people: TOGETHER })) {
        if (matches(row, asked.filter, book)) yield { ...row, month };
      }
    }
  });
}

function matches(row: RatedRow, filter: RowFilter, { tierOf }: Pick<ChargeBook, 'tierOf'>): boolean {
  return (
    (filter.teamId === undefined || row.teamId === filter.teamId) &&
    (filter.projectId === undefined || row.projectId === filter.projectId) &&
    (filter.useCaseId === undefined || row.useCaseId === filter.useCaseId) &&
    (filter.costCentre === undefined || row.costCentre === filter.costCentre) &&
    (filter.modelId === undefined || row.modelId === filter.modelId) &&
    (filter.lane === undefined || row.lane === filter.lane) &&
    (filter.day === undefined || row.day === filter.day) &&
    (filter.tier === undefined || (row.useCaseId !== null && tierOf(row.useCaseId) === Number(filter.tier)))
  );
}
