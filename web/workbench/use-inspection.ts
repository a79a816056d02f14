import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';

export type Inspected = AnswerOf<'inspectTexts'>;
export type InspectedSpan = Inspected['texts'][number]['spans'][number];
export type Draft = { readonly text: string; readonly useCaseId: string; readonly model: string };

export type Inspection = {
  /** Of the draft as it stands, or of a moment ago while the next is under way. */
  readonly inspected: Inspected | undefined;
  /** Parts of the text as it stands. */
  readonly spans: readonly InspectedSpan[];
  readonly pending: boolean;
  readonly error: Error | null;
  /** Waits until the draft itself has been looked at. */
  readonly settle: (draft: Draft) => Promise<Inspected>;
};

const PAUSE_MS = 250;
const KEPT_MS = 60_000;

/** What is sensitive in a draft and what policy would say, while it is being typed. Nothing of it is stored. */
export function useInspection(draft: Draft): Inspection {
  const queries = useQueryClient();
  const [asked] = useDebouncedValue(draft, PAUSE_MS);
  const isAsked = asked.text.trim() !== '' && asked.useCaseId !== '';
  const query = useQuery({ ...inspectionOf(asked), enabled: isAsked, placeholderData: keepPreviousData });
  const inspected = isAsked ? query.data : undefined;
  const settled = asked.text === draft.text && !query.isPlaceholderData;
  return {
    inspected,
    spans: (inspected?.texts[0]?.spans ?? []).filter(
      ({ end }) => end <= draft.text.length && (settled || end <= same(asked.text, draft.text)),
    ),
    pending: draft.text.trim() !== '' && (!settled || query.isFetching),
    error: isAsked ? query.error : null,
    settle: (now) => queries.ensureQueryData(inspectionOf(now)),
  };
}

function inspectionOf({ text, useCaseId, model }: Draft) {
  return {
    queryKey: ['inspectTexts', useCaseId, model, text],
    queryFn: () =>
      callOperation('inspectTexts', { body: { texts: [{ text }], useCaseId, model: model === 'auto' ? null : model } }),
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
  } as const;
}

/** How many characters two texts have in common from their beginning. */
function same(...[left, right]: readonly [left: string, right: string]): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
}
