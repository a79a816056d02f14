import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { EDITOR_WORDS, POLICY_WORDS } from '../words/policy-words.ts';
import { findStranger, type RowTexts, rowOf, textsOfRow, type ValuedName } from './edit-row.ts';
import type { MatrixRow } from './policy-document.ts';

export type RowFormProps = {
  readonly row: MatrixRow | undefined;
  /** Names that other rows have. */
  readonly taken: readonly string[];
  readonly onTake: (row: MatrixRow) => void;
  readonly onCancel: () => void;
};

const SLUG = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
const TEXT_CHARACTERS_MAX = 200;

const FOR = ['useCase', 'category', 'tier', 'lane', 'team', 'role', 'allows'] as const;
const WHEN = ['findings', 'dataClass', 'media', 'model'] as const;

/** One row of the matrix, as texts. */
export function RowForm({ row, taken, onTake, onCancel }: RowFormProps) {
  const form = useForm<RowTexts>({
    initialValues: textsOfRow(row),
    validate: {
      id: (id) => {
        if (!SLUG.test(id.trim())) return EDITOR_WORDS.notId;
        return taken.includes(id.trim()) ? EDITOR_WORDS.taken : null;
      },
      tier: strangerIn('tier'),
      lane: strangerIn('lane'),
      allows: strangerIn('allows'),
      dataClass: strangerIn('dataClass'),
      media: strangerIn('media'),
      does: (does) => (does.trim() === '' ? EDITOR_WORDS.needed : null),
      why: (why) => (why.trim() === '' ? EDITOR_WORDS.needed : null),
    },
  });
  const text = (name: (typeof FOR)[number] | (typeof WHEN)[number]) => (
    <TextInput key={name} label={POLICY_WORDS.facets[name]} autoComplete="off" {...form.getInputProps(name)} />
  );
  return (
    <Modal opened onClose={onCancel} title={EDITOR_WORDS.rowTitle} size="lg">
      <form onSubmit={form.onSubmit((values) => onTake(rowOf(values)))}>
        <Stack gap="md">
          <TextInput
            label={EDITOR_WORDS.id}
            description={EDITOR_WORDS.idHelp}
            data-autofocus
            {...form.getInputProps('id')}
          />
          <fieldset className="fields">
            <legend>
              {POLICY_WORDS.whose} · {EDITOR_WORDS.several}
            </legend>
            {FOR.map(text)}
          </fieldset>
          <fieldset className="fields">
            <legend>
              {POLICY_WORDS.content} · {EDITOR_WORDS.several}
            </legend>
            {WHEN.map(text)}
            <NativeSelect
              label={EDITOR_WORDS.atLeast}
              data={[{ value: '', label: EDITOR_WORDS.noLimit }, ...POLICY_WORDS.classes]}
              {...form.getInputProps('dataClassAtLeast')}
            />
          </fieldset>
          <Textarea
            label={EDITOR_WORDS.does}
            description={EDITOR_WORDS.doesHelp}
            autosize
            minRows={2}
            {...form.getInputProps('does')}
          />
          <TextInput
            label={EDITOR_WORDS.why}
            description={EDITOR_WORDS.whyHelp}
            maxLength={TEXT_CHARACTERS_MAX}
            dir="auto"
            {...form.getInputProps('why')}
          />
          <div className="grid-two">
            <TextInput label={EDITOR_WORDS.instead} dir="auto" {...form.getInputProps('instead')} />
            <TextInput label={EDITOR_WORDS.askAt} {...form.getInputProps('askAt')} />
          </div>
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              {EDITOR_WORDS.cancel}
            </Button>
            <Button type="submit">{EDITOR_WORDS.take}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function strangerIn(name: ValuedName) {
  return (text: string) => {
    const stranger = findStranger(name, text);
    return stranger === undefined ? null : EDITOR_WORDS.stranger(stranger);
  };
}
