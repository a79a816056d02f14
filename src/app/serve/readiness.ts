import type { Readiness } from '../../http/server/operations-face.ts';

/**
 * Ready means: send me calls. A store that is away does not make a gateway unready while the journal takes calls, since
 * use cases whose tier allows it go on; the check says so in words.
 */
export function readinessOf(state: {
  readonly accepting: boolean;
  readonly storeReachable: boolean;
  readonly journalFailing: boolean;
}): Readiness {
  return {
    ready: state.accepting && !state.journalFailing,
    checks: {
      accepting: state.accepting ? 'yes' : 'shutting down',
      store: state.storeReachable ? 'reachable' : 'away: calls go on from the journal where their use case allows it',
      journal: state.journalFailing ? 'cannot be written' : 'writing',
    },
  };
}
