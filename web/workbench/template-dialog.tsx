import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Trouble } from '../states/trouble.tsx';
import { WORKBENCH_WORDS } from '../words/workbench-words.ts';

export type Rendered = AnswerOf<'renderLibraryVersion'>;
type Version = AnswerOf<'readLibraryVersion'>;
type Parameter = Version['parameters'][number];

export type TemplateDialogProps = {
  readonly useCaseId: string;
  /** Chosen already, where somebody came from the library. */
  readonly wish: string | undefined;
  readonly onClose: () => void;
  readonly onTake: (rendered: Rendered) => void;
};

const LONG_FROM_CHARACTERS = 300;

/** Chooses a template of the use case, asks for what it needs, and hands its text on. */
export function TemplateDialog({ useCaseId, wish, onClose, onTake }: TemplateDialogProps) {
  const [assetId, setAssetId] = useState<string | null>(wish ?? null);
  const list = useOperation('listLibrary', { query: { kind: 'template', useCaseId, status: 'active', limit: 200 } });
  return (
    <Modal opened onClose={onClose} title={WORKBENCH_WORDS.template} size="lg">
      <Loaded query={list} lines={3}>
        {({ rows: all }) => {
          const rows = all.filter(({ standing }) => standing.inUse?.isApproved === true);
          const chosen = rows.find(({ id }) => id === assetId);
          return rows.length === 0 ? (
            <Empty title={WORKBENCH_WORDS.noTemplate}>{WORKBENCH_WORDS.noTemplateWhy}</Empty>
          ) : (
            <Stack gap="md">
              <Select
                label={WORKBENCH_WORDS.template}
                placeholder={WORKBENCH_WORDS.chooseTemplate}
                data={rows.map(({ id, name }) => ({ value: id, label: name }))}
                value={chosen?.id ?? null}
                onChange={setAssetId}
                searchable
                data-autofocus
                description={chosen?.description}
                inputWrapperOrder={['label', 'input', 'description']}
              />
              {chosen === undefined ? null : (
                <TemplateForm
                  key={chosen.id}
                  assetId={chosen.id}
                  version={chosen.standing.inUse?.version ?? 1}
                  onTake={onTake}
                />
              )}
            </Stack>
          );
        }}
      </Loaded>
    </Modal>
  );
}

export type TemplateFormProps = {
  readonly assetId: string;
  readonly version: number;
  readonly onTake: (rendered: Rendered) => void;
};

/** Asks for what a version needs, and gives its text on. */
export function TemplateForm({ assetId, version, onTake }: TemplateFormProps) {
  const read = useOperation('readLibraryVersion', { params: { id: assetId, version } });
  return (
    <Loaded query={read} lines={4}>
      {(data) => <ParameterForm version={data} onTake={onTake} />}
    </Loaded>
  );
}

function ParameterForm({
  version,
  onTake,
}: {
  readonly version: Version;
  readonly onTake: (rendered: Rendered) => void;
}) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(version.parameters.map(({ name, default: value }) => [name, value ?? ''])),
  );
  const render = useMutation({
    mutationFn: () =>
      callOperation('renderLibraryVersion', {
        params: { id: version.assetId, version: String(version.version) },
        body: {
          parameters: Object.fromEntries(version.parameters.flatMap((one) => givenOf(one, values[one.name] ?? ''))),
        },
      }),
    onSuccess: onTake,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        render.mutate();
      }}
    >
      <Stack gap="sm">
        {render.error === null ? null : <Trouble error={render.error} />}
        {version.parameters.length === 0 ? <Text size="sm">{WORKBENCH_WORDS.noParameter}</Text> : null}
        {version.parameters.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={values[parameter.name] ?? ''}
            onChange={(value) => setValues((now) => ({ ...now, [parameter.name]: value }))}
          />
        ))}
        <Group justify="flex-end">
          <Button type="submit" loading={render.isPending}>
            {WORKBENCH_WORDS.takeTemplate}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type ParameterFieldProps = {
  readonly parameter: Parameter;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function ParameterField({ parameter, value, onChange }: ParameterFieldProps) {
  const given = {
    label: parameter.name.replaceAll('_', ' '),
    description: parameter.description === '' ? undefined : parameter.description,
    required: parameter.default === null,
    value,
  };
  if (parameter.kind === 'choice') {
    return <Select {...given} data={parameter.choices} onChange={(chosen) => onChange(chosen ?? '')} />;
  }
  if (parameter.kind === 'text' && (parameter.max ?? Number.POSITIVE_INFINITY) > LONG_FROM_CHARACTERS) {
    return (
      <Textarea
        {...given}
        autosize
        minRows={3}
        maxRows={12}
        dir="auto"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const type =
    parameter.kind === 'integer' || parameter.kind === 'number'
      ? 'number'
      : parameter.kind === 'date'
        ? 'date'
        : 'text';
  return <TextInput {...given} type={type} onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** What stays empty is left out, so that the template's own default holds. */
function givenOf({ name, kind }: Parameter, text: string): readonly (readonly [string, unknown])[] {
  if (text === '') return [];
  if (kind === 'integer' || kind === 'number') return [[name, Number(text)]];
  return [[name, kind === 'boolean' ? text === 'true' : text]];
}
