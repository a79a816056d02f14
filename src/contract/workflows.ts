import { z } from 'zod';
import { NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { changeRoute, createRoute, namedListRoute, readRoute, verbRoute } from './row-routes.ts';
import { SecretReference } from './upstreams.ts';
import { DataClass, KEPT, NanodollarsText, OneLine, Prose, Slug } from './wire-values.ts';

const Name = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,39}$/,
    'must be 1 to 40 lower-case letters, digits or underscores, beginning with a letter',
  );
const Column = z
  .string()
  .regex(/^[a-z_][a-z0-9_]{0,62}$/, 'must be the name of a column: lower-case letters, digits and underscores');

/** A value that a caller must or may give; of workflows and templates. */
export const Parameter = z
  .strictObject({
    name: Name.meta({ description: 'As it stands in templates: {{name}}.' }),
    kind: z.enum(['text', 'integer', 'number', 'boolean', 'date', 'choice']).default('text'),
    description: z.string().trim().max(400).default(''),
    default: z
      .string()
      .max(2_000)
      .nullable()
      .default(null)
      .meta({ description: 'What is taken where nothing is given; null: it must be given.' }),
    choices: z.array(OneLine).max(50).default([]),
    min: z.number().nullable().default(null).meta({ description: 'Of a text its characters, of a number its value.' }),
    max: z.number().nullable().default(null),
  })
  .meta({ id: 'WorkflowParameter' });

const TimeoutMs = z.int().min(1).max(60_000);

const Work = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('static') }),
    z.strictObject({
      kind: z.literal('http'),
      method: z.enum(['GET', 'POST']).default('GET'),
      url: z.string().max(2_048).meta({ description: 'Its host must stand in the server settings (workflows.hosts).' }),
      body: z.string().max(20_000).nullable().default(null),
      secret: z
        .strictObject({
          header: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be the name of a header in lower case'),
          reference: SecretReference,
        })
        .nullable()
        .default(null),
      pick: z
        .string()
        .max(400)
        .regex(/^(\/.*)?$/, 'must be a JSON pointer such as /data/state')
        .nullable()
        .default(null),
      timeoutMs: TimeoutMs.default(5_000),
      bytesMax: z.int().min(1).max(1_000_000).default(65_536),
    }),
    z.strictObject({
      kind: z.literal('sql'),
      view: z
        .string()
        .regex(/^[a-z_][a-z0-9_]{0,62}\.[a-z_][a-z0-9_]{0,62}$/, 'must be a schema and a view: reporting.orders')
        .meta({ description: 'It must stand in the server settings (workflows.views).' }),
      columns: z.array(Column).min(1).max(50),
      where: z
        .array(z.strictObject({ column: Column, parameter: Name }))
        .max(20)
        .default([]),
      orderBy: Column.nullable().default(null),
      rowsMax: z.int().min(1).max(1_000).default(100),
      format: z.enum(['table', 'json']).default('table'),
      timeoutMs: TimeoutMs.default(5_000),
    }),
  ])
  .meta({ id: 'WorkflowWork' });

const shape = {
  id: Slug,
  name: OneLine,
  description: Prose,
  useCaseId: Slug,
  parameters: z.array(Parameter).max(30),
  work: Work,
  answer: z
    .string()
    .min(1)
    .max(20_000)
    .meta({ description: 'The answer. {{name}} is a parameter, {{result}} what was looked up.' }),
  dataClassMax: DataClass,
  baselineNanodollars: NanodollarsText.nullable(),
};

/** Registered work that answers in place of a model. */
export const Workflow = z
  .object({
    ...shape,
    status: z.enum(['active', 'blocked', 'archived']),
    model: z.string().meta({ description: 'The name by which it is called.' }),
    version: z.string().meta({ description: 'Of its definition.' }),
    isApproved: z.boolean().meta({ description: 'Whether the owner of the use case approved this version.' }),
    approvedBy: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'Workflow' });

export const WorkflowCreate = z
  .strictObject({
    ...shape,
    description: Prose.default(''),
    parameters: shape.parameters.default([]),
    work: Work.default({ kind: 'static' }),
    dataClassMax: DataClass.default('internal'),
    baselineNanodollars: NanodollarsText.nullable()
      .default(null)
      .meta({ description: 'What a model would have cost; null: the median of the use case is taken.' }),
    status: z.enum(['active', 'blocked']).default('active'),
  })
  .meta({ id: 'WorkflowCreate' });

const WorkflowChange = z
  .strictObject({ ...shape, status: z.enum(['active', 'blocked']) })
  .omit({ id: true })
  .partial()
  .meta({ id: 'WorkflowChange' });

const Approve = z
  .strictObject({ version: z.string().min(1).max(64).meta({ description: 'The version that was looked at.' }) })
  .meta({ id: 'WorkflowApprove' });

const Test = z
  .strictObject({ message: z.string().max(100_000).default('').meta({ description: 'As a caller would send it.' }) })
  .meta({ id: 'WorkflowTest' });

const Tested = z
  .object({
    text: z.string().nullable().meta({ description: 'The answer; null: there is none.' }),
    why: z.string().nullable().meta({ description: 'What a caller would be told instead.' }),
    latencyMs: z.number(),
  })
  .meta({ id: 'WorkflowTested' });

const at = { tag: 'Workflows', path: '/workflows' } as const;
const one = { tag: 'Workflows', path: '/workflows/{id}', id: Slug, row: Workflow } as const;
const filters = { useCaseId: Slug.exactOptional(), status: z.enum(['active', 'blocked', 'archived']).exactOptional() };

export const WORKFLOW_ROUTES = {
  listWorkflows: {
    ...namedListRoute({ ...at, summary: 'List workflows', filters, row: Workflow }),
    narrow: { useCase: 'useCaseId', rows: ['use_case'] },
  },
  createWorkflow: createRoute({ ...at, summary: 'Register a workflow', body: WorkflowCreate, row: Workflow }),
  readWorkflow: { ...readRoute({ ...one, summary: 'Read a workflow' }), narrow: { rows: ['use_case'] } },
  changeWorkflow: changeRoute({
    ...one,
    summary: 'Change, block or unblock a workflow; another definition needs another approval',
    body: WorkflowChange,
  }),
  archiveWorkflow: verbRoute({
    ...one,
    path: '/workflows/{id}/archive',
    summary: 'Archive a workflow',
    body: NOTHING,
    problems: ['managed_by_file'],
  }),
  restoreWorkflow: verbRoute({
    ...one,
    path: '/workflows/{id}/restore',
    summary: 'Make an archived workflow active again',
    body: NOTHING,
    problems: ['reference_unknown', 'reference_archived', 'managed_by_file'],
  }),
  approveWorkflow: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    scope: 'approve',
    tag: 'Workflows',
    path: '/workflows/{id}/approve',
    summary: 'Approve a version of a workflow, as the owner of its use case',
    params: z.strictObject({ id: Slug }),
    body: Approve,
    answer: Workflow,
    problems: ['four_eyes', 'plan_changed', 'archived'],
  },
  testWorkflow: {
    ...ROUTE_DEFAULTS,
    method: 'POST',
    scope: 'control.write',
    tag: 'Workflows',
    path: '/workflows/{id}/test',
    summary: 'Carry out a workflow, approved or not, and see what it answers; nothing is recorded as a call',
    params: z.strictObject({ id: Slug }),
    body: Test,
    answer: Tested,
    problems: ['archived'],
  },
} as const;
