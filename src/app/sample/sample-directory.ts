import type { CostCentre, Person, Project, ServiceAccount, Team } from '../../domain/identity/directory.ts';

/** A company of the size that one process serves: four teams, their people and their projects. Every name is invented. */

export const SAMPLE_COST_CENTRES: readonly CostCentre[] = [
  { id: 'cc-100', name: 'Product development', status: 'active' },
  { id: 'cc-200', name: 'Customer service', status: 'active' },
  { id: 'cc-300', name: 'Legal and compliance', status: 'active' },
  { id: 'cc-400', name: 'Data and analytics', status: 'active' },
];

export const SAMPLE_TEAMS: readonly Team[] = [
  { id: 'platform', name: 'Platform engineering', costCentre: 'cc-100', managerPersonId: 'mara', status: 'active' },
  { id: 'support', name: 'Customer support', costCentre: 'cc-200', managerPersonId: 'tomas', status: 'active' },
  { id: 'legal', name: 'Legal', costCentre: 'cc-300', managerPersonId: 'ines', status: 'active' },
  { id: 'analytics', name: 'Analytics', costCentre: 'cc-400', managerPersonId: 'yuki', status: 'active' },
];

export const SAMPLE_PEOPLE: readonly Person[] = [
  person('mara', 'Mara Lindqvist', 'platform', { roles: ['governance', 'manager'] }),
  person('sam', 'Sam Adeyemi', 'platform'),
  person('ruth', 'Ruth Kowalska', 'platform', { roles: ['security'] }),
  person('tomas', 'Tomas Novak', 'support', { roles: ['manager'] }),
  person('lena', 'Lena Haddad', 'support', { employment: 'contractor' }),
  person('ines', 'Ines Carvalho', 'legal', { roles: ['governance', 'legal', 'manager'] }),
  person('yuki', 'Yuki Tanaka', 'analytics', { roles: ['manager'], region: 'apac' }),
  person('omar', 'Omar Rahimi', 'analytics'),
];

export const SAMPLE_PROJECTS: readonly Project[] = [
  { id: 'checkout', name: 'Checkout rewrite', teamId: 'platform', costCentre: null, status: 'active' },
  { id: 'help-centre', name: 'Help centre', teamId: 'support', costCentre: null, status: 'active' },
  { id: 'contracts', name: 'Contract review', teamId: 'legal', costCentre: null, status: 'active' },
  { id: 'forecasting', name: 'Demand forecasting', teamId: 'analytics', costCentre: 'cc-100', status: 'active' },
];

export const SAMPLE_SERVICE_ACCOUNTS: readonly ServiceAccount[] = [
  {
    id: 'ci-reviewer',
    name: 'Pull request reviewer',
    teamId: 'platform',
    projectId: 'checkout',
    ownerPersonId: 'sam',
    status: 'active',
  },
  {
    id: 'ticket-router',
    name: 'Ticket router',
    teamId: 'support',
    projectId: 'help-centre',
    ownerPersonId: 'tomas',
    status: 'active',
  },
];

function person(id: string, name: string, teamId: string, more: Partial<Person> = {}): Person {
  return {
    id,
    name,
    email: `${id}@example.com`,
    teamId,
    roles: [],
    region: 'eu',
    employment: 'employee',
    status: 'active',
    ...more,
  };
}
