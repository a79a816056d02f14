import { Button, Group, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { callOperation, newWriteName } from '../request/call-operation.ts';
import { forget } from '../request/use-operation.ts';
import { Trouble } from '../states/trouble.tsx';
import { OUTCOME_WORDS } from '../words/outcome-words.ts';

export type AppealFormProps = { readonly outcomeId: string; readonly onDone: () => void };

/** Asks for somebody else's eyes, once. */
export function AppealForm({ outcomeId, onDone }: AppealFormProps) {
  const [words, setWords] = useState('');
  const [writeName] = useState(newWriteName);
  const queries = useQueryClient();
  const appeal = useMutation({
    mutationFn: () =>
      callOperation('appealOutcome', { params: { id: outcomeId }, body: { words }, idempotencyKey: writeName }),
    onSuccess: async () => {
      await forget(queries, ['listMyOutcomes', 'readOutcome']);
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    appeal.mutate();
  };
  return (
    <form onSubmit={submit}>
      {appeal.error === null ? null : <Trouble error={appeal.error} />}
      <Textarea
        label={OUTCOME_WORDS.appealWords}
        value={words}
        autosize
        minRows={2}
        maxLength={4_000}
        autoFocus
        dir="auto"
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Group gap="xs" mt="xs">
        <Button type="submit" size="compact-sm" loading={appeal.isPending} disabled={words.trim() === ''}>
          {OUTCOME_WORDS.appealSend}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onDone}>
          {OUTCOME_WORDS.cancel}
        </Button>
      </Group>
    </form>
  );
}
