import type {
  CostCentre,
  Employment,
  Person,
  Project,
  RowStatus,
  ServiceAccount,
  Team,
} from '../../domain/identity/directory.ts';
import { nounTable } from './noun-table.ts';

type CostCentreRow = { readonly id: string; readonly name: string; readonly status: RowStatus };

export const costCentreTable = nounTable<CostCentre, CostCentreRow>({
  table: 'cost_centre',
  toRow: ({ id, name, status }) => ({ id, name, status }),
  fromRow: ({ id, name, status }) => ({ id, name, status }),
  columns: ['id', 'name', 'status'],
});

type TeamRow = CostCentreRow & { readonly cost_centre: string | null; readonly manager_person_id: string | null };

export const teamTable = nounTable<Team, TeamRow>({
  table: 'team',
  columns: ['id', 'name', 'cost_centre', 'manager_person_id', 'status'],
  toRow: (team) => ({
    id: team.id,
    name: team.name,
    cost_centre: team.costCentre,
    manager_person_id: team.managerPersonId,
    status: team.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    name: row.name,
    costCentre: row.cost_centre,
    managerPersonId: row.manager_person_id,
    status: row.status,
  }),
});

type PersonRow = CostCentreRow & {
  readonly email: string;
  readonly team_id: string;
  readonly roles: readonly string[];
  readonly region: string | null;
  readonly employment: Employment | null;
};

export const personTable = nounTable<Person, PersonRow>({
  table: 'person',
  columns: ['id', 'name', 'email', 'team_id', 'roles', 'region', 'employment', 'status'],
  toRow: (person) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    team_id: person.teamId,
    roles: JSON.stringify(person.roles),
    region: person.region,
    employment: person.employment,
    status: person.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    teamId: row.team_id,
    roles: row.roles,
    region: row.region,
    employment: row.employment,
    status: row.status,
  }),
});

type ProjectRow = CostCentreRow & { readonly team_id: string; readonly cost_centre: string | null };

export const projectTable = nounTable<Project, ProjectRow>({
  table: 'project',
  columns: ['id', 'name', 'team_id', 'cost_centre', 'status'],
  toRow: ({ id, name, teamId, costCentre, status }) => ({
    id,
    name,
    team_id: teamId,
    cost_centre: costCentre,
    status,
  }),
  fromRow: (row) => ({
    id: row.id,
    name: row.name,
    teamId: row.team_id,
    costCentre: row.cost_centre,
    status: row.status,
  }),
});

type ServiceAccountRow = CostCentreRow & {
  readonly team_id: string;
  readonly project_id: string | null;
  readonly owner_person_id: string;
};

export const serviceAccountTable = nounTable<ServiceAccount, ServiceAccountRow>({
  table: 'service_account',
  columns: ['id', 'name', 'team_id', 'project_id', 'owner_person_id', 'status'],
  toRow: (account) => ({
    id: account.id,
    name: account.name,
    team_id: account.teamId,
    project_id: account.projectId,
    owner_person_id: account.ownerPersonId,
    status: account.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    name: row.name,
    teamId: row.team_id,
    projectId: row.project_id,
    ownerPersonId: row.owner_person_id,
    status: row.status,
  }),
});
