import { Button, Checkbox, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { priceOf } from '../finance/nanodollars-of.ts';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { USE_CASE_PAGE_WORDS, USE_CASE_WORDS } from '../words/use-case-words.ts';
import {
  differencesOf,
  type FieldDifference,
  LANES,
  LOGGINGS,
  STORE_AWAYS,
  TIERS,
  textsOf,
  type UseCaseTexts,
} from './edit-use-case.ts';
import { CLASSES, type UseCase } from './use-case-states.ts';

export type UseCaseFormProps = {
  /** Left out: a new one. */
  readonly useCase?: UseCase;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onSave: (texts: UseCaseTexts) => void;
};

const SLUG = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
const TOKENS = /^(?:[1-9]\d{0,8})?$/;
const WORDS = USE_CASE_PAGE_WORDS;

function useUseCaseForm(useCase: UseCase | undefined) {
  const needed = (text: string) => (text.trim() === '' ? WORDS.needed : null);
  return useForm<UseCaseTexts>({
    initialValues: textsOf(useCase),
    validate: {
      id: (id) => (SLUG.test(id.trim()) ? null : WORDS.notId),
      name: needed,
      category: needed,
      models: needed,
      spendLimit: (text) => (priceOf(text) === undefined ? WORDS.notAmount : null),
      expectedOutput: (text) => (TOKENS.test(text.trim()) ? null : WORDS.notNumber),
      maxOutput: (text) => (TOKENS.test(text.trim()) ? null : WORDS.notNumber),
    },
  });
}

/** What a use case is, as a form; what it would change is shown before it is saved. */
export function UseCaseForm({ useCase, error, isPending, onSave }: UseCaseFormProps) {
  const form = useUseCaseForm(useCase);
  const differences = differencesOf({ before: textsOf(useCase), after: form.values });
  return (
    <Panel title={useCase === undefined ? WORDS.new : WORDS.editTitle}>
      <form onSubmit={form.onSubmit(onSave)}>
        <Stack gap="md">
          {error === null ? null : <Trouble error={error} />}
          <Fields form={form} isNew={useCase === undefined} />
          {useCase === undefined ? null : <Differences differences={differences} />}
          <Group justify="flex-end">
            <Button type="submit" loading={isPending} disabled={useCase !== undefined && differences.length === 0}>
              {useCase === undefined ? WORDS.create : WORDS.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

type FieldsProps = { readonly form: ReturnType<typeof useUseCaseForm>; readonly isNew: boolean };

function Fields({ form, isNew }: FieldsProps) {
  const text = form.getInputProps;
  return (
    <>
      {isNew ? <TextInput label={WORDS.id} description={WORDS.idHelp} autoComplete="off" {...text('id')} /> : null}
      <div className="grid-two">
        <TextInput label={USE_CASE_WORDS.name} dir="auto" {...text('name')} />
        <TextInput label={WORDS.category} {...text('category')} />
      </div>
      <Textarea label={WORDS.purpose} autosize dir="auto" {...text('purpose')} />
      <Textarea label={WORDS.expectedValue} autosize dir="auto" {...text('expectedValue')} />
      <div className="fields">
        <NativeSelect
          label={USE_CASE_WORDS.tier}
          data={TIERS.map((tier) => ({ value: String(tier), label: USE_CASE_WORDS.tiers[tier] }))}
          {...text('tier')}
        />
        <NativeSelect
          label={USE_CASE_WORDS.lane}
          data={LANES.map((lane) => ({ value: lane, label: USE_CASE_WORDS.lanes[lane] }))}
          {...text('lane')}
        />
        <TextInput label={USE_CASE_WORDS.owner} autoComplete="off" {...text('owner')} />
      </div>
      <LimitFields form={form} />
      <TextInput label={WORDS.models} description={WORDS.modelsHelp} autoComplete="off" {...text('models')} />
      <Checkbox.Group label={WORDS.classes} {...text('classes')}>
        <Group gap="lg" mt={6}>
          {CLASSES.map((name) => (
            <Checkbox key={name} value={name} label={USE_CASE_WORDS.classes[name]} />
          ))}
        </Group>
      </Checkbox.Group>
      <TextInput label={WORDS.approvals} description={WORDS.approvalsHelp} {...text('approvals')} />
      <TextInput label={WORDS.templates} placeholder={WORDS.anyText} autoComplete="off" {...text('templates')} />
      <div className="grid-two">
        <NativeSelect
          label={USE_CASE_WORDS.logging}
          data={LOGGINGS.map((name) => ({ value: name, label: USE_CASE_WORDS.loggings[name] }))}
          {...text('logging')}
        />
        <NativeSelect
          label={WORDS.storeAway}
          data={STORE_AWAYS.map((name) => ({ value: name, label: WORDS.storeAways[name] }))}
          {...text('storeAway')}
        />
      </div>
    </>
  );
}

const LIMITS = [
  { name: 'spendLimit', help: WORDS.spendLimitHelp, inputMode: 'decimal', placeholder: WORDS.noLimit },
  { name: 'expectedOutput', help: WORDS.expectedOutputHelp, inputMode: 'numeric', placeholder: WORDS.notSaid },
  { name: 'maxOutput', help: WORDS.maxOutputHelp, inputMode: 'numeric', placeholder: WORDS.noLimit },
] as const;

function LimitFields({ form: { getInputProps: text } }: Pick<FieldsProps, 'form'>) {
  return (
    <div className="fields">
      {LIMITS.map(({ name, help, ...kind }) => (
        <TextInput key={name} label={WORDS[name]} description={help} {...kind} {...text(name)} />
      ))}
    </div>
  );
}

function Differences({ differences }: { readonly differences: readonly FieldDifference[] }) {
  return (
    <div aria-live="polite">
      <Text size="sm" fw={600}>
        {WORDS.differs}
      </Text>
      {differences.length === 0 ? (
        <Text size="sm" c="dimmed">
          {WORDS.noDifference}
        </Text>
      ) : (
        <ul className="line-list">
          {differences.map(({ label, before, after }) => (
            <li key={label} className="rule">
              <Text size="sm">{label}</Text>
              {before === '' ? null : <del className="diff">{before}</del>}
              {after === '' ? null : <ins className="diff">{after}</ins>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
