import { Button, Checkbox, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useFieldFaults } from '../request/field-faults.ts';
import { NO_HELP } from '../states/no-help.tsx';
import { Trouble } from '../states/trouble.tsx';
import { ROUTING_WORDS, USE_CASE_ROUTING_WORDS } from '../words/routing-words.ts';
import { MODES, RULE_FAULTS, type Rule, type RuleTexts, ruleOf, textsOf, type UseCase } from './edit-rule.ts';

const WORDS = USE_CASE_ROUTING_WORDS;

export type RuleFormProps = {
  readonly useCase: UseCase;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onSave: (rule: Rule) => void;
};

/** The rule of routing as a form; a new one begins by watching. */
export function RuleForm({ useCase, error, isPending, onSave }: RuleFormProps) {
  const form = useForm<RuleTexts>({ initialValues: textsOf(useCase.routing), validate: RULE_FAULTS });
  useFieldFaults(form, error, { modelId: 'canaryModel', share: 'shadowShare', dailyLimitNanodollars: 'shadowLimit' });
  const text = form.getInputProps;
  return (
    <form onSubmit={form.onSubmit((texts) => onSave(ruleOf(texts)))} noValidate>
      <Stack gap="md">
        {error === null ? null : <Trouble error={error} />}
        <div className="fields">
          <NativeSelect
            label={WORDS.mode}
            data={MODES.map((mode) => ({ value: mode, label: ROUTING_WORDS.modes[mode] }))}
            {...text('mode')}
          />
          <TextInput label={WORDS.difficultyMax} inputMode="decimal" {...text('difficultyMax')} />
          <TextInput label={WORDS.agreementMin} inputMode="decimal" {...text('agreementMin')} />
          <TextInput label={WORDS.errorRateMax} inputMode="decimal" {...text('errorRateMax')} />
        </div>
        <Checkbox label={WORDS.substitutes} {...form.getInputProps('substitutes', { type: 'checkbox' })} />
        <Checkbox label={WORDS.latencyFallback} {...form.getInputProps('latencyFallback', { type: 'checkbox' })} />
        <div className="grid-two">
          <TextInput label={WORDS.shadow} description={WORDS.shadowHelp} inputMode="decimal" {...text('shadowShare')} />
          <TextInput
            label={WORDS.shadowLimit}
            description={WORDS.shadowLimitHelp}
            inputMode="decimal"
            {...text('shadowLimit')}
          />
          <NativeSelect
            label={WORDS.canary}
            description={WORDS.canaryHelp}
            data={[{ value: '', label: WORDS.none }, ...useCase.modelStack]}
            {...text('canaryModel')}
          />
          <TextInput label={WORDS.canaryShare} description={NO_HELP} inputMode="decimal" {...text('canaryShare')} />
        </div>
        <Textarea
          label={WORDS.templates}
          description={WORDS.templatesHelp}
          rows={2}
          spellCheck={false}
          classNames={{ input: 'code-input' }}
          {...text('templates')}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={isPending}>
            {WORDS.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
