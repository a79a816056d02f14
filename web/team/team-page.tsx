import { NativeSelect, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { AsOf } from '../figures/as-of.tsx';
import { ExportMenu } from '../filters/export-menu.tsx';
import { FilterBar } from '../filters/filter-bar.tsx';
import { MonthChoice, monthInWords } from '../filters/month-choice.tsx';
import type { Span } from '../filters/range.ts';
import { addressOf } from '../request/call-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Waiting } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { TEAM_WORDS } from '../words/team-words.ts';
import { BudgetsPanel } from './budgets-panel.tsx';
import { CostsPanel } from './costs-panel.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { HintsPanel } from './hints-panel.tsx';
import { RecognitionPanel } from './recognition-panel.tsx';
import { ResultsPanel } from './results-panel.tsx';
import { ReusePanel } from './reuse-panel.tsx';
import { SafetyPanel } from './safety-panel.tsx';
import { readTeamSearch, type TeamSearch } from './team-search.ts';
import { useTeamBefore } from './use-team-before.ts';
import { type TeamBoard, useTeamBoard } from './use-team-board.ts';
import { USUAL, useTeamTime } from './use-team-time.ts';
import { type TeamChoice, useTeams } from './use-teams.ts';

// What is asked before the page is drawn comes with the page.
export { askTeam } from './ask-team.ts';

const route = getRouteApi('/team');

/** What comes of a team's work, for whoever leads it; never a person. */
export function TeamPage() {
  const { team } = readTeamSearch(route.useSearch());
  const { isPending, teams } = useTeams();
  const chosen = teams.find(({ id }) => id === team) ?? teams[0];
  return (
    <Page title={chosen === undefined ? TEAM_WORDS.plainTitle : TEAM_WORDS.title(chosen.name)} lead={TEAM_WORDS.lead}>
      {isPending ? (
        <Waiting lines={12} />
      ) : chosen === undefined ? (
        <Panel title={TEAM_WORDS.plainTitle}>
          <Empty title={TEAM_WORDS.noTeam}>{TEAM_WORDS.noTeamWhy}</Empty>
        </Panel>
      ) : (
        <>
          <Choice chosen={chosen} teams={teams} />
          <Board key={chosen.id} teamId={chosen.id} />
        </>
      )}
    </Page>
  );
}

type ChoiceProps = { readonly chosen: TeamChoice; readonly teams: readonly TeamChoice[] };

function Choice({ chosen, teams }: ChoiceProps) {
  const search = readTeamSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { time, isByMonth } = useTeamTime(search);
  const change = (next: TeamSearch) => void navigate({ search: next, replace: true });
  const href = addressOf('exportTeamBoardCsv', { query: { ...time.span, teamId: chosen.id } });
  return (
    <FilterBar
      page="team"
      search={search}
      read={readTeamSearch}
      {...(isByMonth ? { printed: monthInWords(time.stretch.first) } : { usual: USUAL })}
      parts={['compare']}
      onChange={change}
      action={
        <ExportMenu
          files={[{ label: TEAM_WORDS.file, href, name: `team-${chosen.id}.csv` }]}
          note={TEAM_WORDS.fileNote}
        />
      }
    >
      {isByMonth ? (
        <MonthChoice
          search={search}
          onChange={(month) => change(readTeamSearch({ ...search, range: undefined, ...month }))}
        />
      ) : null}
      {teams.length < 2 ? null : (
        <NativeSelect
          label={TEAM_WORDS.team}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen.id}
          onChange={(event) => change({ ...search, team: event.currentTarget.value })}
        />
      )}
    </FilterBar>
  );
}

function Board({ teamId }: { readonly teamId: string }) {
  const told = useTeamTime(readTeamSearch(route.useSearch()));
  const { time, compared } = told;
  const board = useTeamBoard({ teamId, span: time.span });
  const before = useTeamBefore({ teamId, span: time.span }, told);
  return (
    <Together queries={[...Object.values(board), ...(compared === null ? [] : before.queries)]} lines={14}>
      <Stack gap="md">
        {told.isByMonth ? (
          <Text size="sm" c="dimmed">
            {TEAM_WORDS.byMonth}
          </Text>
        ) : null}
        <FiguresPanel board={board} teamId={teamId} before={before} />
        <HintsPanel board={board} />
        <CostsPanel costs={board.costs} before={before} />
        <Further board={board} teamId={teamId} span={time.span} />
      </Stack>
    </Together>
  );
}

type FurtherProps = { readonly board: TeamBoard; readonly teamId: string; readonly span: Span };

/** Below what is seen first, and drawn after it. */
function Further({ board, teamId, span }: FurtherProps) {
  const isDrawn = useDeferredValue(true, false);
  if (!isDrawn) return <Waiting lines={12} />;
  return (
    <>
      <BudgetsPanel forecasts={board.forecasts} />
      <div className="grid-two">
        <SafetyPanel safety={board.safety} />
        <ReusePanel signals={board.signals} teamId={teamId} />
      </div>
      <ResultsPanel outcomes={board.outcomes} asked={{ ...span, teamId }} />
      <RecognitionPanel awards={board.awards} />
      <AsOf at={board.costs.dataUpdatedAt || board.safety.dataUpdatedAt} more={TEAM_WORDS.countsWhat} />
    </>
  );
}
