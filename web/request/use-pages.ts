import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { OperationId } from '../../src/contract/routes.ts';
import { FRESH_MS } from './use-operation.ts';

const PAGE_ROWS = 50;

type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null };
export type PageQuery = { readonly limit: number; readonly cursor?: string };

/** A listing that is read on page by page; `asked` is what besides makes it this listing. */
export function usePages<Answer extends Page<unknown>>(
  id: OperationId,
  asked: unknown,
  read: (page: PageQuery, signal: AbortSignal) => Promise<Answer>,
  limit: number = PAGE_ROWS,
): UseInfiniteQueryResult<InfiniteData<Answer>> {
  return useInfiniteQuery({
    queryKey: [id, asked],
    queryFn: ({ pageParam, signal }) => read({ limit, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: FRESH_MS,
  });
}
