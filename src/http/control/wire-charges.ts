import type { MonthRow, Showback } from '../../control/chargeback.ts';
import type { Reconciliation } from '../../control/cost-reports.ts';
import type { ShowbackGrouping, ShowbackSums } from '../../domain/chargeback/fold-showback.ts';
import { type Femtodollars, formatDecimalDollars, fromNanodollars } from '../../domain/money/femtodollars.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { ChargeAdjustment, ChargeClose, KeptReport, KeptReportLine } from '../../ports/chargeback-store.ts';
import { toWireMoment } from './wire-rows.ts';

/** Amounts of bills are exact: decimal texts of dollars, because nanodollars would be rounded. */

export function toWireShowback(showback: Showback, by: ShowbackGrouping) {
  const { months, closedMonths, timeZone, days, asOfMs, totals, lines, other } = showback;
  const rows = lines.map(({ group, ...sums }) => ({ group, ...toWireSums(sums) }));
  const rest = other === null ? null : { groups: other.groups, ...toWireSums(other) };
  const whole = { ...{ months, closedMonths, timeZone, by, days }, asOf: toWireMoment(asOfMs) };
  return { ...whole, totals: toWireSums(totals), rows, other: rest };
}

function toWireSums(sums: ShowbackSums) {
  return {
    calls: String(sums.calls),
    tokens: String(sums.tokens),
    costDollars: formatDecimalDollars(sums.cost),
    listCostDollars: formatDecimalDollars(sums.listCost),
    estimatedCostDollars: formatDecimalDollars(sums.estimatedCost),
    sharedCostDollars: formatDecimalDollars(sums.sharedCost),
    adjustedCostDollars: formatDecimalDollars(sums.adjustedCost),
    callsUnpriced: String(sums.callsUnpriced),
    tokensUnpriced: String(sums.tokensUnpriced),
  };
}

export function toWireRatedRow(row: MonthRow) {
  const { month, kind, day, adjusts, teamId, projectId, useCaseId, costCentre, lane, modelId, upstreamId } = row;
  return {
    ...{ month, kind, day, adjusts, teamId, projectId, useCaseId, costCentre, lane, modelId, upstreamId },
    meter: row.meter,
    usageBasis: row.usageBasis,
    priceId: row.priceId,
    calls: String(row.calls),
    tokens: String(row.tokens),
    listPriceDollarsPerMillion: toWirePrice(row.listUnitPrice),
    contractedPriceDollarsPerMillion: toWirePrice(row.contractedUnitPrice),
    listCostDollars: toWireCost(row.listCost),
    costDollars: toWireCost(row.cost),
    reason: row.about?.words ?? null,
    reasonId: row.about?.id ?? null,
  };
}

function toWireCost(cost: Femtodollars | null): string | null {
  return cost === null ? null : formatDecimalDollars(cost);
}

function toWirePrice(price: bigint | null): string | null {
  return price === null ? null : formatDecimalDollars(fromNanodollars(nanodollars(price)));
}

export function toWireClose(close: ChargeClose) {
  const { month, timeZone, closedBy, lines, calls, callsUnpriced, digest } = close;
  return {
    ...{ month, timeZone, closedBy, lines, calls, callsUnpriced, digest },
    from: toWireMoment(close.fromMs),
    to: toWireMoment(close.toMs),
    closedAt: toWireMoment(close.closedAtMs),
    costDollars: formatDecimalDollars(close.cost),
  };
}

export function toWireAdjustment({ amount, postedAtMs, ...rest }: ChargeAdjustment) {
  return { ...rest, amountNanodollars: String(amount), postedAt: toWireMoment(postedAtMs) };
}

export function toWireReport(report: KeptReport) {
  const { id, vendor, fileName, importedBy, fromDay, toDay, lines } = report;
  return {
    ...{ id: String(id), vendor, fileName, importedBy, fromDay, toDay, lines },
    importedAt: toWireMoment(report.importedAtMs),
    costDollars: formatDecimalDollars(report.cost),
  };
}

export function toWireReportLine({ cost, reportId, position: _position, ...line }: KeptReportLine) {
  return { ...line, reportId: String(reportId), costDollars: formatDecimalDollars(cost) };
}

export function toWireReconciliation({ vendor, month, days, ours, theirs, residual, lines }: Reconciliation) {
  return {
    ...{ vendor, month, days },
    ...toWireDifference({ ours, theirs, residual }),
    rows: lines.map(({ ours: own, vendor: billed, residual: left, ...line }) => ({
      ...line,
      ...toWireDifference({ ours: own, theirs: billed, residual: left }),
    })),
  };
}

function toWireDifference(of: {
  readonly ours: Femtodollars;
  readonly theirs: Femtodollars;
  readonly residual: Femtodollars;
}) {
  return {
    oursDollars: formatDecimalDollars(of.ours),
    theirsDollars: formatDecimalDollars(of.theirs),
    residualDollars: formatDecimalDollars(of.residual),
  };
}
