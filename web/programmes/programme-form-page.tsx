import { Button, Group, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { RequestOf } from '../../src/client/operation-request.ts';
import { callOperation } from '../request/call-operation.ts';
import { useFieldFaults } from '../request/field-faults.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { useSession } from '../shell/session.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { Trouble } from '../states/trouble.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';
import { ProgrammeFields } from './programme-fields.tsx';
import { charterOf, newValues, type ProgrammeValues, useProgrammeForm } from './programme-values.ts';

type Create = RequestOf<'createProgramme'>['body'];

const TEAMS_MAX = 500;

/** A draft with its charter; nothing is in force until it is started. */
export function ProgrammeFormPage() {
  const navigate = useNavigate();
  const { person } = useSession();
  const form = useProgrammeForm(newValues(person.id));
  const models = useOperation('listIncentiveModels', {});
  const teams = useOperation('listTeams', { query: { status: 'active', limit: TEAMS_MAX } });
  const write = useWrite({
    carryOut: (body: Create, idempotencyKey) => callOperation('createProgramme', { body, idempotencyKey }),
    changes: ['listProgrammes'],
    done: ({ id }) => navigate({ to: '/programmes/$programmeId', params: { programmeId: id } }),
  });
  useFieldFaults(form, write.error);
  return (
    <Page title={PROGRAMME_WORDS.formTitle} lead={PROGRAMME_WORDS.formLead}>
      <form onSubmit={form.onSubmit((values) => write.mutate(createOf(values)))} className="narrow">
        <Panel title={PROGRAMME_WORDS.what}>
          <Stack gap="md">
            {write.error === null ? null : <Trouble error={write.error} />}
            <Together queries={[models, teams]} lines={16}>
              <ProgrammeFields form={form} models={models.data?.rows ?? []} teams={teams.data?.rows ?? []} isNew />
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

function createOf(values: ProgrammeValues): Create {
  const { id, name, teamIds, model, endsOn } = values;
  return {
    ...{ id, name: name.trim(), teamIds: [...teamIds], charter: charterOf(values) },
    model: MODELS.find((one) => one === model) ?? 'composite_index',
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
