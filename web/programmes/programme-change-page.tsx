import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useFieldFaults } from '../request/field-faults.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { Trouble } from '../states/trouble.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';
import { FigureFields } from './figure-fields.tsx';
import { ProgrammeFields, type ProgrammeFieldsProps } from './programme-fields.tsx';
import { changeOf, type ProgrammeForm, useProgrammeForm, valuesOf } from './programme-values.ts';

type Programme = AnswerOf<'readProgramme'>;

const route = getRouteApi('/programmes/$programmeId/change');
const TEAMS_MAX = 500;
/** How a fault of the body names a field. */
const FIELDS = { personId: 'watchPersonId', endsAt: 'endsOn' } as const;

/** Changes a draft as a whole; of a programme that runs its name, and its end to an earlier one. */
export function ProgrammeChangePage() {
  const { programmeId } = route.useParams();
  const programme = useOperation('readProgramme', { params: { id: programmeId } });
  const models = useOperation('listIncentiveModels', {});
  const teams = useOperation('listTeams', { query: { status: 'active', limit: TEAMS_MAX } });
  const { name } = programme.data ?? {};
  return (
    <Page title={name === undefined ? PROGRAMME_WORDS.change : PROGRAMME_WORDS.changeTitle(name)}>
      <Together queries={[programme, models, teams]} lines={16}>
        <Loaded query={programme}>
          {(data) => (
            <Stack gap="md" className="narrow">
              <TextLink to="/programmes/$programmeId" params={{ programmeId }}>
                {data.name}
              </TextLink>
              {data.state === 'ended' ? (
                <Empty title={PROGRAMME_WORDS.isOver} />
              ) : (
                <ChangeForm
                  key={data.revision}
                  programme={data}
                  models={models.data?.rows ?? []}
                  teams={teams.data?.rows ?? []}
                />
              )}
            </Stack>
          )}
        </Loaded>
      </Together>
    </Page>
  );
}

type ChangeFormProps = Omit<ProgrammeFieldsProps, 'form'> & { readonly programme: Programme };

function ChangeForm({ programme, models, teams }: ChangeFormProps) {
  const navigate = useNavigate();
  const params = { programmeId: programme.id };
  const form = useProgrammeForm(valuesOf(programme));
  const write = useWrite({
    carryOut: (values: ProgrammeForm['values']) =>
      callOperation('changeProgramme', {
        ...{ params: { id: programme.id }, ifRevision: programme.revision },
        body: changeOf(values, programme),
      }),
    changes: ['readProgramme', 'listProgrammes', 'readProgrammePreconditions', 'readProgrammeSimulation'],
    done: () => navigate({ to: '/programmes/$programmeId', params }),
  });
  useFieldFaults(form, write.error, FIELDS);
  const isDraft = programme.state === 'draft';
  // Of one that runs nothing else is sent, so that nothing else can be wrong.
  const submit = isDraft ? form.onSubmit((values) => write.mutate(values)) : undefined;
  return (
    <form
      onSubmit={
        submit ??
        ((event) => {
          event.preventDefault();
          if (form.values.name.trim() !== '') write.mutate(form.values);
        })
      }
    >
      <Stack gap="md">
        {write.error === null ? null : <Trouble error={write.error} />}
        <Panel title={PROGRAMME_WORDS.what} note={isDraft ? undefined : PROGRAMME_WORDS.runsNote}>
          <Stack gap="md">
            {isDraft ? <ProgrammeFields form={form} models={models} teams={teams} /> : <RunningFields form={form} />}
          </Stack>
        </Panel>
        {isDraft ? (
          <Panel title={PROGRAMME_WORDS.figures.title} note={PROGRAMME_WORDS.figures.note}>
            <FigureFields form={form} />
          </Panel>
        ) : null}
        <Group justify="flex-end" gap="sm">
          <ButtonLink to="/programmes/$programmeId" params={params} variant="default">
            {PROGRAMME_WORDS.cancel}
          </ButtonLink>
          <Button type="submit" disabled={!form.isDirty()} loading={write.isPending}>
            {PROGRAMME_WORDS.saveChange}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RunningFields({ form }: { readonly form: ProgrammeForm }) {
  return (
    <>
      <TextInput label={PROGRAMME_WORDS.nameField} required {...form.getInputProps('name')} />
      <TextInput
        label={PROGRAMME_WORDS.endsField}
        description={PROGRAMME_WORDS.endsEarlier}
        type="date"
        maw={320}
        {...form.getInputProps('endsOn')}
      />
      <Text size="sm" c="dimmed">
        {PROGRAMME_WORDS.staysWhile}
      </Text>
    </>
  );
}
