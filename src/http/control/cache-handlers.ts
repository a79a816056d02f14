import { purgeCache } from '../../control/cache-purges.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { chooseRange } from '../../control/usage.ts';
import type { CacheState } from '../../gateway/caching/answer-cache.ts';
import type { AvoidedCost, CachedAnswersDesk, SharedAnswersState } from '../../ports/cached-answers.ts';
import { answer, type Handlers } from './control-handler.ts';
import { ownUseCases } from './reach-rows.ts';
import { listRows } from './row-handlers.ts';
import { fromWireMoment, toWireMoment, toWireRow } from './wire-rows.ts';

type CacheOperation = 'readCache' | 'readAvoidedCosts' | 'listCachePurges' | 'purgeCache';

/** What the control API is told of the cache of this process, and of the answers that all gateways share. */
export type SeenCache = {
  readonly gatewayId: string;
  readonly memory: () => CacheState;
  readonly shared: () => SharedAnswersState;
  readonly answers: CachedAnswersDesk;
};

export function cacheHandlers(context: ControlContext, cache: SeenCache): Handlers<CacheOperation> {
  const { gatewayId, memory, shared, answers } = cache;
  return {
    readCache: async () => {
      const counts = await answers.counts();
      const useCases = counts.map(({ oldestMs, ...count }) => ({ ...count, oldestAt: toWireMoment(oldestMs) }));
      return answer({ gatewayId, memory: memory(), shared: { ...shared(), useCases } });
    },
    readAvoidedCosts: async ({ query, reach }) => {
      const [fromMs, toMs] = [query.from, query.to].map((at) => (at === undefined ? undefined : fromWireMoment(at)));
      const range = chooseRange({ fromMs, toMs }, context.clock.nowMs());
      if (isControlRefusal(range)) return range;
      const only = query.useCaseId === undefined ? {} : { useCaseId: query.useCaseId };
      const rows = await answers.avoided({ ...range, ...only, ...ownUseCases(reach) });
      const totals = (['cache', 'workflow'] as const).map((answeredBy) => sumAvoided(rows, answeredBy));
      return answer({ from: toWireMoment(range.fromMs), to: toWireMoment(range.toMs), rows, totals });
    },
    listCachePurges: ({ query }) => listRows(context.store, { noun: 'cache_purge', query, toWire: toWireRow }),
    purgeCache: async ({ commander, body: { kind, id, reason } }) => {
      const purged = await purgeCache(context, commander, { subject: { kind, id }, reason, answers });
      if (isControlRefusal(purged)) return purged;
      return answer({ ...toWireRow(purged.purge), sharedAnswersDestroyed: purged.sharedAnswersDestroyed });
    },
  };
}

function sumAvoided(rows: readonly AvoidedCost[], answeredBy: AvoidedCost['answeredBy']) {
  const own = rows.filter((row) => row.answeredBy === answeredBy);
  return {
    answeredBy,
    calls: own.reduce((sum, { calls }) => sum + calls, 0),
    callsUnpriced: own.reduce((sum, { callsUnpriced }) => sum + callsUnpriced, 0),
    avoidedCostNanodollars: own.reduce((sum, row) => sum + BigInt(row.avoidedCostNanodollars), 0n).toString(),
  };
}
