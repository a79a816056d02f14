import { Anchor, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export type FigureProps = {
  readonly label: string;
  readonly value: ReactNode;
  /** What the number counts, or how it compares. */
  readonly note?: ReactNode;
  /** The id of what stands further down on this page and is what the number is made of. */
  readonly rows?: string;
};

/** One number with what it counts. */
export function Figure({ label, value, note, rows }: FigureProps) {
  return (
    <Stack gap={2} miw={0}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text className={isWord(value) ? 'figures figure-value figure-word' : 'figures figure-value'}>
        {rows === undefined ? (
          value
        ) : (
          <Anchor href={`#${rows}`} inherit>
            {value}
          </Anchor>
        )}
      </Text>
      {note === undefined ? null : (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Stack>
  );
}

function isWord(value: ReactNode): boolean {
  return typeof value === 'string' && /\p{L}/u.test(value) && !/\d/.test(value);
}
