import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useCalendar } from '../filters/use-range.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { useNow } from '../states/use-now.ts';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { nanodollarsOf } from './nanodollars-of.ts';
import { MONTH, monthAt } from './periods.ts';
import { bodyOf, type SharedCost, type SharedTexts, sharesOf, textsOf } from './shared-texts.ts';
import { VENDORS } from './vendor.ts';

const WORDS = FINANCE_WORDS.shared;
const SOURCES = ['amount', 'use_case', 'residual'] as const;
const RULES = ['proportional', 'even', 'fixed'] as const;

type Form = UseFormReturnType<SharedTexts>;

/** Shares a cost, or changes how; closed months stay as they were. */
export function SharedForm({ cost, close }: { readonly cost: SharedCost | undefined; readonly close: () => void }) {
  const month = monthAt(useNow(), useCalendar());
  const form = useForm<SharedTexts>({
    initialValues: textsOf(cost, month),
    validate: {
      name: (text) => (text.trim() === '' ? WORDS.nameWrong : null),
      from: (text) => (MONTH.test(text) ? null : WORDS.monthWrong),
      until: (text) => (text === '' || MONTH.test(text) ? null : WORDS.monthWrong),
      amount: (text, { source }) => (source !== 'amount' || isAmount(text) ? null : WORDS.amountWrong),
      useCase: (text, { source }) => (source !== 'use_case' || text.trim() !== '' ? null : WORDS.useCaseWrong),
      shares: (text, { rule }) => (rule !== 'fixed' || sharesOf(text) !== undefined ? null : WORDS.sharesWrong),
      reason: (text) => (text.trim() === '' ? WORDS.reasonWrong : null),
    },
  });
  const write = useWrite<SharedTexts>({
    carryOut: (texts, idempotencyKey) => callOperation('putSharedCost', { body: bodyOf(texts, cost), idempotencyKey }),
    changes: ['listSharedCosts', 'readShowback'],
    done: close,
  });
  const text = form.getInputProps;
  return (
    <form onSubmit={form.onSubmit((texts) => write.mutate(texts))} noValidate>
      <Stack gap="sm">
        {write.error === null ? null : <Trouble error={write.error} />}
        <TextInput label={WORDS.name} data-autofocus dir="auto" maxLength={200} {...text('name')} />
        <SourceFields form={form} />
        <RuleFields form={form} />
        <div className="grid-pairs">
          <TextInput label={WORDS.from} type="month" {...text('from')} />
          <TextInput label={WORDS.until} type="month" {...text('until')} />
        </div>
        <TextInput label={WORDS.reason} dir="auto" maxLength={200} {...text('reason')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {WORDS.cancel}
          </Button>
          <Button type="submit" loading={write.isPending}>
            {cost === undefined ? WORDS.add : WORDS.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function SourceFields({ form }: { readonly form: Form }) {
  const text = form.getInputProps;
  const { source } = form.values;
  return (
    <>
      <NativeSelect
        label={WORDS.what}
        data={SOURCES.map((value) => ({ value, label: WORDS.sources[value] }))}
        {...text('source')}
      />
      {source === 'amount' ? <TextInput label={WORDS.amount} inputMode="decimal" {...text('amount')} /> : null}
      {source === 'use_case' ? <TextInput label={WORDS.useCase} autoComplete="off" {...text('useCase')} /> : null}
      {source === 'residual' ? (
        <NativeSelect
          label={WORDS.vendor}
          data={VENDORS.map((value) => ({ value, label: FINANCE_WORDS.bills.vendors[value] }))}
          {...text('vendor')}
        />
      ) : null}
    </>
  );
}

function RuleFields({ form }: { readonly form: Form }) {
  const text = form.getInputProps;
  const { rule } = form.values;
  return (
    <>
      <NativeSelect
        label={WORDS.rule}
        data={RULES.map((value) => ({ value, label: WORDS.rules[value] }))}
        {...text('rule')}
      />
      {rule === 'even' ? <TextInput label={WORDS.teams} description={WORDS.teamsHelp} {...text('teams')} /> : null}
      {rule === 'fixed' ? <TextInput label={WORDS.shares} description={WORDS.sharesHelp} {...text('shares')} /> : null}
    </>
  );
}

function isAmount(text: string): boolean {
  const amount = nanodollarsOf(text);
  return amount !== undefined && !amount.startsWith('-');
}
