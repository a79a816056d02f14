import { Button, Group, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { RULE_WORDS } from '../words/rule-words.ts';
import type { Rule } from './rule-page.tsx';

const NOTE_MAX = 2_000;

/** Publishes what stands in the fields as the next version; faults are said by the server, all at once. */
export function PublishPanel({ rule, isChanged }: { readonly rule: Rule; readonly isChanged: boolean }) {
  const [note, setNote] = useState('');
  const publish = useWrite({
    carryOut: (_input, idempotencyKey) =>
      callOperation('publishRecognitionRule', { body: { rule, note: note.trim() }, idempotencyKey }),
    changes: ['readRecognitionRule', 'previewRecognition'],
    done: ({ version, fromMonth }) => {
      setNote('');
      notifications.show({ message: `${RULE_WORDS.version} ${version} · ${RULE_WORDS.month} ${fromMonth}` });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged && note.trim() !== '') publish.mutate();
  };
  return (
    <Panel title={RULE_WORDS.publish} note={isChanged ? RULE_WORDS.publishNote : RULE_WORDS.nothingChanged}>
      <form onSubmit={submit}>
        <Stack gap="md" className="narrow">
          {publish.error === null ? null : <Trouble error={publish.error} />}
          <Textarea
            label={RULE_WORDS.why}
            description={RULE_WORDS.whyHelp}
            autosize
            minRows={2}
            maxLength={NOTE_MAX}
            dir="auto"
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={publish.isPending} disabled={!isChanged || note.trim() === ''}>
              {RULE_WORDS.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
