import { useQuery } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';

type Breaches = AnswerOf<'listBreaches'>;
export type Breach = Breaches['rows'][number];

const ROWS_MAX = 100;

/** Breaches of a state. Each asking is written down as a look at whose they are: it is not asked again by itself. */
export function useBreaches(state: Breach['state'], { enabled }: { readonly enabled: boolean }) {
  return useQuery({
    queryKey: ['listBreaches', state],
    queryFn: ({ signal }) => callOperation('listBreaches', { query: { state, limit: ROWS_MAX }, signal }),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}
