import { Group } from '@mantine/core';
import { RowsExport } from '../filters/rows-export.tsx';
import { Named } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { TEAM_PAGE_WORDS } from '../words/organisation-words.ts';
import { DirectoryDialog, type Texts } from './directory-dialog.tsx';
import { RetireButton } from './retire-button.tsx';
import { optionalText, type Project, projectFields, useCostCentreOptions } from './team-fields.ts';

export type OfTeam = { readonly teamId?: string; readonly isAll: boolean };

const WORDS = TEAM_PAGE_WORDS;
const CHANGES = ['listProjects'] as const;

function queryOf({ teamId, isAll }: OfTeam) {
  return { ...(teamId === undefined ? {} : { teamId }), ...(isAll ? {} : { status: 'active' as const }) };
}

/** The listing behind the panel; a page that waits for it asks by this. */
export function useProjects(of: OfTeam) {
  const query = queryOf(of);
  return usePages('listProjects', { query }, (page, signal) =>
    callOperation('listProjects', { query: { ...query, ...page }, signal }),
  );
}

/** Projects of one team, or of all. */
export function ProjectsPanel({ teamId, isAll }: OfTeam) {
  const mayChange = useMay()('control.write:directory');
  const centres = useCostCentreOptions();
  const projects = useProjects({ ...(teamId === undefined ? {} : { teamId }), isAll });
  return (
    <Panel
      title={WORDS.projects}
      note={WORDS.projectsNote}
      flush
      action={
        <Group gap="xs">
          <RowsExport
            of="exportProjectsCsv"
            request={{ query: queryOf({ ...(teamId === undefined ? {} : { teamId }), isAll }) }}
          />
          {mayChange ? (
            <DirectoryDialog
              label={WORDS.newProject}
              title={WORDS.newProject}
              confirm={WORDS.create}
              fields={projectFields(centres, teamId === undefined ? {} : { teamId })}
              changes={CHANGES}
              carryOut={(texts, idempotencyKey) =>
                callOperation('createProject', { body: { id: texts['id'] ?? '', ...bodyOf(texts) }, idempotencyKey })
              }
            />
          ) : null}
        </Group>
      }
    >
      <Paged query={projects} empty={<Empty title={WORDS.noProject} />}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{WORDS.name}</th>
                {teamId === undefined ? <th>{WORDS.team}</th> : null}
                <th>{WORDS.costCentre}</th>
                {mayChange ? <th>{WORDS.steps}</th> : null}
              </tr>
            </thead>
            <tbody>
              {rows.map((project) => (
                <tr key={project.id}>
                  <td dir="auto" title={project.id}>
                    {project.name}{' '}
                    {project.status === 'archived' ? <Mark tone="plain">{WORDS.states.archived}</Mark> : null}
                  </td>
                  {teamId === undefined ? (
                    <td data-label={WORDS.team}>
                      <Named of="team" id={project.teamId} />
                    </td>
                  ) : null}
                  <td data-label={WORDS.costCentre}>{project.costCentre ?? WORDS.none_}</td>
                  {mayChange ? (
                    <td>
                      <ProjectSteps project={project} />
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}

function ProjectSteps({ project }: { readonly project: Project }) {
  const centres = useCostCentreOptions();
  const of = { params: { id: project.id } };
  return (
    <Group gap={6}>
      {project.status === 'archived' ? null : (
        <DirectoryDialog
          label={WORDS.edit}
          title={project.name}
          confirm={WORDS.save}
          fields={projectFields(centres, { project })}
          changes={CHANGES}
          carryOut={(texts, idempotencyKey) =>
            callOperation('changeProject', {
              ...of,
              ifRevision: project.revision,
              body: bodyOf(texts),
              idempotencyKey,
            })
          }
        />
      )}
      <RetireButton
        name={project.name}
        status={project.status}
        changes={CHANGES}
        archive={(idempotencyKey) => callOperation('archiveProject', { ...of, body: {}, idempotencyKey })}
        restore={(idempotencyKey) => callOperation('restoreProject', { ...of, body: {}, idempotencyKey })}
      />
    </Group>
  );
}

function bodyOf(texts: Texts) {
  return {
    name: texts['name'] ?? '',
    teamId: texts['teamId'] ?? '',
    costCentre: optionalText(texts, 'costCentre'),
  };
}
