import { useOperation } from '../request/use-operation.ts';

/** What the reader may do, by use case; what the policy does with each type of finding is asked where somebody looks at it. */
export function useMyRules() {
  return useOperation('readMyRules', { query: { findings: 'left_out' } });
}
