import { Button, Group, NativeSelect, NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RequestOf } from '../../src/client/operation-request.ts';
import { momentInWords } from '../figures/moment.tsx';
import { dollars } from '../figures/money.ts';
import { callOperation, newWriteName } from '../request/call-operation.ts';
import { forget, useOperation } from '../request/use-operation.ts';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { Trouble } from '../states/trouble.tsx';
import { OUTCOME_WORDS } from '../words/outcome-words.ts';

type Claim = RequestOf<'claimOutcome'>['body'];

const TASKS_SHOWN = 30;

/** Says what came of some work, with evidence; somebody who is drawn judges it. */
export function OutcomeFormPage() {
  const [writeName] = useState(newWriteName);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const types = useOperation('listOutcomeTypes', { query: { status: 'active', limit: 200 } });
  const tasks = useOperation('listTasks', { query: { limit: TASKS_SHOWN } });
  const form = useClaimForm();
  const claim = useMutation({
    mutationFn: (body: Claim) => callOperation('claimOutcome', { body, idempotencyKey: writeName }),
    onSuccess: async ({ sentence }) => {
      notifications.show({ title: OUTCOME_WORDS.claimed, message: sentence });
      await forget(queries, ['listMyOutcomes']);
      await navigate({ to: '/outcomes' });
    },
  });
  return (
    <Page title={OUTCOME_WORDS.submit} lead={OUTCOME_WORDS.formLead}>
      <Together queries={[types, tasks]} lines={8}>
        <form onSubmit={form.onSubmit((values) => claim.mutate(claimOf(values)))} className="narrow">
          <Panel title={OUTCOME_WORDS.what}>
            <Stack gap="md">
              {claim.error === null ? null : <Trouble error={claim.error} />}
              <KindFields form={form} />
              <Textarea
                label={OUTCOME_WORDS.note}
                withAsterisk
                description={OUTCOME_WORDS.noteHelp}
                autosize
                minRows={3}
                maxLength={4_000}
                dir="auto"
                {...form.getInputProps('note')}
              />
              <TextInput
                label={OUTCOME_WORDS.evidence}
                description={OUTCOME_WORDS.evidenceHelp}
                maxLength={2_000}
                {...form.getInputProps('evidence')}
              />
              <NativeSelect
                label={OUTCOME_WORDS.task}
                description={OUTCOME_WORDS.taskHelp}
                data={[
                  { value: '', label: OUTCOME_WORDS.noTask },
                  ...(tasks.data?.rows ?? []).map(({ taskId, lastAt, useCaseId, costNanodollars }) => ({
                    value: taskId,
                    label: `${momentInWords({ at: lastAt })} · ${useCaseId ?? ''} · ${dollars(costNanodollars)}`,
                  })),
                ]}
                {...form.getInputProps('task')}
              />
              <Group justify="flex-end">
                <Button type="submit" loading={claim.isPending}>
                  {OUTCOME_WORDS.send}
                </Button>
              </Group>
            </Stack>
          </Panel>
        </form>
      </Together>
    </Page>
  );
}

function useClaimForm() {
  return useForm({
    initialValues: { typeId: '', amount: '' as number | string, note: '', evidence: '', task: '' },
    validate: {
      typeId: (id) => (id === '' ? OUTCOME_WORDS.needed : null),
      amount: (amount) => (amount === '' || Number(amount) === 0 ? OUTCOME_WORDS.needed : null),
      note: (note) => (note.trim() === '' ? OUTCOME_WORDS.needed : null),
    },
  });
}

type ClaimForm = ReturnType<typeof useClaimForm>;

function KindFields({ form }: { readonly form: ClaimForm }) {
  const types = useOperation('listOutcomeTypes', { query: { status: 'active', limit: 200 } });
  const rows = types.data?.rows ?? [];
  const chosen = rows.find(({ id }) => id === form.getValues().typeId);
  return (
    <>
      <NativeSelect
        label={OUTCOME_WORDS.kind}
        withAsterisk
        data={[{ value: '', label: OUTCOME_WORDS.choose }, ...rows.map(({ id, name }) => ({ value: id, label: name }))]}
        {...form.getInputProps('typeId')}
      />
      {chosen === undefined ? null : (
        <Text size="sm" c="dimmed">
          {chosen.description} {OUTCOME_WORDS.worth(chosen.dollarsPerUnit, chosen.unit, chosen.maturityDays)}
        </Text>
      )}
      <NumberInput
        label={OUTCOME_WORDS.amount(chosen?.unit)}
        withAsterisk
        description={chosen?.direction === 'less' ? OUTCOME_WORDS.lessIsBetter : undefined}
        {...form.getInputProps('amount')}
      />
    </>
  );
}

function claimOf({ typeId, amount, note, evidence, task }: ClaimForm['values']): Claim {
  return {
    typeId,
    amount: Number(amount),
    note: note.trim(),
    evidence: evidence.trim() === '' ? null : evidence.trim(),
    tasks: task === '' ? [] : [task],
  };
}
