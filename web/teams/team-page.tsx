import { Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { PersonLink } from '../people/person-link.tsx';
import { usePeople } from '../people/use-person-names.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { TEAM_PAGE_WORDS } from '../words/organisation-words.ts';
import { AccountsPanel, useAccounts } from './accounts-panel.tsx';
import { DirectoryDialog } from './directory-dialog.tsx';
import { ProjectsPanel, useProjects } from './projects-panel.tsx';
import { RetireButton } from './retire-button.tsx';
import { type Team, teamFields, useCostCentreOptions, useCostCentres } from './team-fields.ts';
import { teamBody } from './teams-page.tsx';

const route = getRouteApi('/teams/$teamId');
const WORDS = TEAM_PAGE_WORDS;
const CHANGES = ['readTeam', 'listTeams'] as const;

/** One team: what it is, who is in it, and what would have to go elsewhere before it ends. */
export function OneTeamPage() {
  const { teamId } = route.useParams();
  const team = useOperation('readTeam', { params: { id: teamId } });
  const panels = [useMembers(teamId), useProjects({ teamId, isAll: false }), useAccounts({ teamId, isAll: false })];
  const queries = [team, useCostCentres(), usePeople(), ...panels];
  // The head grows with the name and moves what stands in it, so that all of it waits too.
  const shown = queries.some(({ isPending }) => isPending) ? undefined : team.data;
  const mayOpen = useMay()('control.read:outcomes');
  return (
    <Page
      title={shown?.name ?? WORDS.team}
      action={
        mayOpen && shown !== undefined ? (
          <ButtonLink to="/team" search={{ team: teamId }} variant="default">
            {WORDS.board}
          </ButtonLink>
        ) : null
      }
    >
      <Together queries={queries} lines={12}>
        <Stack gap="md">
          <Loaded query={team} lines={4}>
            {(row) => <TeamFacts team={row} />}
          </Loaded>
          {team.data === undefined ? null : (
            <>
              <Members teamId={teamId} />
              <ProjectsPanel teamId={teamId} isAll={false} />
              <AccountsPanel teamId={teamId} isAll={false} />
            </>
          )}
        </Stack>
      </Together>
    </Page>
  );
}

function TeamFacts({ team }: { readonly team: Team }) {
  const mayChange = useMay()('control.write:directory');
  const centres = useCostCentreOptions();
  const of = { params: { id: team.id } };
  const { managerPersonId } = team;
  return (
    <Panel
      title={WORDS.facts}
      {...(mayChange ? { note: WORDS.dependsNote } : {})}
      action={<Mark tone={team.status === 'active' ? 'good' : 'plain'}>{WORDS.states[team.status]}</Mark>}
    >
      <Facts
        facts={[
          [WORDS.id, team.id],
          [WORDS.manager, managerPersonId === null ? WORDS.nobody : <PersonLink key="manager" id={managerPersonId} />],
          [WORDS.costCentre, centres.find(({ value }) => value === team.costCentre)?.label ?? team.costCentre ?? '–'],
        ]}
      />
      {mayChange ? (
        <Group gap="sm">
          {team.status === 'archived' ? null : (
            <DirectoryDialog
              label={WORDS.edit}
              title={team.name}
              confirm={WORDS.save}
              fields={teamFields(centres, team)}
              changes={CHANGES}
              carryOut={(texts, idempotencyKey) =>
                callOperation('changeTeam', {
                  ...of,
                  ifRevision: team.revision,
                  body: teamBody(texts),
                  idempotencyKey,
                })
              }
            />
          )}
          <RetireButton
            name={team.name}
            status={team.status}
            changes={CHANGES}
            archive={(idempotencyKey) => callOperation('archiveTeam', { ...of, body: {}, idempotencyKey })}
            restore={(idempotencyKey) => callOperation('restoreTeam', { ...of, body: {}, idempotencyKey })}
          />
        </Group>
      ) : null}
    </Panel>
  );
}

function useMembers(teamId: string) {
  const query = { teamId, status: 'active' } as const;
  return usePages('listPeople', { query }, (page, signal) =>
    callOperation('listPeople', { query: { ...query, ...page }, signal }),
  );
}

function Members({ teamId }: { readonly teamId: string }) {
  const people = useMembers(teamId);
  // A person's page says what they may do and by what they come in, which is for few.
  const mayOpen = useMay()('control.read:access');
  return (
    <Panel title={WORDS.members} note={WORDS.membersNote} flush>
      <Paged query={people} empty={<Empty title={WORDS.noMembers} />}>
        {(rows) => (
          <ul className="line-list inset">
            {rows.map(({ id, name, email }) => (
              <li key={id} className="line line-wrap">
                {mayOpen ? (
                  <TextLink to="/people/$personId" params={{ personId: id }} dir="auto">
                    {name}
                  </TextLink>
                ) : (
                  <bdi>{name}</bdi>
                )}
                <Text span inherit c="dimmed">
                  {email}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </Panel>
  );
}
