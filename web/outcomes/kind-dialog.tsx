import { Button, Group, Modal, NativeSelect, NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useFieldFaults } from '../request/field-faults.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Loaded } from '../states/loaded.tsx';
import { Trouble } from '../states/trouble.tsx';
import { KIND_WORDS } from '../words/kind-words.ts';
import type { Kind } from './kinds-page.tsx';

const WORDS = KIND_WORDS;
const SLUG = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
const DOLLARS = /^\d{1,6}(\.\d{1,6})?$/;
const DAYS = { min: 14, max: 90 } as const;
const DIRECTIONS = namesOf(WORDS.directions);
const LANES = namesOf(WORDS.lanes);

/** A kind of result, made or changed in a dialog. */
export function KindDialog({ kind }: { readonly kind?: Kind }) {
  const [isOpen, setOpen] = useState(false);
  const isNew = kind === undefined;
  const close = () => setOpen(false);
  return (
    <>
      <Button
        size={isNew ? 'sm' : 'compact-xs'}
        variant={isNew ? 'filled' : 'subtle'}
        onClick={() => setOpen(true)}
        {...(isNew ? {} : { 'aria-label': `${WORDS.change}: ${kind.name}` })}
      >
        {isNew ? WORDS.add : WORDS.change}
      </Button>
      <Modal opened={isOpen} onClose={close} title={isNew ? WORDS.addTitle : WORDS.changeTitle} size="lg">
        {isNew ? <KindForm onClose={close} /> : <KnownKind id={kind.id} onClose={close} />}
      </Modal>
    </>
  );
}

/** As it stands now, and not as the list had it a while ago: what is saved takes the place of that. */
function KnownKind({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const kind = useOperation('readOutcomeType', { params: { id } });
  return (
    <Loaded query={kind} lines={10}>
      {(row) => <KindForm key={row.revision} kind={row} onClose={onClose} />}
    </Loaded>
  );
}

function initialOf(kind: Kind | undefined) {
  return {
    id: kind?.id ?? '',
    name: kind?.name ?? '',
    description: kind?.description ?? '',
    unit: kind?.unit ?? '',
    direction: kind?.direction ?? 'more',
    dollarsPerUnit: kind?.dollarsPerUnit ?? '',
    lane: kind?.lane ?? 'production',
    maturityDays: (kind?.maturityDays ?? DAYS.min) as number | string,
  };
}

type Texts = ReturnType<typeof initialOf>;

function useKindForm(kind: Kind | undefined) {
  const needed = (text: string) => (text.trim() === '' ? WORDS.needed : null);
  return useForm<Texts>({
    initialValues: initialOf(kind),
    validate: {
      id: (id) => (kind !== undefined || SLUG.test(id.trim()) ? null : WORDS.badId),
      name: needed,
      unit: needed,
      dollarsPerUnit: (text) => (DOLLARS.test(text.trim()) ? null : WORDS.badWorth),
      maturityDays: (days) => (Number(days) >= DAYS.min && Number(days) <= DAYS.max ? null : WORDS.badDays),
    },
  });
}

function fieldsOf(texts: Texts) {
  return {
    name: texts.name.trim(),
    description: texts.description.trim(),
    unit: texts.unit.trim(),
    direction: DIRECTIONS.find((name) => name === texts.direction) ?? 'more',
    dollarsPerUnit: texts.dollarsPerUnit.trim(),
    lane: LANES.find((name) => name === texts.lane) ?? 'production',
    maturityDays: Number(texts.maturityDays),
  };
}

function KindForm({ kind, onClose }: { readonly kind?: Kind; readonly onClose: () => void }) {
  const form = useKindForm(kind);
  const save = useWrite({
    carryOut: (texts: Texts, idempotencyKey) =>
      kind === undefined
        ? callOperation('createOutcomeType', { body: { id: texts.id.trim(), ...fieldsOf(texts) }, idempotencyKey })
        : callOperation('changeOutcomeType', {
            ...{ params: { id: kind.id }, ifRevision: kind.revision },
            ...{ body: fieldsOf(texts), idempotencyKey },
          }),
    changes: ['listOutcomeTypes', 'readOutcomeType'],
    done: ({ name }) => {
      notifications.show({ message: WORDS.saved(name) });
      onClose();
    },
  });
  useFieldFaults(form, save.error);
  return (
    <form onSubmit={form.onSubmit((texts) => save.mutate(texts))} noValidate>
      <Stack gap="md">
        {save.error === null ? null : <Trouble error={save.error} />}
        <KindFields form={form} isNew={kind === undefined} />
        {kind === undefined ? null : (
          <Text size="xs" c="dimmed">
            {WORDS.changeNote}
          </Text>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {WORDS.cancel}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {kind === undefined ? WORDS.add : WORDS.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type FieldsProps = { readonly form: ReturnType<typeof useKindForm>; readonly isNew: boolean };

function KindFields({ form, isNew }: FieldsProps) {
  const text = form.getInputProps;
  return (
    <>
      <TextInput label={WORDS.name} dir="auto" autoComplete="off" data-autofocus {...text('name')} />
      {isNew ? (
        <TextInput label={WORDS.id} description={WORDS.idHelp} autoComplete="off" spellCheck={false} {...text('id')} />
      ) : null}
      <Textarea
        label={WORDS.description}
        description={WORDS.descriptionHelp}
        autosize
        minRows={2}
        maxLength={4_000}
        dir="auto"
        {...text('description')}
      />
      <div className="grid-two">
        <TextInput label={WORDS.unit} description={WORDS.unitHelp} dir="auto" autoComplete="off" {...text('unit')} />
        <TextInput
          label={WORDS.worth}
          description={WORDS.worthHelp}
          inputMode="decimal"
          leftSection="$"
          {...text('dollarsPerUnit')}
        />
      </div>
      <div className="grid-two">
        <NativeSelect
          label={WORDS.direction}
          data={DIRECTIONS.map((value) => ({ value, label: WORDS.directions[value] }))}
          {...text('direction')}
        />
        <NumberInput
          label={WORDS.days}
          suffix={WORDS.daysSuffix}
          allowDecimal={false}
          {...DAYS}
          {...text('maturityDays')}
        />
      </div>
      <NativeSelect
        label={WORDS.lane}
        description={WORDS.laneHelp}
        data={LANES.map((value) => ({ value, label: WORDS.lanes[value] }))}
        {...text('lane')}
      />
    </>
  );
}
