import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';

type Inspected = AnswerOf<'inspectTexts'>;
export type BenchSpan = Inspected['texts'][number]['spans'][number];

type Tried = { readonly text: string; readonly useCaseId: string };

const PAUSE_MS = 250;
const KEPT_MS = 60_000;

/** What is found in a text, a moment after the last key; marks of a moment ago do not stay on another text. */
export function useBench(tried: Tried) {
  const [{ text, useCaseId }] = useDebouncedValue(tried, PAUSE_MS);
  const isAsked = text.trim() !== '';
  const query = useQuery({
    queryKey: ['bench', useCaseId, text],
    queryFn: () =>
      callOperation('inspectTexts', { body: { texts: [{ text }], useCaseId: useCaseId === '' ? null : useCaseId } }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
  });
  const inspected = isAsked && tried.text.trim() !== '' ? query.data : undefined;
  const isOfThisText = text === tried.text && !query.isPlaceholderData;
  return {
    inspected,
    spans: isOfThisText ? (inspected?.texts[0]?.spans ?? []) : [],
    error: isAsked ? query.error : null,
  };
}
