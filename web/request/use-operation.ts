import {
  type QueryClient,
  type UseQueryOptions,
  type UseQueryResult,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { RequestOf } from '../../src/client/operation-request.ts';
import type { AnswerOf, OperationId } from '../../src/contract/routes.ts';
import { callOperation } from './call-operation.ts';

/** An answer is shown again for so long without asking; going back and forth between pages then shows no wait. */
export const FRESH_MS = 20_000;

/** What an operation answers, kept and shared by its request. */
export function operationQuery<Id extends OperationId>(id: Id, request: RequestOf<Id>): UseQueryOptions<AnswerOf<Id>> {
  return {
    queryKey: [id, request],
    queryFn: ({ signal }) => callOperation(id, { ...request, signal }),
    staleTime: FRESH_MS,
  };
}

export function useOperation<Id extends OperationId>(
  id: Id,
  request: RequestOf<Id>,
  options: { readonly enabled?: boolean } = {},
): UseQueryResult<AnswerOf<Id>> {
  const query = operationQuery(id, request);
  const client = useQueryClient();
  // Asked while the page is drawn and not after: the answer is on its way meanwhile.
  if (options.enabled !== false && client.getQueryState(query.queryKey) === undefined) void client.prefetchQuery(query);
  return useQuery({ ...query, ...options });
}

/** After a change: these are asked again where they are shown, and dropped where they are not: a page would begin with what is no more. */
export async function forget(client: QueryClient, ids: readonly OperationId[]): Promise<void> {
  for (const id of ids) client.removeQueries({ queryKey: [id], type: 'inactive' });
  await Promise.all(ids.map((id) => client.invalidateQueries({ queryKey: [id] })));
}
