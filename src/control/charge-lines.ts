import { allocateCost, type DirectCosts } from '../domain/chargeback/allocate-cost.ts';
import { type ChargeLine, rowsOfLine } from '../domain/chargeback/charge-line.ts';
import type { ChargeCalendar } from '../domain/chargeback/charge-month.ts';
import { addMonths, createChargeCalendar, type MonthName } from '../domain/chargeback/charge-month.ts';
import { amountRow, type RatedRow } from '../domain/chargeback/rated-row.ts';
import { reconcile } from '../domain/chargeback/reconcile.ts';
import { isChargedIn, REPORT_VENDORS, type ReportVendor, type SharedCost } from '../domain/chargeback/shared-cost.ts';
import { type Femtodollars, femtodollars, fromNanodollars } from '../domain/money/femtodollars.ts';
import type { ChargeAdjustment, ChargeView, PeopleView, TimeSpan } from '../ports/chargeback-store.ts';
import type { ChargeBook } from './charge-book.ts';

export type People = PeopleView | { readonly kind: 'apart' };

/** The month in which what comes late is charged: the one after the last close; undefined before the first. */
export function openMonthOf({ closes }: Pick<ChargeBook, 'closes'>): MonthName | undefined {
  const last = closes.at(-1);
  return last === undefined ? undefined : addMonths(last.month, 1);
}

/** From when to when a month is. A closed one stays as it was; its neighbours begin and end where it does. */
export function spanOf(book: Pick<ChargeBook, 'closes' | 'calendar'>, month: MonthName): TimeSpan {
  const closed = book.closes.find((close) => close.month === month);
  if (closed !== undefined) return closed;
  const { startMs, endMs } = book.calendar.monthBounds(month);
  const before = book.closes.find((close) => close.month === addMonths(month, -1));
  const after = book.closes.find((close) => close.month === addMonths(month, 1));
  return { fromMs: before?.toMs ?? startMs, toMs: after?.fromMs ?? endMs };
}

/** The calendar by which the days of a month are named: of a closed one, the one that held then. */
export function calendarOf(book: ChargeBook, month: MonthName): ChargeCalendar {
  const closed = book.closes.find((close) => close.month === month);
  if (closed === undefined || closed.timeZone === book.calendar.timeZone) return book.calendar;
  return createChargeCalendar({ ...book.organisation, timeZone: closed.timeZone });
}

/** The rows of a month, in their order; where a view is given, rows whose sums by it are the same, and which are fewer. */
export async function* rowsOfMonth(
  book: ChargeBook,
  month: MonthName,
  { people, view }: { readonly people: PeopleView; readonly view?: ChargeView },
): AsyncGenerator<RatedRow> {
  const isClosed = book.closes.some((close) => close.month === month);
  const lines = isClosed ? book.reading.frozenView(month, people, view) : linesOfOpenMonth(book, month, people, view);
  for await (const line of lines) yield* rowsOfLine(line);
}

/**
 * What an open month would be charged with now: its calls; in the month after the last close also the calls that came late
 * for a closed one, and what was posted; then its part of shared costs. A person's own bill has their calls alone.
 */
export async function* linesOfOpenMonth(
  book: ChargeBook,
  month: MonthName,
  people: People,
  view?: ChargeView,
): AsyncGenerator<ChargeLine> {
  const { reading, calendar, priceOf, closes } = book;
  const { timeZone } = calendar;
  for await (const group of reading.groups({ ...spanOf(book, month), timeZone }, people, view)) {
    yield { kind: 'calls', group, prices: priceOf(group) };
  }
  if (month === openMonthOf(book)) {
    for (const close of closes) {
      if ((await reading.countCalls(close)) <= (await reading.callsSeen(close.month))) continue;
      for await (const group of reading.lateGroups(close, people))
        yield { kind: 'calls', group, prices: priceOf(group) };
    }
  }
  if (people.kind === 'own') return;
  for (const posted of await reading.adjustments(month)) yield { kind: 'amount', row: adjustmentRow(posted, calendar) };
  yield* sharedLines(book, month);
}

function adjustmentRow(posted: ChargeAdjustment, calendar: ChargeCalendar): RatedRow {
  const { teamId, projectId, useCaseId, costCentre } = posted;
  return amountRow({
    kind: 'adjustment',
    dimensions: { teamId, projectId, useCaseId, costCentre },
    day: dayOf(posted, calendar),
    adjusts: posted.adjusts,
    cost: fromNanodollars(posted.amount),
    about: { id: posted.id, words: posted.reason, method: null },
  });
}

/** The day of posting, or the month's first where it was posted after its month had ended and before it was closed. */
function dayOf({ month, postedAtMs }: ChargeAdjustment, { monthAt, dayAt }: ChargeCalendar): string {
  return monthAt(postedAtMs) === month ? dayAt(postedAtMs) : `${month}-01`;
}

async function* sharedLines(book: ChargeBook, month: MonthName): AsyncGenerator<ChargeLine> {
  const shared = (await book.reading.sharedCosts()).filter((cost) => isChargedIn(cost, month));
  if (shared.length === 0) return;
  const direct = await book.reading.directCosts(spanOf(book, month));
  const residuals = await residualsOf(book, month, shared);
  for (const cost of shared)
    for (const row of allocate(book, { cost, direct, residuals, month })) yield { kind: 'amount', row };
}

function allocate(
  book: ChargeBook,
  given: {
    readonly cost: SharedCost;
    readonly direct: DirectCosts;
    readonly residuals: ReadonlyMap<ReportVendor, Femtodollars>;
    readonly month: MonthName;
  },
): readonly RatedRow[] {
  return allocateCost({
    shared: given.cost,
    direct: given.direct,
    day: `${given.month}-01`,
    residualOf: (vendor) => given.residuals.get(vendor) ?? femtodollars(0n),
    costCentreOf: book.costCentreOf,
  });
}

async function residualsOf(
  book: ChargeBook,
  month: MonthName,
  shared: readonly SharedCost[],
): Promise<ReadonlyMap<ReportVendor, Femtodollars>> {
  const residuals = new Map<ReportVendor, Femtodollars>();
  for (const vendor of REPORT_VENDORS) {
    if (!shared.some(({ source }) => source.kind === 'residual' && source.vendor === vendor)) continue;
    const lines = await reconcileMonth(book, { vendor, month });
    residuals.set(vendor, femtodollars(lines.reduce((sum, { residual }) => sum + residual, 0n)));
  }
  return residuals;
}

/** Of a month as vendors count days. */
export function lastDayOf(month: MonthName): string {
  return new Date(Date.parse(`${addMonths(month, 1)}-01`) - 1).toISOString().slice(0, 10);
}

/** Ours beside the vendor's for the UTC days of a month that its reports have; of other days nothing can be said. */
export async function reconcileMonth(
  { reading }: Pick<ChargeBook, 'reading'>,
  { vendor, month }: { readonly vendor: ReportVendor; readonly month: MonthName },
): Promise<ReturnType<typeof reconcile>> {
  const asked = { vendor, fromDay: `${month}-01`, toDay: lastDayOf(month) };
  const reported = await reading.reportedDays(asked);
  const days = new Set(reported.map(({ day }) => day));
  const ours = days.size === 0 ? [] : await reading.ownDays(asked);
  return reconcile({ ours: ours.filter(({ day }) => days.has(day)), vendor: reported });
}
