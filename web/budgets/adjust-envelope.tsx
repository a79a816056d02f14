import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { amountInWords } from '../figures/amounts.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { BUDGET_WORDS } from '../words/budget-words.ts';
import { ENVELOPE_WORDS } from '../words/envelope-words.ts';
import { ENVELOPE_CHANGES } from './change-envelope.tsx';
import { AMOUNT, amountOf } from './envelope-fields.tsx';

type Envelope = AnswerOf<'readEnvelope'>;

const WORDS = ENVELOPE_WORDS;
const REASON_MAX = 200;

/** Corrects the limit of the period that runs. */
export function AdjustEnvelope({ envelope }: { readonly envelope: Envelope }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
        {WORDS.adjust}
      </Button>
      {isOpen ? (
        <Modal opened onClose={() => setOpen(false)} title={WORDS.adjust}>
          <AdjustForm envelope={envelope} close={() => setOpen(false)} />
        </Modal>
      ) : null}
    </>
  );
}

function AdjustForm({ envelope, close }: { readonly envelope: Envelope; readonly close: () => void }) {
  const { id, unit, balance, hardCap } = envelope;
  const form = useForm({
    initialValues: { way: 'raise', by: '', reason: '', anyway: false },
    validate: {
      by: (text) => (AMOUNT.test(text.trim()) ? null : WORDS.byWrong),
      reason: (text) => (text.trim() === '' ? WORDS.reasonWrong : null),
    },
  });
  const write = useWrite({
    carryOut: ({ way, by, reason, anyway }: typeof form.values, idempotencyKey) =>
      callOperation('adjustEnvelope', {
        params: { id },
        body: { amount: `${way === 'lower' ? '-' : ''}${amountOf(by)}`, reason: reason.trim(), anyway },
        idempotencyKey,
      }),
    changes: ENVELOPE_CHANGES,
    done: ({ balance: after }) => {
      notifications.show({ message: WORDS.adjusted(after.sentence) });
      close();
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => write.mutate(values))} noValidate>
      <Stack gap="sm">
        <Text size="sm">{balance.sentence}</Text>
        <Text size="sm" c="dimmed">
          {WORDS.adjustNote(amountInWords(hardCap, unit))}
        </Text>
        <div className="grid-pairs">
          <NativeSelect
            label={WORDS.way}
            data={[
              { value: 'raise', label: WORDS.ways.raise },
              { value: 'lower', label: WORDS.ways.lower },
            ]}
            {...form.getInputProps('way')}
          />
          <TextInput label={`${WORDS.by}, ${unit}`} inputMode="decimal" data-autofocus {...form.getInputProps('by')} />
        </div>
        <TextInput
          label={WORDS.reason}
          description={WORDS.reasonHelp}
          maxLength={REASON_MAX}
          dir="auto"
          {...form.getInputProps('reason')}
        />
        {write.error === null ? null : (
          <>
            <Trouble error={write.error} />
            {form.values.way === 'lower' ? (
              <Checkbox
                label={WORDS.anyway}
                description={WORDS.anywayHelp}
                {...form.getInputProps('anyway', { type: 'checkbox' })}
              />
            ) : null}
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {BUDGET_WORDS.make.cancel}
          </Button>
          <Button type="submit" loading={write.isPending}>
            {WORDS.adjust}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
