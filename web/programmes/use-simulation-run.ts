import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useJob } from '../live/live-store.ts';
import { forget, operationQuery } from '../request/use-operation.ts';

/** Beside what is heard of it, for where nothing is heard. */
const ASK_AGAIN_MS = 5_000;

/** The last run of a programme, asked about when it gets on; when it ends, what it found is asked for anew. */
export function useSimulationRun(id: string) {
  const queries = useQueryClient();
  const run = useQuery({
    ...operationQuery('readProgrammeSimulationRun', { params: { id } }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.run?.state) ? ASK_AGAIN_MS : false),
  });
  const state = run.data?.run?.state;
  const heard = useJob(run.data?.run?.id ?? '');
  const { refetch } = run;
  useEffect(() => {
    if (heard !== undefined) void refetch();
  }, [heard, refetch]);
  useEffect(() => {
    if (state === 'done')
      void forget(queries, [
        'readProgramme',
        'readProgrammeSimulation',
        'readProgrammePreconditions',
        'listProgrammes',
      ]);
  }, [queries, state]);
  return run;
}

export function isUnderWay(state: string | undefined): boolean {
  return state === 'ordered' || state === 'running';
}
