import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import type { RequestOf } from '../../src/client/operation-request.ts';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { useSession } from '../shell/session.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { Trouble } from '../states/trouble.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';

type Create = RequestOf<'createProgramme'>['body'];

const ID = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const TEAMS_MAX = 500;

/** A draft with its charter; nothing is in force until it is started. */
export function ProgrammeFormPage() {
  const navigate = useNavigate();
  const form = useProgrammeForm();
  const models = useOperation('listIncentiveModels', {});
  const teams = useOperation('listTeams', { query: { status: 'active', limit: TEAMS_MAX } });
  const write = useWrite({
    carryOut: (body: Create, idempotencyKey) => callOperation('createProgramme', { body, idempotencyKey }),
    changes: ['listProgrammes'],
    done: ({ id }) => navigate({ to: '/programmes/$programmeId', params: { programmeId: id } }),
  });
  return (
    <Page title={PROGRAMME_WORDS.formTitle} lead={PROGRAMME_WORDS.formLead}>
      <form onSubmit={form.onSubmit((values) => write.mutate(createOf(values)))} className="narrow">
        <Panel title={PROGRAMME_WORDS.what}>
          <Stack gap="md">
            {write.error === null ? null : <Trouble error={write.error} />}
            <Together queries={[models, teams]} lines={16}>
              <ProgrammeFields form={form} models={models.data?.rows ?? []} teams={teams.data?.rows ?? []} />
              <Group justify="flex-end">
                <Button type="submit" loading={write.isPending}>
                  {PROGRAMME_WORDS.save}
                </Button>
              </Group>
            </Together>
          </Stack>
        </Panel>
      </form>
    </Page>
  );
}

function useProgrammeForm() {
  const { person } = useSession();
  const needed = (text: string) => (text.trim() === '' ? PROGRAMME_WORDS.needed : null);
  return useForm({
    initialValues: {
      id: '',
      name: '',
      model: 'composite_index',
      teamIds: [] as string[],
      question: '',
      measure: '',
      baseline: '',
      target: '',
      ownerPersonId: person.id,
      endsOn: '',
    },
    validate: {
      id: (id) => (ID.test(id) ? null : PROGRAMME_WORDS.badId),
      name: needed,
      question: needed,
      measure: needed,
      target: needed,
      ownerPersonId: needed,
    },
  });
}

type ProgrammeForm = ReturnType<typeof useProgrammeForm>;

type ProgrammeFieldsProps = {
  readonly form: ProgrammeForm;
  readonly models: AnswerOf<'listIncentiveModels'>['rows'];
  readonly teams: AnswerOf<'listTeams'>['rows'];
};

function ProgrammeFields({ form, models, teams }: ProgrammeFieldsProps) {
  return (
    <>
      <div className="grid-two">
        <TextInput label={PROGRAMME_WORDS.nameField} description={'\u00a0'} {...form.getInputProps('name')} />
        <TextInput label={PROGRAMME_WORDS.id} description={PROGRAMME_WORDS.idHelp} {...form.getInputProps('id')} />
      </div>
      <NativeSelect
        label={PROGRAMME_WORDS.model}
        description={PROGRAMME_WORDS.modelHelp}
        data={models.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('model')}
      />
      <Checkbox.Group
        label={PROGRAMME_WORDS.teamsField}
        description={PROGRAMME_WORDS.teamsHelp}
        {...form.getInputProps('teamIds')}
      >
        <Group gap="md" mt="xs">
          {teams.map(({ id, name }) => (
            <Checkbox key={id} value={id} label={name} />
          ))}
        </Group>
      </Checkbox.Group>
      <TextInput label={PROGRAMME_WORDS.ask} dir="auto" {...form.getInputProps('question')} />
      <TextInput
        label={PROGRAMME_WORDS.measure}
        description={PROGRAMME_WORDS.measureHelp}
        dir="auto"
        {...form.getInputProps('measure')}
      />
      <div className="grid-two">
        <TextInput label={PROGRAMME_WORDS.baseline} dir="auto" {...form.getInputProps('baseline')} />
        <TextInput label={PROGRAMME_WORDS.target} dir="auto" {...form.getInputProps('target')} />
      </div>
      <div className="grid-two">
        <TextInput label={PROGRAMME_WORDS.ownerField} description={'\u00a0'} {...form.getInputProps('ownerPersonId')} />
        <TextInput
          label={PROGRAMME_WORDS.endsField}
          description={PROGRAMME_WORDS.endsHelp}
          type="date"
          {...form.getInputProps('endsOn')}
        />
      </div>
    </>
  );
}

function createOf(values: ProgrammeForm['values']): Create {
  const { id, name, teamIds, model, endsOn } = values;
  const given = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    id,
    name: name.trim(),
    model: MODELS.find((one) => one === model) ?? 'composite_index',
    teamIds,
    charter: {
      question: values.question.trim(),
      measure: values.measure.trim(),
      baseline: given(values.baseline),
      target: values.target.trim(),
      ownerPersonId: values.ownerPersonId.trim(),
    },
    endsAt: endsOn === '' ? null : new Date(`${endsOn}T00:00:00`).toISOString(),
  };
}

const MODELS = [
  'raw_token_leaderboard',
  'efficiency_score',
  'outcome_recognition',
  'tiered_rewards',
  'budget_envelopes',
  'policy_gated_access',
  'compliance_weighted',
  'team_based',
  'composite_index',
] as const;
