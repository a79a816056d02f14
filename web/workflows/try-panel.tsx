import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { count } from '../figures/counts.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { useMay } from '../shell/session.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { WORKFLOW_WORDS } from '../words/workflow-words.ts';
import type { Parameter } from './edit-workflow.ts';
import type { Workflow } from './workflows-page.tsx';

const WORDS = WORKFLOW_WORDS;

/** Carries a workflow out with what is typed, and shows what a caller would get. */
export function TryPanel({ workflow: { id, parameters } }: { readonly workflow: Workflow }) {
  const mayTry = useMay()('control.write:library');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const test = useWrite({
    carryOut: (message: string, idempotencyKey) =>
      callOperation('testWorkflow', { params: { id }, body: { message }, idempotencyKey }),
    changes: [],
  });
  if (!mayTry) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = Object.entries(values).filter(([, value]) => value !== '');
    test.mutate(JSON.stringify(Object.fromEntries(given)));
  };
  return (
    <Panel title={WORDS.test} note={WORDS.testNote}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {parameters.length === 0 ? null : (
            <div className="figure-fields">
              {parameters.map((parameter) => (
                <ValueField
                  key={parameter.name}
                  parameter={parameter}
                  value={values[parameter.name] ?? ''}
                  onChange={(value) => setValues({ ...values, [parameter.name]: value })}
                />
              ))}
            </div>
          )}
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={test.isPending}>
              {WORDS.testGo}
            </Button>
          </Group>
        </Stack>
      </form>
      <div aria-live="polite">
        {test.error === null ? null : <Trouble error={test.error} />}
        {test.data === undefined ? null : (
          <Stack gap={6} mt="sm">
            <Text size="sm" fw={600}>
              {test.data.text === null ? WORDS.refused : WORDS.answered(count(test.data.latencyMs))}
            </Text>
            <pre className="asset-text" dir="auto">
              {test.data.text ?? test.data.why}
            </pre>
          </Stack>
        )}
      </div>
    </Panel>
  );
}

type ValueFieldProps = {
  readonly parameter: Parameter;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function ValueField({ parameter, value, onChange }: ValueFieldProps) {
  const { name, kind, description, choices } = parameter;
  const label = WORDS.testParameter(name, parameter.default === null);
  const common = { label, description: description === '' ? '\u00a0' : description, value } as const;
  if (kind === 'choice' || kind === 'boolean')
    return (
      <NativeSelect
        {...common}
        data={[{ value: '', label: '–' }, ...(kind === 'boolean' ? ['true', 'false'] : choices)]}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  if (kind === 'text')
    return <Textarea {...common} autosize dir="auto" onChange={({ currentTarget }) => onChange(currentTarget.value)} />;
  return (
    <TextInput
      {...common}
      type={kind === 'date' ? 'date' : 'text'}
      autoComplete="off"
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
