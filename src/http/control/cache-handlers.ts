import { purgeCache } from '../../control/cache-purges.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import type { CacheState } from '../../gateway/caching/answer-cache.ts';
import type { CachedAnswersDesk, SharedAnswersState } from '../../ports/cached-answers.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows } from './row-handlers.ts';
import { toWireMoment, toWireRow } from './wire-rows.ts';

type CacheOperation = 'readCache' | 'listCachePurges' | 'purgeCache';

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
    listCachePurges: ({ query }) => listRows(context.store, { noun: 'cache_purge', query, toWire: toWireRow }),
    purgeCache: async ({ commander, body: { kind, id, reason } }) => {
      const purged = await purgeCache(context, commander, { subject: { kind, id }, reason, answers });
      if (isControlRefusal(purged)) return purged;
      return answer({ ...toWireRow(purged.purge), sharedAnswersDestroyed: purged.sharedAnswersDestroyed });
    },
  };
}
