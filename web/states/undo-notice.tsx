import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { STATE_WORDS } from '../words/state-words.ts';

const SHOWN_MS = 12_000;

/** Says what was done, with a way back for as long as it stands there. */
export function showUndo({ message, undo }: { readonly message: string; readonly undo: () => Promise<unknown> }): void {
  const id = notifications.show({
    autoClose: SHOWN_MS,
    message: (
      <Group gap="sm" justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            undo().catch(() => notifications.show({ color: 'red', message: STATE_WORDS.notUndone }));
          }}
        >
          {STATE_WORDS.undo}
        </Button>
      </Group>
    ),
  });
}
