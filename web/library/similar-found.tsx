import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { callOperation } from '../request/call-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';

export type SimilarFoundProps = {
  readonly text: string;
  /** Which asset is written; it is like itself. */
  readonly ownId?: string | undefined;
};

const PAUSE_MS = 600;
const KEPT_MS = 60_000;
/** Shorter texts are like everything. */
const CHARACTERS_MIN = 40;
const SHOWN_MAX = 3;
const ALIKE_MIN_PERCENT = 30;

const WORDS = LIBRARY_WORDS.similar;

/** What the library has that says nearly the same as what is being written: asked in its pauses, kept nowhere. */
export function SimilarFound({ text, ownId }: SimilarFoundProps) {
  const [asked] = useDebouncedValue(text.trim(), PAUSE_MS);
  const query = useQuery({
    queryKey: ['findSimilarAssets', asked],
    queryFn: ({ signal }) => callOperation('findSimilarAssets', { body: { text: asked }, signal }),
    enabled: asked.length >= CHARACTERS_MIN,
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
    placeholderData: (before) => before,
  });
  const found = (query.data?.rows ?? [])
    .filter((one) => one.assetId !== ownId && nearness(one) >= ALIKE_MIN_PERCENT)
    .slice(0, SHOWN_MAX);
  const isAsked = asked.length >= CHARACTERS_MIN;
  return (
    <div role="status">
      {!isAsked || found.length === 0 ? null : (
        <div className="similar">
          <Text size="sm" fw={600}>
            {WORDS.title}
          </Text>
          <Text size="xs" c="dimmed">
            {WORDS.note}
          </Text>
          <ul className="line-list">
            {found.map((one) => (
              <li key={one.assetId} className="line">
                <span>
                  <TextLink
                    to="/library/$assetId"
                    params={{ assetId: one.assetId }}
                    target="_blank"
                    title={WORDS.look}
                    dir="auto"
                  >
                    {one.name}
                  </TextLink>{' '}
                  <Text span size="xs" c="dimmed">
                    {LIBRARY_WORDS.kinds[one.kind]} {WORDS.by(one.ownerPersonId)}
                  </Text>
                </span>
                <Text size="xs" className="figures line-end">
                  {one.containedPercent > one.similarityPercent
                    ? WORDS.within(one.containedPercent)
                    : WORDS.alike(one.similarityPercent)}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function nearness({ similarityPercent, containedPercent }: { similarityPercent: number; containedPercent: number }) {
  return Math.max(similarityPercent, containedPercent);
}
