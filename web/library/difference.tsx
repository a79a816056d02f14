import { Text } from '@mantine/core';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { lineDifference } from './line-difference.ts';

/** What a text says otherwise than the version before it. */
export function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  if (before === after) return <Text size="sm">{LIBRARY_WORDS.sameWords}</Text>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="asset-text" tabIndex={0} aria-label={LIBRARY_WORDS.difference}>
      {lineDifference(before, after).map(({ kind, text }, place) => {
        const Part = kind === 'gone' ? 'del' : kind === 'new' ? 'ins' : 'span';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names
          <Part key={place} className={kind === 'same' ? 'diff-same' : 'diff'} dir="auto">
            {text === '' ? ' ' : text}
          </Part>
        );
      })}
    </section>
  );
}
