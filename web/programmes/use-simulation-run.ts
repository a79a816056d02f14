import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { forget, operationQuery } from '../request/use-operation.ts';

const ASK_AGAIN_MS = 1_500;

/** The last run of a programme, asked about while it is under way; when it ends, what it found is asked for anew. */
export function useSimulationRun(id: string) {
  const queries = useQueryClient();
  const run = useQuery({
    ...operationQuery('readProgrammeSimulationRun', { params: { id } }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.run?.state) ? ASK_AGAIN_MS : false),
  });
  const state = run.data?.run?.state;
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
