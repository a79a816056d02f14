import { parseNanodollars } from '../../domain/money/nanodollars.ts';
import { priceOfModel } from '../../domain/routing/route-candidate.ts';
import { netSaving } from '../../domain/routing/route-saving.ts';
import { warmAfter } from '../../domain/routing/warm-after.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import { inputTokens, type TokenUsage } from '../../domain/usage/token-usage.ts';
import type { AdmittedJob, Ended } from '../call-upstreams.ts';
import type { Gateway } from '../gateway.ts';
import type { RoutePlan } from '../stages/choose-route.ts';
import { meterCall } from '../stages/meter-call.ts';
import type { Attempted } from '../stages/price-attempts.ts';

export type SettledRoute = {
  readonly job: AdmittedJob;
  readonly route: RoutePlan;
  readonly record: CallRecord;
  readonly ended: Ended;
};

/** What routing saved on a call that has ended; and the memory of where its conversation is, and what is warm there. */
export function settleRoute(
  gateway: Pick<Gateway, 'routing' | 'clock'>,
  { job, route, record: settled, ended }: SettledRoute,
): CallRecord {
  const record = ended.earlier.some(isLate) ? { ...settled, routeReason: 'latency' } : settled;
  if (record.usageBasis === 'none') return record;
  const usage = usageWithoutLate(job, record, ended);
  const { snapshot, model } = job;
  const { priceBook, upstreams } = snapshot;
  const asked = { upstreams, atMs: record.admittedAtMs, inputTokens: inputTokens(usage) };
  gateway.routing.memory.remember(route.conversation, {
    modelId: model.id,
    atMonotonicMs: gateway.clock.monotonicMs(),
    warm: warmAfter(usage, priceOfModel(priceBook, { ...asked, model })),
  });
  if (!route.acts || record.costNanodollars === null) return record;
  const first = route.reference.targets[0];
  const saved = netSaving({
    usage,
    costNanodollars: parseNanodollars(record.costNanodollars) ?? null,
    priceBook,
    atMs: record.admittedAtMs,
    reference: {
      priceKey: route.reference.priceKey,
      region: first === undefined ? null : (upstreams.get(first.upstreamId)?.region ?? null),
    },
    servedByReference: model === route.reference,
    // Where the conversation has not moved, what its vendor read from the cache says it all.
    warm: route.hasMoved ? route.warm : null,
  });
  return saved === null ? record : { ...record, routeSavingNanodollars: saved.toString() };
}

/** What an attempt cost that was given up for being late is a loss of routing's; the reference would have needed one. */
function usageWithoutLate({ admitted, binding }: AdmittedJob, record: CallRecord, { end, earlier }: Ended): TokenUsage {
  if (!earlier.some(isLate)) return record.usage;
  return meterCall(admitted, end, end.tap?.facts() ?? null, binding.useCase.expectedOutputTokens).usage;
}

function isLate({ end }: Attempted): boolean {
  return end.isLate === true;
}
