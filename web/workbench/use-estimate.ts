import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import type { Turn } from './use-conversation.ts';

export type Estimate = AnswerOf<'estimateCall'>;

export type EstimatedDraft = {
  readonly text: string;
  readonly useCaseId: string;
  readonly model: string;
  readonly template: string | null;
  readonly system: string | null;
  readonly turns: readonly Turn[];
};

const PAUSE_MS = 400;
const KEPT_MS = 60_000;

/** What the draft would cost, once typing rests; a question that typing has overtaken is called off. */
export function useEstimate(draft: EstimatedDraft): UseQueryResult<Estimate> {
  const [text] = useDebouncedValue(draft.text, PAUSE_MS);
  const { useCaseId, model, template, system, turns } = draft;
  const said = turns.flatMap((turn) => (turn.kind === 'refused' ? [] : [turn.text]));
  const texts = [...(system === null ? [] : [system]), ...said, text];
  return useQuery({
    queryKey: ['estimateCall', useCaseId, model, template, texts],
    queryFn: ({ signal }) => callOperation('estimateCall', { body: { texts, useCaseId, model, template }, signal }),
    enabled: text.trim() !== '' && draft.text.trim() !== '' && turns.every((turn) => !isRunning(turn)),
    placeholderData: keepPreviousData,
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
  });
}

function isRunning(turn: Turn): boolean {
  return turn.kind === 'answered' && turn.state === 'running';
}
