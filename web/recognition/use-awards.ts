import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { callOperation } from '../request/call-operation.ts';

const PAGE_ROWS = 30;

/** What was given in a month, or ever; while another month is asked for the last one stays. */
export function useAwards(month: string | undefined) {
  const query = month === undefined ? {} : { month };
  return useInfiniteQuery({
    queryKey: ['listRecognition', { query }],
    queryFn: ({ pageParam, signal }) =>
      callOperation('listRecognition', {
        query: { ...query, limit: PAGE_ROWS, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}
