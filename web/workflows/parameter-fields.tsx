import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { WORKFLOW_FORM_WORDS, WORKFLOW_WORDS } from '../words/workflow-words.ts';
import { NEW_PARAMETER, PARAMETER_KINDS } from './edit-workflow.ts';
import type { WorkflowFormState } from './workflow-form.tsx';

const WORDS = WORKFLOW_FORM_WORDS;
const PARAMETERS_MAX = 30;
const BOUNDED: readonly string[] = ['text', 'integer', 'number'];

/** What a caller gives, one group of fields for each. */
export function ParameterFields({ form }: { readonly form: WorkflowFormState }) {
  const { parameters } = form.values;
  return (
    <div>
      <Text className="field-label">{WORDS.parameters}</Text>
      <Text size="xs" c="dimmed" mb={8}>
        {WORDS.parametersHelp}
      </Text>
      {parameters.map((parameter, at) => {
        const field = (name: string) => form.getInputProps(`parameters.${at}.${name}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the form's own place of its values
          <fieldset key={at} className="mapping under">
            <legend>{WORDS.parameter(at + 1)}</legend>
            <div className="fields">
              <TextInput label={WORDS.parameterName} autoComplete="off" spellCheck={false} {...field('name')} />
              <NativeSelect
                label={WORDS.parameterKind}
                data={PARAMETER_KINDS.map((kind) => ({ value: kind, label: WORKFLOW_WORDS.kindsOf[kind] }))}
                {...field('kind')}
              />
              <TextInput label={WORDS.parameterMeans} dir="auto" {...field('description')} />
              <TextInput
                label={WORDS.parameterDefault}
                placeholder={WORKFLOW_WORDS.mustBeGiven}
                dir="auto"
                {...field('otherwise')}
              />
              {parameter.kind === 'choice' ? (
                <TextInput label={WORDS.choices} dir="auto" {...field('choices')} />
              ) : null}
              {BOUNDED.includes(parameter.kind) ? (
                <>
                  <TextInput label={WORDS.min} inputMode="decimal" {...field('min')} />
                  <TextInput label={WORDS.max} inputMode="decimal" {...field('max')} />
                </>
              ) : null}
            </div>
            <Group justify="flex-end">
              <Button size="compact-sm" variant="default" onClick={() => form.removeListItem('parameters', at)}>
                {WORDS.remove}
              </Button>
            </Group>
          </fieldset>
        );
      })}
      {parameters.length < PARAMETERS_MAX ? (
        <Button
          size="compact-sm"
          variant="default"
          mt={8}
          onClick={() => form.insertListItem('parameters', NEW_PARAMETER)}
        >
          {WORDS.add}
        </Button>
      ) : null}
    </div>
  );
}
