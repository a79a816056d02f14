import { z } from 'zod';
import { NOTHING } from './route.ts';
import { changeRoute, createRoute, listRoute, readRoute, verbRoute } from './row-routes.ts';
import { CostCentreCode, KEPT, OneLine, Slug } from './wire-values.ts';

export const Team = z
  .object({
    id: Slug,
    name: z.string(),
    costCentre: CostCentreCode.nullable(),
    managerPersonId: Slug.nullable(),
    status: z.enum(['active', 'archived']),
    ...KEPT,
  })
  .meta({ id: 'Team' });

export const TeamCreate = z
  .strictObject({
    id: Slug,
    name: OneLine,
    costCentre: CostCentreCode.nullable().default(null),
    managerPersonId: Slug.nullable().default(null),
  })
  .meta({ id: 'TeamCreate' });

const TeamChange = z
  .strictObject({
    name: OneLine.exactOptional(),
    costCentre: CostCentreCode.nullable().exactOptional(),
    managerPersonId: Slug.nullable().exactOptional(),
  })
  .meta({ id: 'TeamChange' });

const filters = { status: z.enum(['active', 'archived']).exactOptional(), costCentre: CostCentreCode.exactOptional() };
const at = { tag: 'Teams', path: '/teams' } as const;
const one = { tag: 'Teams', path: '/teams/{id}', id: Slug, row: Team } as const;

export const TEAM_ROUTES = {
  listTeams: { ...listRoute({ ...at, summary: 'List teams', filters, row: Team }), narrow: { rows: ['team'] } },
  createTeam: createRoute({ ...at, summary: 'Create a team', body: TeamCreate, row: Team }),
  readTeam: { ...readRoute({ ...one, summary: 'Read a team' }), narrow: { rows: ['team'] } },
  changeTeam: changeRoute({ ...one, summary: 'Change a team', body: TeamChange }),
  archiveTeam: verbRoute({
    ...one,
    path: '/teams/{id}/archive',
    summary: 'Archive a team that nothing active refers to',
    body: NOTHING,
    problems: ['in_use', 'managed_by_file'],
  }),
  restoreTeam: verbRoute({
    ...one,
    path: '/teams/{id}/restore',
    summary: 'Make an archived team active again',
    body: NOTHING,
    problems: ['reference_unknown', 'reference_archived', 'managed_by_file'],
  }),
} as const;
