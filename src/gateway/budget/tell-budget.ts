import type { Demand } from '../../domain/budget/book-state.ts';
import type { BudgetDesk } from './budget-desk.ts';

const NOTHING: readonly string[] = [];

/**
 * The header that warns of the fullest of a call's envelopes, once it is above the first of its thresholds:
 * `tokenward-budget: support-november; used=83; threshold=80; resets=2026-12-01T00:00:00.000Z`. Percentages of the limit, spent.
 */
export function tellBudget(desk: Pick<BudgetDesk, 'spent'>, demands: readonly Demand[]): readonly string[] {
  let fullest: { readonly demand: Demand; readonly percent: number } | undefined;
  for (const demand of demands) {
    const { envelope, period } = demand;
    const [first] = envelope.softThresholds;
    if (first === undefined) continue;
    const room = desk.spent({ envelopeId: envelope.id, periodStartMs: period.startMs });
    if (room === undefined || room.account.limit <= 0n) continue;
    const percent = Number((room.spent * 100n) / room.account.limit);
    if (percent >= first && percent > (fullest?.percent ?? -1)) fullest = { demand, percent };
  }
  if (fullest === undefined) return NOTHING;
  const { demand, percent } = fullest;
  const threshold = demand.envelope.softThresholds.findLast((each) => each <= percent) ?? 0;
  const resets = new Date(demand.period.endMs).toISOString();
  return ['tokenward-budget', `${demand.envelope.id}; used=${percent}; threshold=${threshold}; resets=${resets}`];
}
