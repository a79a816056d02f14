import { Button, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { type Calendar, dayAt, dayStart, isDay } from '../filters/calendar-days.ts';
import { useCalendar } from '../filters/use-range.ts';
import { callOperation } from '../request/call-operation.ts';
import { useFieldFaults } from '../request/field-faults.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { useNow } from '../states/use-now.ts';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { priceOf } from './nanodollars-of.ts';

const WORDS = FINANCE_WORDS.prices;

type Texts = {
  readonly priceKey: string;
  readonly from: string;
  readonly input: string;
  readonly cacheRead: string;
  readonly cacheWrite: string;
  readonly output: string;
  readonly source: string;
  readonly endsPrevious: boolean;
};

/** Adds a row to the price book: what a million tokens of a model cost from a day on. */
export function PriceButton({ model }: { readonly model: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{WORDS.add}</Button>
      {isOpen ? (
        <Modal opened onClose={() => setOpen(false)} title={WORDS.add}>
          <PriceForm model={model} close={() => setOpen(false)} />
        </Modal>
      ) : null}
    </>
  );
}

function PriceForm({ model, close }: { readonly model: string; readonly close: () => void }) {
  const calendar = useCalendar();
  const nowMs = useNow();
  const amount = (text: string) => (priceOf(text) === undefined ? WORDS.amountWrong : null);
  const form = useForm<Texts>({
    initialValues: {
      ...{ priceKey: model, from: dayAt(nowMs, calendar.timeZone), source: '', endsPrevious: true },
      ...{ input: '', cacheRead: '', cacheWrite: '', output: '' },
    },
    validate: {
      priceKey: (text) => (text.trim() === '' ? WORDS.keyWrong : null),
      from: (text) => (isDay(text) ? null : WORDS.fromWrong),
      ...{ input: amount, cacheRead: amount, cacheWrite: amount, output: amount },
    },
  });
  const write = useWrite<Texts>({
    carryOut: (texts, idempotencyKey) =>
      callOperation('createPrice', { body: bodyOf(texts, { calendar, nowMs }), idempotencyKey }),
    changes: ['listPrices'],
    done: close,
  });
  useFieldFaults(form, write.error, { effectiveFrom: 'from' });
  const text = form.getInputProps;
  return (
    <form onSubmit={form.onSubmit((texts) => write.mutate(texts))} noValidate>
      <Stack gap="sm">
        {write.error === null ? null : <Trouble error={write.error} />}
        <TextInput label={WORDS.key} data-autofocus autoComplete="off" spellCheck={false} {...text('priceKey')} />
        <TextInput label={WORDS.from} type="date" {...text('from')} />
        <Text size="sm">{WORDS.amounts}</Text>
        <div className="grid-pairs">
          <TextInput label={WORDS.input} inputMode="decimal" {...text('input')} />
          <TextInput label={WORDS.output} inputMode="decimal" {...text('output')} />
          <TextInput label={WORDS.cacheRead} inputMode="decimal" {...text('cacheRead')} />
          <TextInput label={WORDS.cacheWrite} inputMode="decimal" {...text('cacheWrite')} />
        </div>
        <TextInput label={WORDS.source} description={WORDS.sourceHelp} dir="auto" {...text('source')} />
        <Switch label={WORDS.endsPrevious} {...form.getInputProps('endsPrevious', { type: 'checkbox' })} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {WORDS.cancel}
          </Button>
          <Button type="submit" loading={write.isPending}>
            {WORDS.add}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A price of today begins now: for calls that are over nothing changes. */
function bodyOf(texts: Texts, { calendar, nowMs }: { readonly calendar: Calendar; readonly nowMs: number }) {
  const { priceKey, from, source, endsPrevious } = texts;
  const isToday = from === dayAt(nowMs, calendar.timeZone);
  const cacheWrite = priceOf(texts.cacheWrite) ?? null;
  const output = priceOf(texts.output) ?? null;
  return {
    ...{ priceKey: priceKey.trim(), endsPrevious },
    effectiveFrom: new Date(isToday ? Date.now() : dayStart(from, calendar.timeZone)).toISOString(),
    nanodollarsPerMillionTokens: {
      ...{ inputUncached: priceOf(texts.input) ?? null, inputCacheRead: priceOf(texts.cacheRead) ?? null },
      ...{ inputCacheWrite5m: cacheWrite, inputCacheWrite1h: cacheWrite },
      ...{ outputVisible: output, outputReasoning: output },
    },
    ...(source.trim() === '' ? {} : { source: source.trim() }),
  };
}
