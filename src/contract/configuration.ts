import { z } from 'zod';
import { CalendarDeclared } from './calendar.ts';
import { CostCentreCreate } from './cost-centres.ts';
import { EnvelopeCreate } from './envelopes.ts';
import { ModelCreate } from './models.ts';
import { NAMES } from './names.ts';
import { OutcomeTypeCreate } from './outcome-types.ts';
import { PersonCreate } from './people.ts';
import { PriceDeclared } from './prices.ts';
import { ProjectCreate } from './projects.ts';
import { CONFIGURATION_BYTES_MAX, ROUTE_DEFAULTS } from './route.ts';
import { pageOf, pageQuery } from './row-routes.ts';
import { ServiceAccountCreate } from './service-accounts.ts';
import { SourceCreate } from './sources.ts';
import { TeamCreate } from './teams.ts';
import { UpstreamCreate } from './upstreams.ts';
import { UseCaseCreate } from './use-cases.ts';
import { Moment } from './wire-values.ts';
import { WorkflowCreate } from './workflows.ts';

const ROWS_MAX = 20_000;

/**
 * What a configuration file declares: the rows that ought to be, each as it would be created.
 * A row that an earlier file declared and this one does not is archived; rows kept by the API stay untouched.
 */
export const Declaration = z
  .strictObject({
    costCentres: z.array(CostCentreCreate).max(ROWS_MAX).default([]),
    teams: z.array(TeamCreate).max(ROWS_MAX).default([]),
    people: z.array(PersonCreate).max(ROWS_MAX).default([]),
    projects: z.array(ProjectCreate).max(ROWS_MAX).default([]),
    serviceAccounts: z.array(ServiceAccountCreate).max(ROWS_MAX).default([]),
    upstreams: z.array(UpstreamCreate).max(ROWS_MAX).default([]),
    models: z.array(ModelCreate).max(ROWS_MAX).default([]),
    useCases: z.array(UseCaseCreate).max(ROWS_MAX).default([]),
    prices: z.array(PriceDeclared).max(ROWS_MAX).default([]),
    envelopes: z.array(EnvelopeCreate).max(ROWS_MAX).default([]),
    workflows: z.array(WorkflowCreate).max(ROWS_MAX).default([]),
    outcomeTypes: z.array(OutcomeTypeCreate).max(ROWS_MAX).default([]),
    sources: z.array(SourceCreate).max(ROWS_MAX).default([]),
    calendar: CalendarDeclared.nullable().default(null),
  })
  .meta({ id: 'Declaration' });

const ConfigurationChange = z
  .object({
    action: z.enum(['create', 'update', 'archive', 'restore', 'take_over']),
    noun: z.string(),
    id: z.string(),
    sentence: z.string().meta({ description: 'The change in words.' }),
    members: z.array(z.object({ member: z.string(), from: z.unknown(), to: z.unknown() })),
  })
  .meta({ id: 'ConfigurationChange' });

/** Why the declaration cannot be applied; `pointer` leads into the declaration. */
const ConfigurationFault = z
  .object({ pointer: z.string(), code: z.string(), detail: z.string() })
  .meta({ id: 'ConfigurationFault' });

export const ConfigurationPlan = z
  .object({
    planId: z.string().meta({ description: 'Send it with apply, and nothing else than what you saw is applied.' }),
    changes: z.array(ConfigurationChange),
    unchangedRows: z.int(),
    faults: z.array(ConfigurationFault),
  })
  .meta({ id: 'ConfigurationPlan' });
export type ConfigurationPlan = z.output<typeof ConfigurationPlan>;

const Anyway = z
  .boolean()
  .default(false)
  .meta({ description: 'Also where the cap of an envelope would be put below what is spent.' });

const PlanRequest = z
  .strictObject({ declaration: Declaration, anyway: Anyway })
  .meta({ id: 'ConfigurationPlanRequest' });

const ApplyRequest = z
  .strictObject({
    declaration: Declaration,
    text: z
      .string()
      .max(5_000_000)
      .exactOptional()
      .meta({ description: 'The file as people wrote it, kept with the version.' }),
    planId: z.string().exactOptional(),
    anyway: Anyway,
  })
  .meta({ id: 'ConfigurationApplyRequest' });

const Applied = z
  .object({
    version: z.int().nullable().meta({ description: 'Null when there was nothing to change.' }),
    changes: z.array(ConfigurationChange),
  })
  .meta({ id: 'ConfigurationApplied' });

const Version = z
  .object({ version: z.int(), summary: z.string(), textSha256: z.string(), actorId: z.string(), at: Moment })
  .meta({ id: 'ConfigurationVersion' });

/** What a version changed, as it was audited in the transaction that applied it. */
const VersionChanges = Version.extend({
  changes: z.array(
    z.object({
      verb: z.enum(['created', 'updated', 'restored', 'archived']),
      noun: z.string(),
      id: z.string(),
      members: z.array(z.object({ member: z.string(), from: z.unknown(), to: z.unknown() })),
    }),
  ),
  leftOut: z.boolean().meta({ description: 'Earlier changes of this version stand in the audit trail alone.' }),
}).meta({ id: 'ConfigurationVersionChanges' });

const at = { ...ROUTE_DEFAULTS, tag: 'Configuration', bodyBytesMax: CONFIGURATION_BYTES_MAX } as const;

export const CONFIGURATION_ROUTES = {
  planConfiguration: {
    ...at,
    method: 'POST',
    path: '/configuration/plan',
    scope: 'control.read',
    summary: 'Say what applying a declaration would change, and change nothing',
    body: PlanRequest,
    answer: ConfigurationPlan,
  },
  applyConfiguration: {
    ...at,
    method: 'POST',
    path: '/configuration/apply',
    scope: 'control.write',
    summary: 'Make the rows kept by file as the declaration says, all or nothing',
    body: ApplyRequest,
    answer: Applied,
    problems: ['plan_changed', 'rule_broken', 'revision_conflict'],
  },
  listConfigurationVersions: {
    ...at,
    method: 'GET',
    path: '/configuration/versions',
    scope: 'control.read',
    summary: 'List the versions that were applied, oldest first',
    query: pageQuery({}),
    answer: pageOf(Version).extend(NAMES),
  },
  readConfigurationVersion: {
    ...at,
    method: 'GET',
    path: '/configuration/versions/{version}',
    scope: 'control.read',
    summary: 'Read what a version changed: its last 500 changes, in their order',
    params: z.strictObject({ version: z.string().regex(/^[1-9]\d{0,8}$/, 'must be the number of a version') }),
    answer: VersionChanges,
  },
} as const;
