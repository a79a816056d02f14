import { Group, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay, useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { type Fact, Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Together } from '../states/together.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';
import { BoardPanel } from './board-panel.tsx';
import { BurstsPanel } from './bursts-panel.tsx';
import { figureFacts } from './figure-facts.ts';
import { PreconditionsPanel } from './preconditions-panel.tsx';
import { SimulationPanel } from './simulation-panel.tsx';
import { STATE_TONES } from './state-tones.ts';

type Programme = AnswerOf<'readProgramme'>;

const route = getRouteApi('/programmes/$programmeId');

/** One programme: what it asks, what is missing before it starts, what gaming it pays, and its board. */
export function ProgrammePage() {
  const { programmeId } = route.useParams();
  const may = useMay();
  const mayRead = may('control.read:programmes');
  const { person } = useSession();
  const programme = useOperation('readProgramme', { params: { id: programmeId } });
  const waits = [programme, ...useParts(programmeId, programme.data?.state)];
  const mayWatch = ({ model, state, settings: { watch } }: Programme) =>
    model === 'raw_token_leaderboard' &&
    state !== 'draft' &&
    (may('control.write:programmes') || watch?.personId === person.id);
  // The head grows with what can be done, so that it waits too.
  const shown = waits.some(({ isPending }) => isPending) ? undefined : programme.data;
  return (
    <Page title={shown?.name ?? PROGRAMME_WORDS.name} action={shown && <End programme={shown} />}>
      <Together queries={waits} lines={14}>
        <Stack gap="md">
          <TextLink to="/programmes">{PROGRAMME_WORDS.back}</TextLink>
          <Loaded query={programme} lines={10}>
            {(data) => (
              <Stack gap="md">
                <CharterPanel programme={data} />
                {data.state === 'draft' && mayRead ? <PreconditionsPanel programme={data} /> : null}
                {data.state === 'draft' ? null : <BoardPanel id={data.id} />}
                {mayWatch(data) ? <BurstsPanel id={data.id} /> : null}
                <SimulationPanel id={data.id} isRun={data.simulatedAt !== null} isDraft={data.state === 'draft'} />
              </Stack>
            )}
          </Loaded>
        </Stack>
      </Together>
    </Page>
  );
}

/** What the panels above the last one ask; what a simulation found stands last and moves nothing. */
function useParts(id: string, state: Programme['state'] | undefined) {
  const hasNeeds = useMay()('control.read:programmes') && state === 'draft';
  const hasBoard = state !== undefined && state !== 'draft';
  const of = { params: { id } };
  const run = useOperation('readProgrammeSimulationRun', of);
  const needs = useOperation('readProgrammePreconditions', of, { enabled: hasNeeds });
  const board = useOperation('readProgrammeBoard', of, { enabled: hasBoard });
  return [run, ...(hasNeeds ? [needs] : []), ...(hasBoard ? [board] : [])];
}

function End({ programme: { id, state, revision } }: { readonly programme: Programme }) {
  const may = useMay();
  return (
    <Group gap="sm">
      <Mark tone={STATE_TONES[state]}>{PROGRAMME_WORDS.states[state]}</Mark>
      {state !== 'ended' && may('control.write:programmes') ? (
        <ButtonLink
          to="/programmes/$programmeId/change"
          params={{ programmeId: id }}
          variant="default"
          size="compact-sm"
        >
          {PROGRAMME_WORDS.change}
        </ButtonLink>
      ) : null}
      {state === 'running' && may('control.write:programmes') ? (
        <ReasonButton
          label={PROGRAMME_WORDS.end}
          note={PROGRAMME_WORDS.endNote}
          carryOut={(reason) =>
            callOperation('endProgramme', { params: { id }, body: { reason }, ifRevision: revision })
          }
          changes={['readProgramme', 'listProgrammes', 'readProgrammeBoard', 'listMyProgrammes']}
        />
      ) : null}
    </Group>
  );
}

function CharterPanel({ programme }: { readonly programme: Programme }) {
  const { charter, startedAt, startedBy, endsAt, endReason, teamIds } = programme;
  const facts: readonly Fact[] = [
    ...(charter === null
      ? []
      : ([
          [PROGRAMME_WORDS.question, charter.question],
          [PROGRAMME_WORDS.measure, charter.measure],
          [PROGRAMME_WORDS.baseline, charter.baseline ?? PROGRAMME_WORDS.unknown],
          [PROGRAMME_WORDS.target, charter.target],
          [PROGRAMME_WORDS.owner, charter.ownerPersonId],
        ] as const)),
    [PROGRAMME_WORDS.model, programme.model.replaceAll('_', ' ')],
    [PROGRAMME_WORDS.teams, teamIds.length === 0 ? PROGRAMME_WORDS.whole : teamIds.join(', ')],
    [PROGRAMME_WORDS.ends, endsAt === null ? PROGRAMME_WORDS.noEnd : momentInWords({ at: endsAt, day: true })],
    ...figureFacts(programme),
    ...(startedAt === null
      ? []
      : ([
          [
            PROGRAMME_WORDS.started,
            PROGRAMME_WORDS.byWhom(momentInWords({ at: startedAt, day: true }), startedBy ?? ''),
          ],
        ] as const)),
    ...(endReason === null ? [] : ([[PROGRAMME_WORDS.endedBecause, endReason]] as const)),
  ];
  return (
    <Panel title={PROGRAMME_WORDS.charter}>
      <Stack gap="sm">
        {charter === null ? <Empty title={PROGRAMME_WORDS.noCharter}>{PROGRAMME_WORDS.noCharterWhy}</Empty> : null}
        <Facts facts={facts} />
      </Stack>
    </Panel>
  );
}
