import type { ControlContext } from '../../control/control-context.ts';
import { costCentreRules } from '../../control/cost-centres.ts';
import { personRules } from '../../control/people.ts';
import { projectRules } from '../../control/projects.ts';
import { serviceAccountRules } from '../../control/service-accounts.ts';
import { teamRules } from '../../control/teams.ts';
import type { Handlers } from './control-handler.ts';
import {
  fromWireCostCentre,
  fromWirePerson,
  fromWireProject,
  fromWireServiceAccount,
  fromWireTeam,
} from './from-wire-rows.ts';
import { rowHandlers } from './row-handlers.ts';

type Verbs<One extends string, Many extends string> =
  | `list${Many}`
  | `${'create' | 'read' | 'change' | 'archive' | 'restore'}${One}`;

const OF_TEAM = {
  team: ['teamId'],
  of: ({ teamId }: { readonly teamId: string }) => ({ teamIds: [teamId] }),
} as const;

/** Who there is: cost centres, teams, people, projects, service accounts. */
export function directoryHandlers(
  context: ControlContext,
): Handlers<
  | Verbs<'CostCentre', 'CostCentres'>
  | Verbs<'Team', 'Teams'>
  | Verbs<'Person', 'People'>
  | Verbs<'Project', 'Projects'>
  | Verbs<'ServiceAccount', 'ServiceAccounts'>
> {
  const costCentres = rowHandlers(context, { rules: costCentreRules, fromWire: fromWireCostCentre });
  const teams = rowHandlers(context, {
    rules: teamRules,
    fromWire: fromWireTeam,
    parts: { team: ['id'], of: ({ id }) => ({ teamIds: [id] }) },
  });
  const people = rowHandlers(context, { rules: personRules, fromWire: fromWirePerson, parts: OF_TEAM });
  const projects = rowHandlers(context, { rules: projectRules, fromWire: fromWireProject, parts: OF_TEAM });
  const accounts = rowHandlers(context, {
    rules: serviceAccountRules,
    fromWire: fromWireServiceAccount,
    parts: OF_TEAM,
  });
  return {
    listCostCentres: costCentres.list,
    createCostCentre: costCentres.create,
    readCostCentre: costCentres.read,
    changeCostCentre: costCentres.change,
    archiveCostCentre: costCentres.archive,
    restoreCostCentre: costCentres.restore,

    listTeams: teams.list,
    createTeam: teams.create,
    readTeam: teams.read,
    changeTeam: teams.change,
    archiveTeam: teams.archive,
    restoreTeam: teams.restore,

    listPeople: people.list,
    createPerson: people.create,
    readPerson: people.read,
    changePerson: people.change,
    archivePerson: people.archive,
    restorePerson: people.restore,

    listProjects: projects.list,
    createProject: projects.create,
    readProject: projects.read,
    changeProject: projects.change,
    archiveProject: projects.archive,
    restoreProject: projects.restore,

    listServiceAccounts: accounts.list,
    createServiceAccount: accounts.create,
    readServiceAccount: accounts.read,
    changeServiceAccount: accounts.change,
    archiveServiceAccount: accounts.archive,
    restoreServiceAccount: accounts.restore,
  };
}
