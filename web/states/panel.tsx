import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef } from 'react';

export type PanelProps = {
  readonly title: string;
  readonly note?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
  /** By which links on the page lead here. */
  readonly id?: string;
  /** Without the inner margin, for tables that reach the edges. */
  readonly flush?: boolean;
};

/** A part of a page with a heading of its own. */
export function Panel({ title, note, action, children, id, flush = false }: PanelProps) {
  const titleId = useId();
  const section = useRef<HTMLElement>(null);
  // A link from another page comes before what it leads to is there.
  useEffect(() => {
    if (id !== undefined && location.hash === `#${id}`) section.current?.scrollIntoView();
  }, [id]);
  return (
    <section className="panel" id={id} ref={section} aria-labelledby={titleId}>
      <Group className="panel-head" justify="space-between" gap="sm" align="flex-start">
        <Box className="panel-words">
          <Title order={2} size="h5" id={titleId}>
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
