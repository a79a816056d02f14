import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import type { RequestOf } from '../../src/client/operation-request.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { momentOf } from '../filters/local-moment.ts';
import { callOperation } from '../request/call-operation.ts';
import { useFieldFaults } from '../request/field-faults.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { HELD_WORDS, PEOPLE_WORDS } from '../words/people-words.ts';
import { ROLE_CHANGES } from './roles-panel.tsx';
import { TeamSelect } from './team-select.tsx';

type Wanted = RequestOf<'grantRole'>['body'];
type Role = keyof typeof PEOPLE_WORDS.roleNames;
type Reach = keyof typeof HELD_WORDS.reaches;

const WORDS = HELD_WORDS;
const ROLES = namesOf(PEOPLE_WORDS.roleNames);
const USE_CASES_MAX = 500;
const REASON_CHARACTERS_MAX = 200;

export type GrantFormProps = { readonly personId: string; readonly onDone: () => void };

function useGrantForm() {
  const needed = (text: string) => (text.trim() === '' ? WORDS.choose : null);
  return useForm({
    initialValues: { role: 'manager', reach: 'organisation', teamId: '', useCaseId: '', reason: '', expiresAt: '' },
    validate: {
      teamId: (id, { reach }) => (reach === 'team' ? needed(id) : null),
      useCaseId: (id, { reach }) => (reach === 'use_case' ? needed(id) : null),
      reason: (reason) => (reason.trim() === '' ? PEOPLE_NEEDED : null),
      expiresAt: (ends) => (ends === '' || new Date(ends).getTime() > Date.now() ? null : WORDS.notLater),
    },
  });
}

const PEOPLE_NEEDED = 'This is needed.';

/** Gives another person a role: for whom, why, until when. */
export function GrantForm({ personId, onDone }: GrantFormProps) {
  const form = useGrantForm();
  const give = useWrite({
    carryOut: (body: Wanted, idempotencyKey) => callOperation('grantRole', { body, idempotencyKey }),
    changes: ROLE_CHANGES,
    done: ({ role }) => {
      notifications.show({ message: WORDS.granted(role === 'employee' ? role : PEOPLE_WORDS.roleNames[role]) });
      onDone();
    },
  });
  useFieldFaults(form, give.error);
  const text = form.getInputProps;
  const role = ROLES.find((name) => name === form.values.role) ?? 'manager';
  const reaches = reachesOf(role);
  const choose = (next: string) => form.setValues({ role: next, reach: 'organisation' });
  return (
    <form onSubmit={form.onSubmit((values) => give.mutate(grantOf(personId, values)))} noValidate>
      <Stack gap="sm" mb="md">
        {give.error === null ? null : <Trouble error={give.error} />}
        <div className="fields">
          <NativeSelect
            label={WORDS.role}
            value={role}
            data={ROLES.map((name) => ({ value: name, label: PEOPLE_WORDS.roleNames[name] }))}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
          />
          <NativeSelect
            label={WORDS.reach}
            data={reaches.map((name) => ({ value: name, label: WORDS.reaches[name] }))}
            {...text('reach')}
          />
          {form.values.reach === 'team' ? (
            <TeamSelect
              label={WORDS.which}
              all="–"
              value={form.values.teamId}
              error={form.errors['teamId']}
              onChange={(id) => form.setFieldValue('teamId', id)}
            />
          ) : null}
          {form.values.reach === 'use_case' ? <UseCaseSelect {...text('useCaseId')} /> : null}
        </div>
        <TextInput
          label={WORDS.reason}
          description={WORDS.reasonHelp}
          dir="auto"
          maxLength={REASON_CHARACTERS_MAX}
          {...text('reason')}
        />
        <TextInput label={WORDS.ends} description={WORDS.endsHelp} type="datetime-local" {...text('expiresAt')} />
        <Group justify="flex-end">
          <Button type="submit" loading={give.isPending}>
            {WORDS.grant}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type UseCaseSelectProps = ReturnType<ReturnType<typeof useGrantForm>['getInputProps']>;

function UseCaseSelect(field: UseCaseSelectProps) {
  const { data } = useOperation('listUseCases', { query: { status: 'active', limit: USE_CASES_MAX } });
  const known = (data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return <NativeSelect label={WORDS.which} data={[{ value: '', label: '–' }, ...known]} {...field} />;
}

/** Managers can have a team, owners a use case; every other role is for the whole organisation. */
function reachesOf(role: Role): readonly Reach[] {
  if (role === 'manager') return ['organisation', 'team'];
  return role === 'use_case_owner' ? ['organisation', 'use_case'] : ['organisation'];
}

function grantOf(personId: string, values: ReturnType<typeof useGrantForm>['values']): Wanted {
  const { role, reach, teamId, useCaseId, reason, expiresAt } = values;
  return {
    personId,
    role: ROLES.find((name) => name === role) ?? 'manager',
    reach:
      reach === 'team'
        ? { kind: 'team', teamId }
        : reach === 'use_case'
          ? { kind: 'use_case', useCaseId }
          : { kind: 'organisation' },
    reason: reason.trim(),
    expiresAt: momentOf(expiresAt),
  };
}
