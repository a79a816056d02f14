import { AnswerCache } from '../../../src/gateway/caching/answer-cache.ts';
import type { ControlApiDependencies } from '../../../src/http/control/create-control-api.ts';
import { createCachedAnswersDesk } from '../../../src/store/caching/create-cached-answers-desk.ts';
import type { TestDatabase } from '../../fakes/postgres.ts';

const BOUNDS = { bytesMax: 1_000_000, answerBytesMax: 100_000, waitMaxMs: 1_000, waitersMax: 10 };

/** A cache that no call has filled, and workflows that look nothing up: what the control API shows where nothing runs. */
export function cachingPartsOf({ pool }: TestDatabase): Pick<ControlApiDependencies, 'cache' | 'workflows'> {
  const cache = new AnswerCache(BOUNDS, null);
  return {
    cache: {
      gatewayId: 'gateway-test',
      memory: () => cache.state(),
      shared: () => ({ waiting: 0, lost: 0 }),
      answers: createCachedAnswersDesk({ pool }),
    },
    workflows: {
      carryOut: async ({ work }) =>
        work.kind === 'static'
          ? { kind: 'done', text: '' }
          : { kind: 'failed', why: 'its host did not answer in time.', detail: 'the house of tests' },
      usualCost: () => null,
    },
  };
}
