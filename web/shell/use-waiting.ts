import { useOperation } from '../request/use-operation.ts';

/** How many decisions of others wait for this person. */
export function useWaiting(): number {
  const exceptions = useOperation('listMyExceptions', {});
  const approvals = useOperation('listMyApprovals', {});
  const validations = useOperation('listMyValidations', {});
  const transfers = useOperation('listMyTransfers', {});
  return (
    (exceptions.data?.toDecide.length ?? 0) +
    (approvals.data?.toDecide.length ?? 0) +
    (validations.data?.open.length ?? 0) +
    (transfers.data?.toAnswer.length ?? 0)
  );
}
