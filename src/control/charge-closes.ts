import { type ChargeLine, chainLine, rowsOfLine } from '../domain/chargeback/charge-line.ts';
import { addMonths, type MonthName } from '../domain/chargeback/charge-month.ts';
import { createShowbackFold, type ShowbackSums } from '../domain/chargeback/fold-showback.ts';
import type { ChargeClose, ChargeUnit } from '../ports/chargeback-store.ts';
import type { Sha256 } from '../ports/clock.ts';
import { type ChargeBook, type ChargebackContext, readChargeFacts } from './charge-book.ts';
import { linesOfOpenMonth, spanOf } from './charge-lines.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

const LINES_AT_ONCE = 1_000;

export type CheckedClose = ChargeClose & {
  /** What its lines hash to now; the same as `digest` unless somebody changed them in the store. */
  readonly digestNow: string;
  readonly sound: boolean;
};

/**
 * Freezes a month that is over: its lines are kept, hashed and never changed; what comes later is charged in a later month.
 * Months are closed one after the other, beginning with any.
 */
export async function closeMonth(
  context: ChargebackContext,
  commander: Commander,
  month: MonthName,
): Promise<ChargeClose | ControlRefusal> {
  const facts = await readChargeFacts(context);
  const nowMs = context.clock.nowMs();
  return context.chargeback.write({ actor: commander.actor, nowMs, closes: true }, async (unit) => {
    const book: ChargeBook = { ...facts, reading: unit, closes: await unit.closes() };
    const refused = findUnclosable(book, { month, nowMs });
    if (refused !== undefined) return refused;
    const { digest, lines, totals } = await freezeLines(unit, linesOfOpenMonth(book, month, { kind: 'apart' }), {
      month,
      sha256: context.sha256,
    });
    const close: ChargeClose = {
      month,
      ...spanOf(book, month),
      timeZone: book.calendar.timeZone,
      closedAtMs: nowMs,
      closedBy: commander.actor.id,
      lines,
      calls: Number(totals.calls),
      callsUnpriced: Number(totals.callsUnpriced),
      cost: totals.cost,
      digest,
    };
    await unit.putClose(close);
    for (const one of [...book.closes, close]) {
      await unit.putSeen({ month: one.month, calls: await unit.countCalls(one) });
    }
    unit.audit({ type: 'chargeback.closed', subject: `month:${month}`, detail: shown(close) });
    return close;
  });
}

/** Closes, the newest first. */
export async function listCloses(context: ChargebackContext): Promise<readonly ChargeClose[]> {
  const reading = await context.chargeback.openReading();
  try {
    return (await reading.closes()).toReversed();
  } finally {
    await reading.end();
  }
}

/** One close, with its lines hashed again. */
export async function checkClose(context: ChargebackContext, month: MonthName): Promise<CheckedClose | ControlRefusal> {
  const reading = await context.chargeback.openReading();
  try {
    const close = (await reading.closes()).find((one) => one.month === month);
    if (close === undefined) return refuseCommand('not_found', `The month ${month} is not closed.`);
    let digestNow = '';
    for await (const line of reading.frozenLines(month)) digestNow = chainLine(digestNow, line, context.sha256);
    digestNow = digestNow === '' ? context.sha256('') : digestNow;
    return { ...close, digestNow, sound: digestNow === close.digest };
  } finally {
    await reading.end();
  }
}

function findUnclosable(
  book: ChargeBook,
  { month, nowMs }: { readonly month: MonthName; readonly nowMs: number },
): ControlRefusal | undefined {
  const last = book.closes.at(-1);
  if (book.closes.some((close) => close.month === month)) {
    return refuseCommand('already_exists', `The month ${month} is closed already; a correction is an adjustment.`);
  }
  if (last !== undefined && month !== addMonths(last.month, 1)) {
    return refuseCommand('rule_broken', `The next month to be closed is ${addMonths(last.month, 1)}.`);
  }
  const { toMs } = spanOf(book, month);
  if (toMs <= nowMs) return undefined;
  return refuseCommand('rule_broken', `The month ${month} is not over before ${new Date(toMs).toISOString()}.`);
}

async function freezeLines(
  unit: Pick<ChargeUnit, 'putLines'>,
  lines: AsyncIterable<ChargeLine>,
  { month, sha256 }: { readonly month: MonthName; readonly sha256: Sha256 },
): Promise<{ readonly digest: string; readonly lines: number; readonly totals: ShowbackSums }> {
  const fold = createShowbackFold('lane');
  let digest = '';
  let position = 0;
  let waiting: { position: number; line: ChargeLine }[] = [];
  for await (const line of lines) {
    position += 1;
    digest = chainLine(digest, line, sha256);
    for (const row of rowsOfLine(line)) fold.add(row);
    waiting.push({ position, line });
    if (waiting.length < LINES_AT_ONCE) continue;
    await unit.putLines(month, waiting);
    waiting = [];
  }
  if (waiting.length > 0) await unit.putLines(month, waiting);
  // A month without a line has a digest too.
  return { digest: digest === '' ? sha256('') : digest, lines: position, totals: fold.totals() };
}

function shown(close: ChargeClose): Readonly<Record<string, unknown>> {
  const { digest, lines, calls, callsUnpriced, timeZone } = close;
  return {
    ...{ digest, lines, calls, callsUnpriced, timeZone, costFemtodollars: String(close.cost) },
    from: new Date(close.fromMs).toISOString(),
    to: new Date(close.toMs).toISOString(),
  };
}
