import { Button, Group, NativeSelect, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RequestOf } from '../../src/client/operation-request.ts';
import { callOperation, newWriteName } from '../request/call-operation.ts';
import { forget, useOperation } from '../request/use-operation.ts';
import { useMyRules } from '../rules/use-my-rules.ts';
import { NO_HELP } from '../states/no-help.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { useNow } from '../states/use-now.ts';
import { REQUEST_WORDS } from '../words/request-words.ts';

type Order = RequestOf<'requestException'>['body'];
const REASONS = [
  'deadline',
  'incident',
  'customer_commitment',
  'estimate_wrong',
  'migration',
  'trial',
  'quality_check',
  'legal_duty',
  'rule_unclear',
  'other',
] as const;
const CLASSES = ['public', 'internal', 'confidential', 'restricted'] as const;

const DAY_MS = 86_400_000;
const AMOUNT = /^\d{1,9}([.,]\d{1,2})?$/;

/** Under a minute: five fields, each with what most people would choose. */
export function RequestFormPage() {
  const [writeName] = useState(newWriteName);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useOrderForm(useNow());
  const ask = useMutation({
    mutationFn: (body: Order) => callOperation('requestException', { body, idempotencyKey: writeName }),
    onSuccess: async (made) => {
      notifications.show({
        title: REQUEST_WORDS.sent,
        message: REQUEST_WORDS.sentTo(made.approverId, made.approverWhy),
      });
      await forget(queries, ['listMyExceptions']);
      await navigate({ to: '/requests' });
    },
  });
  return (
    <Page title={REQUEST_WORDS.formTitle} lead={REQUEST_WORDS.formLead}>
      <form onSubmit={form.onSubmit((values) => ask.mutate(orderOf(values)))} className="narrow">
        <Panel title={REQUEST_WORDS.what}>
          <Stack gap="md">
            {ask.error === null ? null : <Trouble error={ask.error} />}
            <OrderFields form={form} />
            <Group justify="flex-end">
              <Button type="submit" loading={ask.isPending}>
                {REQUEST_WORDS.send}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </form>
    </Page>
  );
}

function useOrderForm(nowMs: number) {
  return useForm({
    initialValues: {
      kind: 'raise_envelope',
      envelopeId: '',
      useCaseId: '',
      modelId: '',
      dataClass: '',
      cap: '25',
      endsAt: localMoment(nowMs + 7 * DAY_MS),
      reasonCode: 'deadline',
      why: '',
    },
    validate: {
      envelopeId: (id, { kind }) => (kind === 'raise_envelope' && id === '' ? REQUEST_WORDS.needed : null),
      useCaseId: (id, { kind }) => (kind === 'open_use_case' && id.trim() === '' ? REQUEST_WORDS.needed : null),
      cap: (cap) => (AMOUNT.test(cap.trim()) ? null : REQUEST_WORDS.notAmount),
      endsAt: (at) => (new Date(at).getTime() > Date.now() ? null : REQUEST_WORDS.notLater),
      why: (why) => (why.trim() === '' ? REQUEST_WORDS.needed : null),
    },
  });
}

type OrderForm = ReturnType<typeof useOrderForm>;

function OrderFields({ form }: { readonly form: OrderForm }) {
  const budgets = useOperation('readMyBudgets', {});
  const rules = useMyRules();
  const kind = form.getValues().kind;
  return (
    <>
      <SegmentedControl
        aria-label={REQUEST_WORDS.what}
        data={[
          { value: 'raise_envelope', label: REQUEST_WORDS.moreBudget },
          { value: 'open_use_case', label: REQUEST_WORDS.openUseCase },
        ]}
        {...form.getInputProps('kind')}
      />
      {kind === 'raise_envelope' ? (
        <NativeSelect
          label={REQUEST_WORDS.envelope}
          withAsterisk
          data={[
            { value: '', label: REQUEST_WORDS.chooseEnvelope },
            ...(budgets.data?.budgets ?? []).map(({ id, name, scopeInWords }) => ({
              value: id,
              label: `${name} (${scopeInWords})`,
            })),
          ]}
          {...form.getInputProps('envelopeId')}
        />
      ) : (
        <OpeningFields form={form} useCaseIds={(rules.data?.useCases ?? []).map(({ id }) => id)} />
      )}
      <div className="grid-two">
        <TextInput
          label={REQUEST_WORDS.cap}
          withAsterisk
          description={REQUEST_WORDS.capHelp}
          inputMode="decimal"
          {...form.getInputProps('cap')}
        />
        <TextInput
          label={REQUEST_WORDS.untilWhen}
          withAsterisk
          description={NO_HELP}
          type="datetime-local"
          {...form.getInputProps('endsAt')}
        />
      </div>
      <NativeSelect
        label={REQUEST_WORDS.reasonCode}
        data={REASONS.map((code) => ({ value: code, label: REQUEST_WORDS.reasons[code] }))}
        {...form.getInputProps('reasonCode')}
      />
      <Textarea
        label={REQUEST_WORDS.whyAsk}
        withAsterisk
        description={REQUEST_WORDS.whyAskHelp}
        autosize
        minRows={3}
        maxLength={4_000}
        dir="auto"
        {...form.getInputProps('why')}
      />
    </>
  );
}

function OpeningFields({ form, useCaseIds }: { readonly form: OrderForm; readonly useCaseIds: readonly string[] }) {
  return (
    <>
      <TextInput
        label={REQUEST_WORDS.useCase}
        withAsterisk
        description={REQUEST_WORDS.useCaseHelp}
        list="use-case-ids"
        autoComplete="off"
        {...form.getInputProps('useCaseId')}
      />
      <datalist id="use-case-ids">
        {useCaseIds.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
      <div className="grid-two">
        <TextInput
          label={REQUEST_WORDS.model}
          description={REQUEST_WORDS.modelHelp}
          autoComplete="off"
          {...form.getInputProps('modelId')}
        />
        <NativeSelect
          label={REQUEST_WORDS.dataClassOpen}
          description={NO_HELP}
          data={[{ value: '', label: REQUEST_WORDS.none }, ...CLASSES]}
          {...form.getInputProps('dataClass')}
        />
      </div>
    </>
  );
}

function orderOf(values: OrderForm['values']): Order {
  const isRaise = values.kind === 'raise_envelope';
  const given = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    kind: isRaise ? 'raise_envelope' : 'open_use_case',
    reasonCode: REASONS.find((code) => code === values.reasonCode) ?? 'other',
    why: values.why.trim(),
    envelopeId: isRaise ? values.envelopeId : null,
    useCaseId: isRaise ? null : values.useCaseId.trim(),
    modelId: isRaise ? null : given(values.modelId),
    dataClass: isRaise ? null : (CLASSES.find((one) => one === values.dataClass) ?? null),
    cap: values.cap.trim().replace(',', '.'),
    endsAt: new Date(values.endsAt).toISOString(),
  };
}

/** As a field of the browser wants it: local, to the minute. */
function localMoment(atMs: number): string {
  const at = new Date(atMs);
  const shifted = new Date(atMs - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
