import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { Panel } from '../states/panel.tsx';
import { KEY_WORDS } from '../words/key-words.ts';

/** A key at its birth, the one time that it is seen. */
export function SecretNotice({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  return (
    <Panel title={KEY_WORDS.secret}>
      <Stack gap="sm" role="status">
        <Text size="sm">{KEY_WORDS.secretNote}</Text>
        <code className="hash">{secret}</code>
        <Group gap="sm">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? KEY_WORDS.copied : KEY_WORDS.copy}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{KEY_WORDS.close}</Button>
        </Group>
      </Stack>
    </Panel>
  );
}
