import { type Femtodollars, femtodollars, fromNanodollars, NO_FEMTODOLLARS } from '../money/femtodollars.ts';
import { type Nanodollars, nanodollars } from '../money/nanodollars.ts';
import type { ReportLine } from './cost-report.ts';

/** What our own calls of one UTC day, model and project say. */
export type OurDay = {
  readonly day: string;
  /** As `normaliseModel` writes it. */
  readonly model: string | null;
  readonly projectId: string | null;
  readonly calls: number;
  readonly callsUnpriced: number;
  readonly callsEstimated: number;
  readonly callsInterrupted: number;
  readonly cost: Nanodollars;
};

/** A line of a report, with our project where somebody said which one the vendor's is. */
export type MatchedLine = Pick<ReportLine, 'day' | 'model' | 'vendorProject' | 'cost'> & {
  readonly projectId: string | null;
};

/** Why both may differ, likeliest first. */
export type ResidualReason =
  | 'no_model'
  | 'rounding'
  | 'not_in_report'
  | 'no_calls'
  | 'unpriced'
  | 'estimated'
  | 'interrupted'
  | 'around_the_gateway'
  | 'billed_less';

export type ReconciledLine = Omit<OurDay, 'cost'> & {
  readonly ours: Femtodollars;
  readonly vendor: Femtodollars;
  /** The vendor's minus ours, with its sign. */
  readonly residual: Femtodollars;
  readonly reasons: readonly ResidualReason[];
};

/**
 * Ours beside the vendor's by day and model, and by project where each of the vendor's lines names one of ours. Residuals of
 * all lines are the difference of both sums.
 */
export function reconcile(given: {
  readonly ours: readonly OurDay[];
  readonly vendor: readonly MatchedLine[];
}): readonly ReconciledLine[] {
  const byProject = given.vendor.length > 0 && given.vendor.every(({ projectId }) => projectId !== null);
  const lines = new Map<string, ReconciledLine>();
  const put = (line: ReconciledLine): void => {
    const projectId = byProject ? line.projectId : null;
    const key = JSON.stringify([line.day, line.model, projectId]);
    const known = lines.get(key);
    lines.set(key, known === undefined ? { ...line, projectId } : addLines(known, line));
  };
  for (const { cost, ...rest } of given.ours) put({ ...rest, ...NOTHING, ours: fromNanodollars(cost) });
  for (const { day, model, projectId, cost } of given.vendor) {
    put({ ...NO_CALLS, ...NOTHING, ...{ day, model, projectId }, vendor: cost });
  }
  return [...lines.values()].map(withResidual).sort(inOrder);
}

const NOTHING = { ours: NO_FEMTODOLLARS, vendor: NO_FEMTODOLLARS, residual: NO_FEMTODOLLARS, reasons: [] } as const;
const NO_CALLS = { calls: 0, callsUnpriced: 0, callsEstimated: 0, callsInterrupted: 0 } as const;

function addLines(one: ReconciledLine, other: ReconciledLine): ReconciledLine {
  return {
    ...one,
    calls: one.calls + other.calls,
    callsUnpriced: one.callsUnpriced + other.callsUnpriced,
    callsEstimated: one.callsEstimated + other.callsEstimated,
    callsInterrupted: one.callsInterrupted + other.callsInterrupted,
    ours: femtodollars(one.ours + other.ours),
    vendor: femtodollars(one.vendor + other.vendor),
  };
}

function withResidual(line: ReconciledLine): ReconciledLine {
  const residual = femtodollars(line.vendor - line.ours);
  return { ...line, residual, reasons: residual === 0n ? [] : reasonsOf(line, residual) };
}

function reasonsOf(line: ReconciledLine, residual: Femtodollars): readonly ResidualReason[] {
  if (line.model === null) return ['no_model'];
  if (line.calls === 0) return ['no_calls'];
  if (line.vendor !== 0n && isRounding(residual)) return ['rounding'];
  const own: readonly (readonly [ResidualReason, boolean])[] = [
    ['not_in_report', line.vendor === 0n],
    ['unpriced', line.callsUnpriced > 0],
    ['estimated', line.callsEstimated > 0],
    ['interrupted', line.callsInterrupted > 0],
    ['around_the_gateway', residual > 0n],
    ['billed_less', residual < 0n && line.vendor !== 0n],
  ];
  return own.flatMap(([reason, holds]) => (holds ? [reason] : []));
}

/** Vendors bill whole cents: what is less than half of one says nothing of prices or calls. */
const HALF_A_CENT = fromNanodollars(nanodollars(5_000_000n));

function isRounding(residual: Femtodollars): boolean {
  return residual < HALF_A_CENT && residual > -HALF_A_CENT;
}

function inOrder(one: ReconciledLine, other: ReconciledLine): number {
  const key = ({ day, model, projectId }: ReconciledLine): string => [day, model ?? '~', projectId ?? '~'].join(' ');
  const [left, right] = [key(one), key(other)];
  return left === right ? 0 : left < right ? -1 : 1;
}
