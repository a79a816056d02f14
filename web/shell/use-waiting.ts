import { useOperation } from '../request/use-operation.ts';

/** How many decisions of others wait for this person. */
export function useWaiting(): number {
  const exceptions = useOperation('listMyExceptions', {});
  const approvals = useOperation('listMyApprovals', {});
  return (exceptions.data?.toDecide.length ?? 0) + (approvals.data?.toDecide.length ?? 0);
}
