import { NativeSelect, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { AsOf } from '../figures/as-of.tsx';
import { ExportMenu } from '../filters/export-menu.tsx';
import { FilterBar } from '../filters/filter-bar.tsx';
import { useRange } from '../filters/use-range.ts';
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
import { type TeamAsked, useTeamBoard } from './use-team-board.ts';
import { type TeamChoice, useTeams } from './use-teams.ts';

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
  const { span } = useRange(search, '30d');
  const change = (next: TeamSearch) => void navigate({ search: next, replace: true });
  const href = addressOf('exportTeamBoardCsv', { query: { ...span, teamId: chosen.id } });
  return (
    <FilterBar
      page="team"
      search={search}
      read={readTeamSearch}
      usual="30d"
      parts={[]}
      onChange={change}
      action={
        <ExportMenu
          files={[{ label: TEAM_WORDS.file, href, name: `team-${chosen.id}.csv` }]}
          note={TEAM_WORDS.fileNote}
        />
      }
    >
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
  const { span } = useRange(readTeamSearch(route.useSearch()), '30d');
  const asked: TeamAsked = { teamId, span };
  const board = useTeamBoard(asked);
  return (
    <Together queries={Object.values(board)} lines={14}>
      <Stack gap="md">
        <FiguresPanel board={board} teamId={teamId} />
        <HintsPanel board={board} />
        <CostsPanel costs={board.costs} />
        <BudgetsPanel forecasts={board.forecasts} />
        <div className="grid-two">
          <SafetyPanel safety={board.safety} />
          <ReusePanel signals={board.signals} teamId={teamId} />
        </div>
        <ResultsPanel outcomes={board.outcomes} />
        <RecognitionPanel awards={board.awards} />
        <AsOf at={board.costs.dataUpdatedAt || board.safety.dataUpdatedAt} more={TEAM_WORDS.countsWhat} />
      </Stack>
    </Together>
  );
}
