import { Checkbox, Group, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { RowsExport } from '../filters/rows-export.tsx';
import { PersonLink } from '../people/person-link.tsx';
import { usePeople } from '../people/use-person-names.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { CONFIGURATION_WORDS } from '../words/configuration-words.ts';
import { TEAM_PAGE_WORDS } from '../words/organisation-words.ts';
import { AccountsPanel, useAccounts } from './accounts-panel.tsx';
import { CostCentresPanel } from './cost-centres-panel.tsx';
import { DirectoryDialog, type Texts } from './directory-dialog.tsx';
import { ProjectsPanel, useProjects } from './projects-panel.tsx';
import {
  type CostCentre,
  centresOf,
  optionalText,
  type Team,
  teamFields,
  useCostCentreOptions,
  useCostCentres,
} from './team-fields.ts';

const WORDS = TEAM_PAGE_WORDS;
const ROWS_MAX = 500;

/** How the organisation is cut: cost centres, teams, projects, programs. */
export function TeamsPage() {
  const mayChange = useMay()('control.write:directory');
  const [isAll, setAll] = useState(false);
  const query = { limit: ROWS_MAX, ...(isAll ? {} : { status: 'active' as const }) };
  const teams = useOperation('listTeams', { query });
  const centres = useCostCentres();
  const waits = [teams, centres, usePeople(), useProjects({ isAll }), useAccounts({ isAll })];
  return (
    <Page
      title={WORDS.title}
      lead={WORDS.lead}
      action={
        <Group gap="sm">
          <ButtonLink variant="default" to="/configuration">
            {CONFIGURATION_WORDS.open}
          </ButtonLink>
          {mayChange ? <NewTeam /> : null}
        </Group>
      }
    >
      <Checkbox
        mb="md"
        label={WORDS.showArchived}
        checked={isAll}
        onChange={({ currentTarget }) => setAll(currentTarget.checked)}
      />
      <Together queries={waits} lines={14}>
        <Stack gap="md">
          <Panel
            title={WORDS.tree}
            note={WORDS.treeNote}
            flush
            action={<RowsExport of="exportTeamsCsv" request={{ query: isAll ? {} : { status: 'active' } }} />}
          >
            <Loaded query={teams} lines={6}>
              {({ rows }) =>
                rows.length === 0 ? (
                  <div className="more">
                    <Empty title={WORDS.none}>{WORDS.noneWhy}</Empty>
                  </div>
                ) : (
                  <TeamTree teams={rows} centres={centresOf(centres)} />
                )
              }
            </Loaded>
          </Panel>
          <ProjectsPanel isAll={isAll} />
          <AccountsPanel isAll={isAll} />
          <CostCentresPanel isAll={isAll} />
        </Stack>
      </Together>
    </Page>
  );
}

function NewTeam() {
  const navigate = useNavigate();
  const centres = useCostCentreOptions();
  return (
    <DirectoryDialog
      isMain
      label={WORDS.newTeam}
      title={WORDS.newTeam}
      confirm={WORDS.create}
      fields={teamFields(centres)}
      changes={['listTeams']}
      carryOut={async (texts, idempotencyKey) => {
        const body = { id: texts['id'] ?? '', ...teamBody(texts) };
        const { id } = await callOperation('createTeam', { body, idempotencyKey });
        await navigate({ to: '/teams/$teamId', params: { teamId: id } });
      }}
    />
  );
}

export function teamBody(texts: Texts) {
  return {
    name: texts['name'] ?? '',
    managerPersonId: optionalText(texts, 'managerPersonId'),
    costCentre: optionalText(texts, 'costCentre'),
  };
}

type TeamTreeProps = { readonly teams: readonly Team[]; readonly centres: readonly CostCentre[] };

/** Teams under what pays for them. */
function TeamTree({ teams, centres }: TeamTreeProps) {
  const groups = [...new Set(teams.map(({ costCentre }) => costCentre))].map((costCentre) => ({
    costCentre,
    name: costCentre === null ? WORDS.noCostCentre : (centres.find(({ id }) => id === costCentre)?.name ?? costCentre),
    teams: teams.filter((team) => team.costCentre === costCentre),
  }));
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.name}</th>
            <th>{WORDS.id}</th>
            <th>{WORDS.manager}</th>
          </tr>
        </thead>
        {groups
          .toSorted((one, other) => one.name.localeCompare(other.name))
          .map((group) => (
            <tbody key={group.costCentre ?? ''}>
              <tr>
                <th colSpan={3} scope="rowgroup" className="table-group">
                  {group.name}
                  {group.costCentre === null ? '' : ` · ${group.costCentre}`}
                </th>
              </tr>
              {group.teams.map((team) => (
                <TeamRow key={team.id} team={team} />
              ))}
            </tbody>
          ))}
      </table>
    </div>
  );
}

function TeamRow({ team }: { readonly team: Team }) {
  const { managerPersonId } = team;
  return (
    <tr>
      <td>
        <TextLink to="/teams/$teamId" params={{ teamId: team.id }} dir="auto">
          {team.name}
        </TextLink>{' '}
        {team.status === 'archived' ? <Mark tone="plain">{WORDS.states.archived}</Mark> : null}
      </td>
      <td data-label={WORDS.id}>{team.id}</td>
      <td data-label={WORDS.manager}>
        {managerPersonId === null ? WORDS.nobody : <PersonLink id={managerPersonId} />}
      </td>
    </tr>
  );
}
