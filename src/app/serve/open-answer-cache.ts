import type { Pool } from 'pg';
import { AnswerCache } from '../../gateway/caching/answer-cache.ts';
import type { SeenCache } from '../../http/control/cache-handlers.ts';
import type { Log } from '../../ports/log.ts';
import { createCachedAnswers } from '../../store/caching/create-cached-answers.ts';
import { createCachedAnswersDesk } from '../../store/caching/create-cached-answers-desk.ts';
import { loadContentVault } from '../secrets/content-vault.ts';
import type { ServerSettings } from '../settings/server-settings.ts';

export type OpenedAnswerCache = {
  readonly cache: AnswerCache;
  readonly seen: SeenCache;
  /** Writes what waits. */
  readonly close: () => Promise<void>;
};

/** The answers of this gateway, and those that all of them share. */
export function openAnswerCache(parts: {
  readonly settings: ServerSettings;
  readonly secretsDirectory: string;
  readonly gatewayId: string;
  readonly pool: Pool;
  readonly log: Log;
}): OpenedAnswerCache {
  const { settings, gatewayId, pool, log } = parts;
  const { limits } = settings;
  const shared = createCachedAnswers({ pool, vault: loadContentVault(parts.secretsDirectory), log });
  const cache = new AnswerCache(
    {
      bytesMax: limits.cacheBytesMax,
      answerBytesMax: limits.cacheAnswerBytesMax,
      waitMaxMs: limits.cacheWaitMaxMs,
      waitersMax: limits.callsMax,
    },
    shared,
  );
  return {
    cache,
    seen: { gatewayId, memory: () => cache.state(), shared: shared.state, answers: createCachedAnswersDesk({ pool }) },
    close: shared.written,
  };
}
