import { Button, Group, NumberInput, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { EDITOR_WORDS } from '../words/policy-words.ts';
import { CheckedWords } from './cases-panel.tsx';
import type { Policy } from './policy-document.ts';

export type ProposePanelProps = { readonly policy: Policy; readonly onChange: (policy: Policy) => void };

const NOTE_CHARACTERS_MAX = 4_000;
const APPROVALS_MAX = 10;

/** Checks what was written, and proposes it or keeps it as a draft. */
export function ProposePanel({ policy, onChange }: ProposePanelProps) {
  const [note, setNote] = useState('');
  const [isNoteMissing, setNoteMissing] = useState(false);
  const navigate = useNavigate();
  const check = useWrite({
    carryOut: async () => {
      const checked = await callOperation('checkPolicy', { body: { document: policy } });
      return { policy, checked };
    },
    changes: [],
  });
  const keep = useWrite({
    carryOut: (propose: boolean, idempotencyKey) =>
      callOperation('draftPolicyVersion', { body: { document: policy, note: note.trim(), propose }, idempotencyKey }),
    changes: ['listPolicyVersions'],
    done: async ({ id }) => {
      notifications.show({ message: EDITOR_WORDS.kept(id) });
      await navigate({ to: '/policy/$versionId', params: { versionId: id } });
    },
  });
  const take = (propose: boolean) => {
    setNoteMissing(note.trim() === '');
    if (note.trim() !== '') keep.mutate(propose);
  };
  const error = keep.error ?? check.error;
  // What was checked is of the text that was checked; after a change it says nothing.
  const checked = check.data?.policy === policy ? check.data.checked : undefined;
  return (
    <Panel title={EDITOR_WORDS.propose} note={EDITOR_WORDS.unsaved}>
      <Stack gap="md">
        {error === null ? null : <Trouble error={error} />}
        <div aria-live="polite">
          {checked === undefined ? (
            <Text size="sm" c="dimmed">
              {EDITOR_WORDS.notTried}
            </Text>
          ) : (
            <Stack gap="sm">
              <span>
                <Mark tone={checked.fit ? 'good' : 'stop'}>{checked.fit ? EDITOR_WORDS.fit : EDITOR_WORDS.unfit}</Mark>
              </span>
              <CheckedWords checked={checked} />
            </Stack>
          )}
        </div>
        <Textarea
          label={EDITOR_WORDS.noteLabel}
          description={EDITOR_WORDS.noteHelp}
          value={note}
          error={isNoteMissing ? EDITOR_WORDS.needed : undefined}
          autosize
          minRows={2}
          maxLength={NOTE_CHARACTERS_MAX}
          dir="auto"
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <NumberInput
          label={EDITOR_WORDS.approvalsNeeded}
          description={EDITOR_WORDS.approvalsHelp}
          value={policy.approvalsNeeded}
          min={1}
          max={APPROVALS_MAX}
          clampBehavior="strict"
          allowDecimal={false}
          w={320}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1) onChange({ ...policy, approvalsNeeded: value });
          }}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
            {EDITOR_WORDS.check}
          </Button>
          <Button variant="default" loading={keep.isPending} onClick={() => take(false)}>
            {EDITOR_WORDS.draft}
          </Button>
          <Button loading={keep.isPending} onClick={() => take(true)}>
            {EDITOR_WORDS.propose}
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}
