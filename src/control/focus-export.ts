import type { MonthName } from '../domain/chargeback/charge-month.ts';
import type { FocusVersion, TableCell } from '../domain/chargeback/focus-columns.ts';
import { type FocusMetadata, focusMetadata } from '../domain/chargeback/focus-metadata.ts';
import { hasFocusRow, toFocusRow } from '../domain/chargeback/focus-row.ts';
import type { PeopleView } from '../ports/chargeback-store.ts';
import { type ChargebackContext, withChargeBook } from './charge-book.ts';
import { calendarOf, rowsOfMonth, spanOf } from './charge-lines.ts';

const TOGETHER: PeopleView = { kind: 'together' };

/** The rows of months in FOCUS's columns, as they come. What has no cost is not among them: the metadata counts it. */
export function focusRows(
  context: ChargebackContext,
  months: readonly MonthName[],
): AsyncGenerator<Readonly<Record<string, TableCell>>> {
  return withChargeBook(context, async function* (book) {
    for (const month of months) {
      const calendar = calendarOf(book, month);
      const setting = { billingAccount: context.installation, span: spanOf(book, month), calendar, names: book.names };
      for await (const row of rowsOfMonth(book, month, { people: TOGETHER })) {
        if (hasFocusRow(row)) yield toFocusRow(row, setting);
      }
    }
  });
}

/** What stands beside an export of a month. */
export async function readFocusMetadata(
  context: ChargebackContext,
  asked: { readonly month: MonthName; readonly version: FocusVersion },
): Promise<FocusMetadata> {
  const { month, version } = asked;
  const found = withChargeBook(context, async function* (book) {
    const unpriced = { calls: 0n, tokens: 0n };
    for await (const row of rowsOfMonth(book, month, { people: TOGETHER })) {
      if (row.kind !== 'unpriced') continue;
      unpriced.calls += row.callsUnpriced;
      unpriced.tokens += row.tokens;
    }
    const close = book.closes.find((one) => one.month === month);
    const { fromMs, toMs } = spanOf(book, month);
    yield focusMetadata({
      ...{ version, month, unpriced, billingAccount: context.installation },
      bounds: { startMs: fromMs, endMs: toMs },
      isClosed: close !== undefined,
      updatedAtMs: close?.closedAtMs ?? context.clock.nowMs(),
    });
  });
  for await (const metadata of found) return metadata;
  throw new Error('an export has no metadata');
}
