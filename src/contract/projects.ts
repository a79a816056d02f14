import { z } from 'zod';
import { NOTHING } from './route.ts';
import { changeRoute, createRoute, namedListRoute, readRoute, verbRoute } from './row-routes.ts';
import { CostCentreCode, KEPT, OneLine, Slug } from './wire-values.ts';

export const Project = z
  .object({
    id: Slug,
    name: z.string(),
    teamId: Slug,
    costCentre: CostCentreCode.nullable(),
    status: z.enum(['active', 'archived']),
    ...KEPT,
  })
  .meta({ id: 'Project' });

export const ProjectCreate = z
  .strictObject({ id: Slug, name: OneLine, teamId: Slug, costCentre: CostCentreCode.nullable().default(null) })
  .meta({ id: 'ProjectCreate' });

const ProjectChange = z
  .strictObject({
    name: OneLine.exactOptional(),
    teamId: Slug.exactOptional(),
    costCentre: CostCentreCode.nullable().exactOptional(),
  })
  .meta({ id: 'ProjectChange' });

const filters = {
  status: z.enum(['active', 'archived']).exactOptional(),
  teamId: Slug.exactOptional(),
  costCentre: CostCentreCode.exactOptional(),
};
const at = { tag: 'Projects', path: '/projects' } as const;
const one = { tag: 'Projects', path: '/projects/{id}', id: Slug, row: Project } as const;

export const PROJECT_ROUTES = {
  listProjects: {
    ...namedListRoute({ ...at, summary: 'List projects', filters, row: Project }),
    narrow: { team: 'teamId', rows: ['team'] },
  },
  createProject: createRoute({ ...at, summary: 'Create a project', body: ProjectCreate, row: Project }),
  readProject: { ...readRoute({ ...one, summary: 'Read a project' }), narrow: { rows: ['team'] } },
  changeProject: changeRoute({ ...one, summary: 'Change a project', body: ProjectChange }),
  archiveProject: verbRoute({
    ...one,
    path: '/projects/{id}/archive',
    summary: 'Archive a project that nothing active refers to',
    body: NOTHING,
    problems: ['in_use', 'managed_by_file'],
  }),
  restoreProject: verbRoute({
    ...one,
    path: '/projects/{id}/restore',
    summary: 'Make an archived project active again',
    body: NOTHING,
    problems: ['reference_unknown', 'reference_archived', 'managed_by_file'],
  }),
} as const;
