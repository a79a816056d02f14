import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { SHELL_WORDS } from '../words/shell-words.ts';

export type PageProps = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

/** A page: its one heading, a sentence on what it is for, and what can be done. */
export function Page({ title, lead, action, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${SHELL_WORDS.product}`;
  }, [title]);
  return (
    <Box className="page">
      <Group className="page-head" justify="space-between" align="flex-start" gap="md">
        <Box maw={720}>
          <Title order={1} size="h3">
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text c="dimmed" mt={4}>
              {lead}
            </Text>
          )}
        </Box>
        {action}
      </Group>
      {children}
    </Box>
  );
}
