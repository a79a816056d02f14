import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { callOperation } from '../request/call-operation.ts';
import { FRESH_MS } from '../request/use-operation.ts';

const route = getRouteApi('/validations');
const PAGE_ROWS = 50;

/** Everybody's validations of the state that the address names; asked only for whoever may see them. */
export function useQueue({ enabled }: { readonly enabled: boolean }) {
  const { state } = route.useSearch();
  return useInfiniteQuery({
    queryKey: ['listValidations', state ?? ''],
    queryFn: ({ pageParam, signal }) =>
      callOperation('listValidations', {
        query: {
          limit: PAGE_ROWS,
          ...(state === undefined ? {} : { state }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: FRESH_MS,
    enabled,
  });
}
