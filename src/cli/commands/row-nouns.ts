import type { FileId, LinesId } from '../../client/create-control-client.ts';
import type { OperationId } from '../../contract/routes.ts';

export type RowOperation = Exclude<OperationId, LinesId | FileId | 'readOpenApi' | 'readFocusMetadata'>;

/** One noun of the control API as commands show it: the operations that it has, and the members worth a column. */
export type RowNoun = {
  readonly command: string;
  /** For sentences. */
  readonly one: string;
  readonly list: RowOperation;
  readonly read: RowOperation;
  readonly create: RowOperation;
  /** What is done to one that exists. */
  readonly verbs: Readonly<Record<string, RowOperation>>;
  readonly columns: readonly string[];
  readonly example: string;
};

// biome-ignore format: a table is read down
export const ROW_NOUNS: readonly RowNoun[] = [
  { command: 'people', one: 'person', list: 'listPeople', read: 'readPerson', create: 'createPerson',
    verbs: { change: 'changePerson', archive: 'archivePerson', restore: 'restorePerson' },
    columns: ['id', 'name', 'email', 'teamId', 'roles', 'status', 'managedBy'],
    example: 'people create --id ada --name "Ada Lovell" --email ada@example.com --team-id support' },
  { command: 'teams', one: 'team', list: 'listTeams', read: 'readTeam', create: 'createTeam',
    verbs: { change: 'changeTeam', archive: 'archiveTeam', restore: 'restoreTeam' },
    columns: ['id', 'name', 'costCentre', 'managerPersonId', 'status', 'managedBy'],
    example: 'teams create --id support --name Support --cost-centre CC-100' },
  { command: 'projects', one: 'project', list: 'listProjects', read: 'readProject', create: 'createProject',
    verbs: { change: 'changeProject', archive: 'archiveProject', restore: 'restoreProject' },
    columns: ['id', 'name', 'teamId', 'costCentre', 'status', 'managedBy'],
    example: 'projects create --id helpdesk --name "Help desk" --team-id support' },
  { command: 'use-cases', one: 'use case', list: 'listUseCases', read: 'readUseCase', create: 'createUseCase',
    verbs: { change: 'changeUseCase', archive: 'archiveUseCase', restore: 'restoreUseCase' },
    columns: ['id', 'name', 'tier', 'lane', 'ownerPersonId', 'modelStack', 'storeAway', 'status', 'managedBy'],
    example: 'use-cases create --id drafting --name Drafting --tier 1 --model-stack gpt-5.4-mini --owner-person-id ada' },
  { command: 'models', one: 'model', list: 'listModels', read: 'readModel', create: 'createModel',
    verbs: { change: 'changeModel', archive: 'archiveModel', restore: 'restoreModel' },
    columns: ['id', 'vendor', 'faces', 'targets', 'priceKey', 'clearance', 'status', 'managedBy'],
    example: 'models change gpt-5.4-mini --status blocked' },
  { command: 'upstreams', one: 'upstream', list: 'listUpstreams', read: 'readUpstream', create: 'createUpstream',
    verbs: { change: 'changeUpstream', test: 'testUpstream' },
    columns: ['id', 'kind', 'baseUrl', 'key', 'region', 'concurrencyMax', 'status', 'managedBy'],
    example: 'upstreams create --id local --kind openai-compatible --base-url http://127.0.0.1:8000/v1' },
  { command: 'prices', one: 'price', list: 'listPrices', read: 'readPrice', create: 'createPrice',
    verbs: { end: 'endPrice' },
    columns: ['id', 'effectiveFrom', 'effectiveTo', 'nanodollarsPerMillionTokens', 'managedBy'],
    example: 'prices create --price-key acme/large --effective-from 2026-12-01T00:00:00Z --nanodollars-per-million-tokens \'{"inputUncached":"750000000","outputVisible":"4500000000"}\'' },
  { command: 'service-accounts', one: 'service account', list: 'listServiceAccounts', read: 'readServiceAccount', create: 'createServiceAccount',
    verbs: { change: 'changeServiceAccount', archive: 'archiveServiceAccount', restore: 'restoreServiceAccount' },
    columns: ['id', 'name', 'teamId', 'projectId', 'ownerPersonId', 'status', 'managedBy'],
    example: 'service-accounts create --id nightly --name "Nightly report" --team-id support --owner-person-id ada' },
  { command: 'cost-centres', one: 'cost centre', list: 'listCostCentres', read: 'readCostCentre', create: 'createCostCentre',
    verbs: { change: 'changeCostCentre', archive: 'archiveCostCentre', restore: 'restoreCostCentre' },
    columns: ['id', 'name', 'status', 'managedBy'],
    example: 'cost-centres create --id CC-100 --name Operations' },
  { command: 'outcome-types', one: 'kind of result', list: 'listOutcomeTypes', read: 'readOutcomeType', create: 'createOutcomeType',
    verbs: { change: 'changeOutcomeType', archive: 'archiveOutcomeType', restore: 'restoreOutcomeType' },
    columns: ['id', 'name', 'unit', 'direction', 'dollarsPerUnit', 'lane', 'maturityDays', 'status'],
    example: 'outcome-types create --id contracts_reviewed --name "Contracts reviewed" --unit contract --dollars-per-unit 90' },
];
