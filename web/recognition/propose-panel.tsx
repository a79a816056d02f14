import { Button, Group, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { REVIEW_WORDS } from '../words/review-words.ts';

const WORDS_MAX = 2_000;
const WORDS = REVIEW_WORDS;

/** Proposes that recognition may go to performance reviews. */
export function ProposePanel() {
  const [purpose, setPurpose] = useState('');
  const [agreedWith, setAgreed] = useState('');
  const isWhole = purpose.trim() !== '' && agreedWith.trim() !== '';
  const propose = useWrite({
    carryOut: (_input, idempotencyKey) =>
      callOperation('proposeRecognitionExport', {
        body: { purpose: purpose.trim(), agreedWith: agreedWith.trim() },
        idempotencyKey,
      }),
    changes: ['listExportPermissions'],
    done: () => {
      setPurpose('');
      setAgreed('');
      notifications.show({ message: WORDS.proposed });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) propose.mutate();
  };
  return (
    <Panel title={WORDS.propose} note={WORDS.proposeNote}>
      <form onSubmit={submit} className="narrow">
        <Stack gap="md">
          {propose.error === null ? null : <Trouble error={propose.error} />}
          <Textarea
            label={WORDS.purpose}
            description={WORDS.purposeHelp}
            autosize
            minRows={2}
            maxLength={WORDS_MAX}
            dir="auto"
            value={purpose}
            onChange={({ currentTarget }) => setPurpose(currentTarget.value)}
          />
          <Textarea
            label={WORDS.agreed}
            description={WORDS.agreedHelp}
            autosize
            minRows={1}
            maxLength={WORDS_MAX}
            dir="auto"
            value={agreedWith}
            onChange={({ currentTarget }) => setAgreed(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={propose.isPending} disabled={!isWhole}>
              {WORDS.propose}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
