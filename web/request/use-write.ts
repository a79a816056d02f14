import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OperationId } from '../../src/contract/routes.ts';
import { newWriteName } from './call-operation.ts';
import { RequestProblem } from './request-problem.ts';
import { forget } from './use-operation.ts';

export type Write<Input, Answer> = {
  /** `writeName` stays the same until it is done, so that sending it twice does it once. */
  readonly carryOut: (input: Input, writeName: string) => Promise<Answer>;
  /** What is asked for anew afterwards. */
  readonly changes: readonly OperationId[];
  readonly done?: (answer: Answer) => unknown;
};

/** One change: sent once however often it is pressed, and what it changes is asked for again. */
export function useWrite<Input = void, Answer = unknown>(
  write: Write<Input, Answer>,
): UseMutationResult<Answer, Error, Input> {
  const queries = useQueryClient();
  const [writeName, setWriteName] = useState(newWriteName);
  return useMutation({
    mutationFn: (input: Input) => write.carryOut(input, writeName),
    onSuccess: async (answer) => {
      setWriteName(newWriteName());
      await write.done?.(answer);
      await forget(queries, write.changes);
    },
    // Silence is sent again under the same name; after a refusal it is another write.
    onError: (error) => {
      if (error instanceof RequestProblem) setWriteName(newWriteName());
    },
  });
}
