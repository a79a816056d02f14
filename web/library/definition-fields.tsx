import { Button, Group, NativeSelect, NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { DATA_CLASSES, type DataClass, makeParameter, type Parameter, parametersOf, type Written } from './written.ts';

export type DefinitionFieldsProps = {
  readonly written: Written;
  readonly onChange: (written: Written) => void;
  /** Parts that were found in the text, in words. */
  readonly findings: readonly { readonly start: number; readonly end: number; readonly label: string }[];
  readonly classes: readonly DataClass[];
  readonly isFirst: boolean;
};

/** The text with what is filled in by whoever uses it, and what is said of it. */
export function DefinitionFields({ written, onChange, findings, classes, isFirst }: DefinitionFieldsProps) {
  const text = useRef<HTMLTextAreaElement>(null);
  const change = (part: Partial<Written>) => onChange({ ...written, ...part });
  const takeSelection = () => {
    const field = text.current;
    if (field === null || field.selectionStart === field.selectionEnd) return field?.focus();
    onChange(makeParameter(written, { start: field.selectionStart, end: field.selectionEnd }));
  };
  return (
    <Stack gap="sm">
      <div>
        <Textarea
          ref={text}
          label={LIBRARY_WORDS.fields.text}
          description={LIBRARY_WORDS.fields.textHelp}
          autosize
          minRows={5}
          maxRows={16}
          maxLength={100_000}
          required
          dir="auto"
          value={written.text}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
        />
        <Button variant="default" size="compact-sm" mt={6} onClick={takeSelection}>
          {LIBRARY_WORDS.fields.makeParameter}
        </Button>
      </div>
      <Found findings={findings} onTake={(part) => onChange(makeParameter(written, part))} />
      <ParameterList written={written} onChange={onChange} />
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label={LIBRARY_WORDS.data}
          data={DATA_CLASSES.filter((name) => classes.includes(name)).map((name) => ({ value: name, label: name }))}
          value={written.dataClassMax}
          onChange={({ currentTarget }) =>
            change({ dataClassMax: DATA_CLASSES.find((name) => name === currentTarget.value) ?? 'internal' })
          }
        />
        <NativeSelect
          label={LIBRARY_WORDS.fields.place}
          data={Object.entries(LIBRARY_WORDS.fields.places).map(([value, label]) => ({ value, label }))}
          value={written.place}
          onChange={({ currentTarget }) => change({ place: currentTarget.value === 'system' ? 'system' : 'user' })}
        />
        <NumberInput
          label={LIBRARY_WORDS.fields.output}
          w={170}
          min={1}
          allowDecimal={false}
          value={written.expectedOutputTokens ?? ''}
          onChange={(value) => change({ expectedOutputTokens: typeof value === 'number' ? value : null })}
        />
      </Group>
      <TextInput
        label={isFirst ? LIBRARY_WORDS.fields.firstNotes : LIBRARY_WORDS.fields.notes}
        description={LIBRARY_WORDS.fields.notesHelp}
        maxLength={400}
        dir="auto"
        value={written.changeNotes}
        onChange={({ currentTarget }) => change({ changeNotes: currentTarget.value })}
      />
    </Stack>
  );
}

type FoundProps = Pick<DefinitionFieldsProps, 'findings'> & {
  readonly onTake: (part: { readonly start: number; readonly end: number }) => void;
};

function Found({ findings, onTake }: FoundProps) {
  if (findings.length === 0) return null;
  return (
    <div className="trouble" role="status">
      <Text size="sm" fw={600}>
        {LIBRARY_WORDS.fields.found}
      </Text>
      {findings.map((finding) => (
        <Group key={`${finding.start} ${finding.label}`} gap="xs" mt={4}>
          <Text size="sm">{LIBRARY_WORDS.fields.foundPart(finding.label)}</Text>
          <Button size="compact-xs" variant="default" onClick={() => onTake(finding)}>
            {LIBRARY_WORDS.fields.takeOut}
          </Button>
        </Group>
      ))}
    </div>
  );
}

function ParameterList({ written, onChange }: Pick<DefinitionFieldsProps, 'written' | 'onChange'>) {
  const parameters = parametersOf(written);
  if (parameters.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {LIBRARY_WORDS.fields.noParameter}
      </Text>
    );
  }
  const say = (parameter: Parameter, description: string) =>
    onChange({ ...written, about: { ...written.about, [parameter.name]: { ...parameter, description } } });
  return (
    <fieldset className="parameters">
      <legend>{LIBRARY_WORDS.fields.parameters}</legend>
      {parameters.map((parameter) => (
        <Group key={parameter.name} gap="sm" align="flex-end" wrap="wrap">
          <code className="parameter-name">{`{{${parameter.name}}}`}</code>
          <TextInput
            label={LIBRARY_WORDS.fields.means(parameter.name)}
            flex="1 1 180px"
            maxLength={400}
            dir="auto"
            value={parameter.description}
            onChange={({ currentTarget }) => say(parameter, currentTarget.value)}
          />
          <TextInput
            label={LIBRARY_WORDS.fields.example(parameter.name)}
            flex="1 1 180px"
            maxLength={20_000}
            dir="auto"
            value={written.values[parameter.name] ?? ''}
            onChange={({ currentTarget }) =>
              onChange({ ...written, values: { ...written.values, [parameter.name]: currentTarget.value } })
            }
          />
        </Group>
      ))}
    </fieldset>
  );
}
