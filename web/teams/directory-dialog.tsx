import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import type { OperationId } from '../../src/contract/routes.ts';
import { PersonChoice } from '../people/person-choice.tsx';
import { TeamSelect } from '../people/team-select.tsx';
import { useFieldFaults } from '../request/field-faults.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { TEAM_PAGE_WORDS } from '../words/organisation-words.ts';

/** A member of a row as its form asks for it. */
export type DirectoryField = {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly kind: 'text' | 'person' | 'team' | 'choice';
  readonly isOptional?: boolean;
  /** Of a choice: value and name. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly initial?: string;
};

export type Texts = Readonly<Record<string, string>>;

export type DirectoryDialogProps = {
  readonly label: string;
  readonly title: string;
  readonly confirm: string;
  readonly fields: readonly DirectoryField[];
  readonly carryOut: (texts: Texts, writeName: string) => Promise<unknown>;
  readonly changes: readonly OperationId[];
  readonly isMain?: boolean;
};

const WORDS = TEAM_PAGE_WORDS;

/** A row of the directory, made or changed in a dialog; what is wrong stands at its field, and what was typed stays. */
export function DirectoryDialog(props: DirectoryDialogProps) {
  const [isOpen, setOpen] = useState(false);
  const { label, title, isMain = false } = props;
  return (
    <>
      <Button size={isMain ? 'sm' : 'compact-sm'} variant={isMain ? 'filled' : 'default'} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={title}>
        <DialogForm {...props} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function DialogForm({ fields, confirm, carryOut, changes, onClose }: DirectoryDialogProps & { onClose: () => void }) {
  const needed = fields.filter(({ isOptional = false }) => !isOptional).map(({ name }) => name);
  const form = useForm<Record<string, string>>({
    initialValues: Object.fromEntries(fields.map(({ name, initial = '' }) => [name, initial])),
    validate: Object.fromEntries(
      needed.map((name) => [name, (text: string) => (text.trim() === '' ? WORDS.needed : null)]),
    ),
  });
  const write = useWrite({ carryOut, changes, done: onClose });
  useFieldFaults(form, write.error);
  const submit = form.onSubmit((values) => write.mutate(trimmed(values)));
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {write.error === null ? null : <Trouble error={write.error} />}
        {fields.map((field) => (
          <DialogField
            key={field.name}
            field={field}
            value={form.values[field.name] ?? ''}
            error={form.errors[field.name]}
            onChange={(value) => form.setFieldValue(field.name, value)}
          />
        ))}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {WORDS.cancel}
          </Button>
          <Button type="submit" loading={write.isPending}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type DialogFieldProps = {
  readonly field: DirectoryField;
  readonly value: string;
  readonly error: ReactNode;
  readonly onChange: (value: string) => void;
};

function DialogField({ field: { label, help, kind, options = [] }, value, error, onChange }: DialogFieldProps) {
  switch (kind) {
    case 'text':
      return (
        <TextInput
          label={label}
          description={help}
          value={value}
          error={error}
          dir="auto"
          autoComplete="off"
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case 'person':
      return <PersonChoice label={label} description={help} value={value} error={error} onChange={onChange} />;
    case 'team':
      return <TeamSelect label={label} all="–" value={value} error={error} onChange={onChange} />;
    case 'choice':
      return (
        <NativeSelect
          label={label}
          description={help}
          value={value}
          error={error}
          data={[{ value: '', label: '–' }, ...options]}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
  }
}

function trimmed(values: Texts): Texts {
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [name, text.trim()]));
}
