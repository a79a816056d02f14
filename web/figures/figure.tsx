import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export type FigureProps = {
  readonly label: string;
  readonly value: ReactNode;
  /** What the number counts, or how it compares. */
  readonly note?: ReactNode;
};

/** One number with what it counts. */
export function Figure({ label, value, note }: FigureProps) {
  return (
    <Stack gap={2} miw={0}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text className="figures figure-value">{value}</Text>
      {note === undefined ? null : (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Stack>
  );
}
