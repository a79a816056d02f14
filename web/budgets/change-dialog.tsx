import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useFieldFaults } from '../request/field-faults.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { BUDGET_WORDS } from '../words/budget-words.ts';
import { ENVELOPE_WORDS } from '../words/envelope-words.ts';
import { ENVELOPE_CHANGES } from './change-envelope.tsx';
import { AMOUNT, CapFields, OwnerField } from './envelope-fields.tsx';
import { changeOf, type EnvelopeTexts, textsOf, thresholdsOf } from './envelope-texts.ts';

type Envelope = AnswerOf<'readEnvelope'>;

const WORDS = ENVELOPE_WORDS;
const NUMBER = /^-?\d{1,12}([.,]\d{1,9})?$/;
const PERCENT = /^([1-9]\d?|100)$/;

export type ChangeDialogProps = { readonly envelope: Envelope; readonly close: () => void };

/** What can be changed of an envelope; its scope, unit and period make it this one. */
export function ChangeDialog({ envelope, close }: ChangeDialogProps) {
  return (
    <Modal opened size="lg" onClose={close} title={WORDS.changeTitle(envelope.name)}>
      <ChangeForm envelope={envelope} close={close} />
    </Modal>
  );
}

function ChangeForm({ envelope, close }: ChangeDialogProps) {
  const before = textsOf(envelope);
  const form = useChangeForm(before);
  const write = useWrite({
    carryOut: (texts: EnvelopeTexts, idempotencyKey) =>
      callOperation('changeEnvelope', {
        params: { id: envelope.id },
        body: changeOf(texts, before),
        ifRevision: envelope.revision,
        idempotencyKey,
      }),
    changes: ENVELOPE_CHANGES,
    done: ({ name, warnings }) => {
      notifications.show({ title: WORDS.done(name), message: warnings.join(' ') });
      close();
    },
  });
  useFieldFaults(form, write.error);
  const text = form.getInputProps;
  return (
    <form onSubmit={form.onSubmit((texts) => write.mutate(texts))} noValidate>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {WORDS.changeNote}
        </Text>
        <TextInput label={BUDGET_WORDS.make.name} dir="auto" data-autofocus {...text('name')} />
        <OwnerField value={form.values.owner} onChange={(owner) => form.setFieldValue('owner', owner)} />
        <TextInput label={`${BUDGET_WORDS.limit}, ${envelope.unit}`} inputMode="decimal" {...text('hardCap')} />
        <CapFields kind={text('capKind')} overdraft={text('overdraft')} unit={envelope.unit} />
        <TextInput label={WORDS.thresholds} description={WORDS.thresholdsHelp} {...text('thresholds')} />
        <CarryFields form={form} />
        <MetricFields form={form} />
        {write.error === null ? null : (
          <>
            <Trouble error={write.error} />
            <Checkbox
              label={WORDS.anyway}
              description={WORDS.anywayHelp}
              {...form.getInputProps('anyway', { type: 'checkbox' })}
            />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {BUDGET_WORDS.make.cancel}
          </Button>
          <Button type="submit" loading={write.isPending} disabled={!form.isDirty()}>
            {WORDS.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Form = ReturnType<typeof useChangeForm>;

function CarryFields({ form }: { readonly form: Form }) {
  return (
    <>
      <div className="grid-pairs">
        <NativeSelect
          label={WORDS.carryOver}
          data={namesOf(WORDS.carryOvers).map((value) => ({ value, label: WORDS.carryOvers[value] }))}
          {...form.getInputProps('carryOver')}
        />
        <NativeSelect
          label={WORDS.storeAway}
          data={namesOf(WORDS.storeAways).map((value) => ({ value, label: WORDS.storeAways[value] }))}
          {...form.getInputProps('storeAway')}
        />
      </div>
      {form.values.carryOver === 'unused' ? (
        <div className="grid-pairs">
          <TextInput label={WORDS.carryPercent} inputMode="numeric" {...form.getInputProps('carryPercent')} />
          <TextInput label={WORDS.carryMax} inputMode="decimal" {...form.getInputProps('carryMax')} />
        </div>
      ) : null}
    </>
  );
}

function MetricFields({ form }: { readonly form: Form }) {
  return (
    <>
      <TextInput label={WORDS.metricName} description={WORDS.metricNameHelp} {...form.getInputProps('metricName')} />
      {form.values.metricName.trim() === '' ? null : (
        <div className="figure-fields">
          <TextInput label={WORDS.metricUnit} {...form.getInputProps('metricUnit')} />
          <TextInput label={WORDS.metricTarget} inputMode="decimal" {...form.getInputProps('metricTarget')} />
          <NativeSelect
            label={WORDS.metricBetter}
            data={namesOf(WORDS.betters).map((value) => ({ value, label: WORDS.betters[value] }))}
            {...form.getInputProps('metricBetter')}
          />
        </div>
      )}
    </>
  );
}

function useChangeForm(initialValues: EnvelopeTexts) {
  return useForm({ initialValues, validate: RULES });
}

const amountRule = (text: string) => (AMOUNT.test(text.trim()) ? null : BUDGET_WORDS.make.capWrong);
const RULES = {
  name: (text: string) => (text.trim() === '' ? BUDGET_WORDS.make.nameWrong : null),
  hardCap: amountRule,
  overdraft: (text: string, { capKind }: EnvelopeTexts) => (capKind === 'elastic' ? amountRule(text) : null),
  thresholds: (text: string) => {
    const numbers = thresholdsOf(text);
    const ascend = numbers.every((number, at) => number > (numbers[at - 1] ?? 0));
    return ascend ? null : WORDS.thresholdsWrong;
  },
  carryPercent: (text: string, { carryOver }: EnvelopeTexts) =>
    carryOver === 'none' || PERCENT.test(text.trim()) ? null : WORDS.percentWrong,
  carryMax: (text: string, { carryOver }: EnvelopeTexts) => (carryOver === 'none' ? null : amountRule(text)),
  metricTarget: (text: string) => (text.trim() === '' || NUMBER.test(text.trim()) ? null : WORDS.numberWrong),
};
