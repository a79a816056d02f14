import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { callOperation, newWriteName } from '../request/call-operation.ts';
import { forget, useOperation } from '../request/use-operation.ts';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { nanodollarsOf } from './nanodollars-of.ts';
import { periodInWords } from './periods.ts';

const WORDS = FINANCE_WORDS.closing;
const TEAMS_MAX = 500;
const REASON_MAX = 200;

/** An amount about a closed month, charged in the open one. */
export function AdjustmentForm({ closed }: { readonly closed: readonly string[] }) {
  const queries = useQueryClient();
  const teams = useOperation('listTeams', { query: { limit: TEAMS_MAX } });
  const [writeName, setWriteName] = useState(newWriteName);
  const form = useForm({
    mode: 'controlled',
    initialValues: { adjusts: closed[0] ?? '', amount: '', teamId: '', reason: '' },
    validate: {
      amount: (amount) => (nanodollarsOf(amount) === undefined ? WORDS.amountWrong : null),
      reason: (reason) => (reason.trim() === '' ? WORDS.reasonWrong : null),
    },
  });
  const post = useMutation({
    mutationFn: ({ adjusts, amount, teamId, reason }: typeof form.values) =>
      callOperation('postAdjustment', {
        body: {
          adjusts,
          amountNanodollars: nanodollarsOf(amount) ?? '',
          reason: reason.trim(),
          ...(teamId === '' ? {} : { teamId }),
        },
        idempotencyKey: writeName,
      }),
    onSuccess: async () => {
      form.reset();
      setWriteName(newWriteName());
      notifications.show({ message: WORDS.posted });
      await forget(queries, ['readShowback']);
    },
  });
  return (
    <Panel title={WORDS.adjust} note={WORDS.adjustNote}>
      <form onSubmit={form.onSubmit((values) => post.mutate(values))}>
        <Stack gap="sm">
          {post.error === null ? null : <Trouble error={post.error} />}
          <NativeSelect
            label={WORDS.adjusts}
            data={closed.map((month) => ({ value: month, label: periodInWords(month) }))}
            {...form.getInputProps('adjusts')}
          />
          <TextInput
            label={WORDS.amount}
            description={WORDS.amountHelp}
            inputMode="decimal"
            {...form.getInputProps('amount')}
          />
          <NativeSelect
            label={WORDS.team}
            data={[
              { value: '', label: WORDS.noTeam },
              ...(teams.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...form.getInputProps('teamId')}
          />
          <Textarea label={WORDS.reason} maxLength={REASON_MAX} autosize dir="auto" {...form.getInputProps('reason')} />
          <Group justify="flex-end">
            <Button type="submit" loading={post.isPending}>
              {WORDS.post}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
