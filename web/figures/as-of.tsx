import { Text } from '@mantine/core';
import { FILTER_WORDS } from '../words/filter-words.ts';
import { momentInWords } from './moment.tsx';

/** When figures were true: the server's word, or when the browser was answered. */
export function AsOf({ at, more }: { readonly at: string | number; readonly more?: string | undefined }) {
  const moment = new Date(at).toISOString();
  return (
    <Text size="xs" c="dimmed" className="as-of">
      <time dateTime={moment} title={`${moment} (UTC)`}>
        {FILTER_WORDS.asOf(momentInWords({ at: moment }))}
      </time>
      {more === undefined ? null : ` · ${more}`}
    </Text>
  );
}
