import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Nothing is here, why that may be, and what to do about it. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <Stack gap={4} py="xs" align="flex-start">
      <Text fw={500}>{title}</Text>
      {children === undefined ? null : (
        <Text size="sm" c="dimmed" maw={560}>
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}
