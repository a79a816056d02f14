import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { slugOf } from '../library/written.ts';
import { callOperation } from '../request/call-operation.ts';
import { useFieldFaults } from '../request/field-faults.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { BUDGET_WORDS } from '../words/budget-words.ts';
import { AMOUNT, amountOf, CapFields, OwnerField } from './envelope-fields.tsx';

const WORDS = BUDGET_WORDS.make;
const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
const ROWS_MAX = 500;
const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const;
const UNITS = ['dollars', 'tokens', 'requests'] as const;

type Texts = {
  readonly id: string;
  readonly name: string;
  /** `team support`, `project spring`, `use_case drafting`, or nothing: all calls. */
  readonly scope: string;
  readonly unit: string;
  readonly period: string;
  readonly hardCap: string;
  readonly owner: string;
  readonly capKind: string;
  readonly overdraft: string;
};

/** Sets a limit. What is rarer (carry-over, thresholds, metrics) is changed on its page afterwards. */
export function EnvelopeButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{WORDS.title}</Button>
      {isOpen ? (
        <Modal opened onClose={() => setOpen(false)} title={WORDS.title}>
          <EnvelopeForm close={() => setOpen(false)} />
        </Modal>
      ) : null}
    </>
  );
}

function EnvelopeForm({ close }: { readonly close: () => void }) {
  const form = useForm<Texts>({
    initialValues: {
      id: '',
      name: '',
      scope: '',
      unit: 'dollars',
      period: 'month',
      hardCap: '',
      owner: '',
      capKind: 'strict',
      overdraft: '',
    },
    validate: {
      id: (text) => (NAME.test(text) ? null : WORDS.idWrong),
      name: (text) => (text.trim() === '' ? WORDS.nameWrong : null),
      hardCap: (text) => (AMOUNT.test(text.trim()) ? null : WORDS.capWrong),
      overdraft: (text, { capKind }) => (capKind === 'strict' || AMOUNT.test(text.trim()) ? null : WORDS.capWrong),
    },
  });
  const write = useWrite({
    carryOut: (texts: Texts, idempotencyKey) =>
      callOperation('createEnvelope', { body: bodyOf(texts), idempotencyKey }),
    changes: ['listEnvelopes', 'listForecasts', 'readMyBudgets'],
    done: ({ name, warnings }) => {
      notifications.show({ title: WORDS.made(name), message: warnings.join(' ') });
      close();
    },
  });
  useFieldFaults(form, write.error);
  const text = form.getInputProps;
  return (
    <form onSubmit={form.onSubmit((texts) => write.mutate(texts))} noValidate>
      <Stack gap="sm">
        {write.error === null ? null : <Trouble error={write.error} />}
        <TextInput
          label={WORDS.name}
          data-autofocus
          dir="auto"
          {...text('name')}
          onBlur={({ currentTarget: { value } }) => {
            if (form.values.id === '') form.setFieldValue('id', slugOf(value));
          }}
        />
        <TextInput label={WORDS.id} description={WORDS.idHelp} autoComplete="off" spellCheck={false} {...text('id')} />
        <ScopeSelect {...text('scope')} />
        <div className="grid-pairs">
          <TextInput label={WORDS.cap} inputMode="decimal" {...text('hardCap')} />
          <NativeSelect
            label={WORDS.unit}
            data={UNITS.map((value) => ({ value, label: WORDS.units[value] }))}
            {...text('unit')}
          />
        </div>
        <NativeSelect
          label={WORDS.period}
          data={PERIODS.map((value) => ({ value, label: WORDS.periods[value] }))}
          {...text('period')}
        />
        <CapFields kind={text('capKind')} overdraft={text('overdraft')} unit={form.values.unit} />
        <OwnerField value={form.values.owner} onChange={(owner) => form.setFieldValue('owner', owner)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {WORDS.cancel}
          </Button>
          <Button type="submit" loading={write.isPending}>
            {WORDS.title}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ScopeSelect(field: Partial<ReturnType<ReturnType<typeof useForm<Texts>>['getInputProps']>>) {
  const teams = useOperation('listTeams', { query: { limit: ROWS_MAX, status: 'active' } });
  const projects = useOperation('listProjects', { query: { limit: ROWS_MAX, status: 'active' } });
  const useCases = useOperation('listUseCases', { query: { limit: ROWS_MAX, status: 'active' } });
  return (
    <NativeSelect label={WORDS.scope} {...field}>
      <option value="">{WORDS.everything}</option>
      <optgroup label={WORDS.teams}>
        {(teams.data?.rows ?? []).map(({ id, name }) => (
          <option key={id} value={`team ${id}`}>
            {name}
          </option>
        ))}
      </optgroup>
      {(projects.data?.rows ?? []).length === 0 ? null : (
        <optgroup label={WORDS.projects}>
          {projects.data?.rows.map(({ id, name }) => (
            <option key={id} value={`project ${id}`}>
              {name}
            </option>
          ))}
        </optgroup>
      )}
      <optgroup label={WORDS.useCases}>
        {(useCases.data?.rows ?? []).map(({ id, name }) => (
          <option key={id} value={`use_case ${id}`}>
            {name}
          </option>
        ))}
      </optgroup>
    </NativeSelect>
  );
}

function bodyOf({ id, name, scope, unit, period, hardCap, owner, capKind, overdraft }: Texts) {
  const [kind, about] = scope.split(' ');
  return {
    ...{ id, name: name.trim(), hardCap: amountOf(hardCap) },
    ownerPersonId: owner.trim() === '' ? null : owner.trim(),
    cap:
      capKind === 'elastic'
        ? ({ kind: 'elastic', overdraft: amountOf(overdraft) } as const)
        : ({ kind: 'strict' } as const),
    scope: scopeOf(kind, about),
    unit: UNITS.find((known) => known === unit) ?? 'dollars',
    period: PERIODS.find((known) => known === period) ?? 'month',
  };
}

function scopeOf(kind = '', about = '') {
  if (about === '') return {};
  if (kind === 'team') return { teamId: about };
  return kind === 'project' ? { projectId: about } : { useCaseId: about };
}
