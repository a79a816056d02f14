import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';

export type FoundPart = AnswerOf<'inspectTexts'>['texts'][number]['spans'][number];

export type LookedThrough = {
  /** In the text as it stands; empty while it is being looked at. */
  readonly findings: readonly FoundPart[];
  readonly hasSecret: boolean;
  readonly pending: boolean;
};

const PAUSE_MS = 300;
const KEPT_MS = 60_000;

/** What stands in a text that others shall read: looked at while it is written, kept nowhere. */
export function useLookedThrough(text: string): LookedThrough {
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const query = useQuery({
    queryKey: ['inspectTexts', 'library', asked],
    queryFn: ({ signal }) => callOperation('inspectTexts', { body: { texts: [{ text: asked }] }, signal }),
    enabled: asked.trim() !== '',
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
  });
  const isSettled = asked === text && !query.isFetching;
  const findings = isSettled ? (query.data?.texts[0]?.spans ?? []) : [];
  return {
    findings,
    hasSecret: findings.some(({ group }) => group === 'credential'),
    pending: text.trim() !== '' && !isSettled,
  };
}
