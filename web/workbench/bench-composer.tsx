import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import IconPlayerStop from '@tabler/icons-react/dist/esm/icons/IconPlayerStop.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useId } from 'react';
import { Mark } from '../states/mark.tsx';
import { WORKBENCH_WORDS } from '../words/workbench-words.ts';
import { Composer } from './composer.tsx';
import type { Bench } from './use-bench.ts';

export type BenchComposerProps = {
  readonly bench: Bench;
  readonly onTemplate: () => void;
  readonly onSave: () => void;
};

/** Where the message is written: its template above, what can be done below. */
export function BenchComposer({ bench, onTemplate, onSave }: BenchComposerProps) {
  const { text, inspection, isRefused } = bench;
  const verdictId = useId();
  return (
    <>
      <div className="bench-composer">
        <TemplateLine bench={bench} />
        <Composer
          text={text}
          spans={inspection.spans}
          onChange={bench.setText}
          onSend={() => void bench.send()}
          describedBy={verdictId}
          input={bench.input}
        />
        <Actions bench={bench} onTemplate={onTemplate} onSave={onSave} />
      </div>
      <Text id={verdictId} className="sr-only" aria-live="polite">
        {isRefused ? WORKBENCH_WORDS.cannotSend : ''}
      </Text>
    </>
  );
}

function TemplateLine({ bench: { rendered, drop } }: { readonly bench: Bench }) {
  if (rendered === null) return null;
  return (
    <Group gap={6} px={14} pt={10}>
      <Mark tone="good">{WORKBENCH_WORDS.byTemplate(rendered.header)}</Mark>
      <Text size="xs" c="dimmed">
        {rendered.place === 'system' ? WORKBENCH_WORDS.asInstructions : WORKBENCH_WORDS.asMessage}
      </Text>
      <ActionIcon size="sm" variant="subtle" color="gray" aria-label={WORKBENCH_WORDS.dropTemplate} onClick={drop}>
        <IconX size={13} />
      </ActionIcon>
    </Group>
  );
}

function Actions({ bench, onTemplate, onSave }: BenchComposerProps) {
  const { conversation, text, isRefused } = bench;
  return (
    <Group justify="space-between" px={10} pb={10} gap="xs">
      <Group gap="xs">
        <Button variant="default" size="compact-sm" onClick={onTemplate}>
          {WORKBENCH_WORDS.useTemplate}
        </Button>
        {text.trim() === '' ? null : (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onSave}>
            {WORKBENCH_WORDS.saveTemplate}
          </Button>
        )}
        {conversation.turns.length === 0 ? null : (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={conversation.begin}>
            {WORKBENCH_WORDS.anew}
          </Button>
        )}
      </Group>
      {conversation.running ? (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerStop size={14} aria-hidden />}
          onClick={conversation.stop}
        >
          {WORKBENCH_WORDS.stop}
        </Button>
      ) : (
        <Tooltip label={WORKBENCH_WORDS.enter}>
          <Button size="compact-sm" disabled={text.trim() === '' || isRefused} onClick={() => void bench.send()}>
            {WORKBENCH_WORDS.send}
          </Button>
        </Tooltip>
      )}
    </Group>
  );
}
