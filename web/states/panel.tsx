import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

export type PanelProps = {
  readonly title: string;
  readonly note?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
  /** Without the inner margin, for tables that reach the edges. */
  readonly flush?: boolean;
};

/** A part of a page with a heading of its own. */
export function Panel({ title, note, action, children, flush = false }: PanelProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <Group className="panel-head" justify="space-between" wrap="nowrap" gap="sm" align="flex-start">
        <Box miw={0}>
          <Title order={2} size="h5" id={id}>
            {title}
          </Title>
          {note === undefined ? null : (
            <Text size="xs" c="dimmed" mt={2}>
              {note}
            </Text>
          )}
        </Box>
        {action === undefined ? null : <Box className="panel-action">{action}</Box>}
      </Group>
      <Box className={flush ? 'panel-body panel-body-flush' : 'panel-body'}>{children}</Box>
    </section>
  );
}
