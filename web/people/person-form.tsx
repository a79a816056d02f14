import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { useFieldFaults } from '../request/field-faults.ts';
import { NO_HELP } from '../states/no-help.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { PERSON_WORDS } from '../words/people-words.ts';
import { TeamSelect } from './team-select.tsx';

export type Person = AnswerOf<'readPerson'>;

export type PersonTexts = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly team: string;
  readonly employment: string;
  readonly region: string;
  readonly tags: string;
};

export type PersonFormProps = {
  /** Left out: a new one. */
  readonly person?: Person;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onSave: (texts: PersonTexts) => void;
  readonly onCancel?: () => void;
};

const WORDS = PERSON_WORDS;
const SLUG = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const EMPLOYMENTS = namesOf(WORDS.employments);

/** What of a form goes to the server. */
export function personFields(texts: PersonTexts) {
  const optional = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    name: texts.name.trim(),
    email: texts.email.trim(),
    teamId: texts.team,
    employment: EMPLOYMENTS.find((name) => name === texts.employment) ?? null,
    region: optional(texts.region),
    roles: texts.tags
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  };
}

/** An id that follows from an address, where somebody has not chosen another. */
export function idOfEmail(email: string): string {
  const [local = ''] = email.trim().toLowerCase().split('@');
  return local
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9._-]/g, '-')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 64);
}

/** A person as the directory keeps them. */
export function PersonForm({ person, error, isPending, onSave, onCancel }: PersonFormProps) {
  const form = usePersonForm(person);
  useFieldFaults(form, error, { teamId: 'team', roles: 'tags' });
  const text = form.getInputProps;
  const { team, id, email } = form.values;
  const follow = () => (person === undefined && id === '' ? form.setFieldValue('id', idOfEmail(email)) : undefined);
  return (
    <Panel title={person === undefined ? WORDS.newTitle : WORDS.edit}>
      <form onSubmit={form.onSubmit(onSave)} noValidate>
        <Stack gap="md">
          {error === null ? null : <Trouble error={error} />}
          <div className="grid-two">
            <TextInput label={WORDS.name} dir="auto" autoComplete="off" data-autofocus {...text('name')} />
            <TextInput label={WORDS.email} type="email" autoComplete="off" {...text('email')} onBlur={follow} />
          </div>
          <div className="grid-two">
            <TeamSelect
              label={WORDS.team}
              all="–"
              value={team}
              error={form.errors['team']}
              onChange={(chosen) => form.setFieldValue('team', chosen)}
            />
            <NativeSelect
              label={WORDS.employment}
              data={[
                { value: '', label: WORDS.notSaid },
                ...EMPLOYMENTS.map((name) => ({ value: name, label: WORDS.employments[name] })),
              ]}
              {...text('employment')}
            />
          </div>
          {person === undefined ? (
            <TextInput
              label={WORDS.id}
              description={WORDS.idHelp}
              autoComplete="off"
              {...text('id')}
              onFocus={follow}
            />
          ) : null}
          <div className="grid-two">
            <TextInput label={WORDS.region} description={NO_HELP} autoComplete="off" {...text('region')} />
            <TextInput label={WORDS.tags} description={WORDS.tagsHelp} autoComplete="off" {...text('tags')} />
          </div>
          <Group justify="flex-end" gap="sm">
            {onCancel === undefined ? null : (
              <Button variant="default" onClick={onCancel}>
                {WORDS.cancel}
              </Button>
            )}
            <Button type="submit" loading={isPending}>
              {person === undefined ? WORDS.create : WORDS.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function usePersonForm(person: Person | undefined) {
  const needed = (text: string) => (text.trim() === '' ? WORDS.needed : null);
  return useForm<PersonTexts>({
    initialValues: {
      id: person?.id ?? '',
      name: person?.name ?? '',
      email: person?.email ?? '',
      team: person?.teamId ?? '',
      employment: person?.employment ?? '',
      region: person?.region ?? '',
      tags: (person?.roles ?? []).join(', '),
    },
    validate: {
      id: (id) => (SLUG.test(id.trim()) ? null : WORDS.notId),
      name: needed,
      email: (email) => (EMAIL.test(email.trim()) ? null : WORDS.notEmail),
      team: needed,
    },
  });
}
