import { z } from 'zod';
import { MatrixRow, PolicyDocument } from './policy-document.ts';
import { CONFIGURATION_BYTES_MAX, NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { pageOf, pageQuery, readRoute, verbRoute } from './row-routes.ts';
import { DataClass, KEPT, Moment, Prose } from './wire-values.ts';

const VersionNumber = z.string().regex(/^[1-9]\d{0,8}$/, 'must be the number of a version, for instance 3');
const Effect = z.enum(['allow', 'ask', 'refuse']);

const Approval = z.object({ personId: z.string(), at: Moment, withdrawnAt: Moment.nullable() });

const versionShape = {
  id: z.string().meta({ description: 'The number of the version.' }),
  version: z.string().meta({ description: 'VersionNumber and digest, as on every record that it decided.' }),
  digest: z.string(),
  note: z.string(),
  baseId: z.string().nullable().meta({ description: 'The version that was active when it was written.' }),
  state: z.enum(['draft', 'proposed', 'approved', 'staged', 'active', 'retired', 'withdrawn']),
  share: z.number().nullable().meta({ description: 'The share of the keys that a staged version decides for.' }),
  shadow: z.boolean(),
  authorId: z.string(),
  proposerId: z.string().nullable(),
  approvals: z.array(Approval),
  approvalsNeeded: z.int(),
  rulesCount: z.int(),
  activatedAt: Moment.nullable(),
  retiredAt: Moment.nullable(),
  ...KEPT,
};

export const PolicyVersion = z.object(versionShape).meta({ id: 'PolicyVersion' });

const PolicyVersionWhole = z
  .object({
    ...versionShape,
    source: z.string().meta({ description: 'As people wrote it.' }),
    document: z.record(z.string(), z.unknown()),
    cedar: z.string().meta({ description: 'All rules as Cedar text: those of the matrix too.' }),
  })
  .meta({ id: 'PolicyVersionWhole' });

const InForce = z
  .object({
    activeId: z.string().nullable().meta({ description: 'Null: the built-in policy decides.' }),
    version: z.string(),
    staged: z.object({ id: z.string(), share: z.number() }).nullable(),
    shadowId: z.string().nullable(),
    cedar: z.string(),
  })
  .meta({ id: 'PolicyInForce' });

const Remark = z
  .object({
    severity: z.enum(['fault', 'warning']),
    pointer: z.string().meta({ description: 'Leads into the document.' }),
    line: z.int().nullable().meta({ description: 'In the text of the rules.' }),
    what: z.string(),
    remedy: z.string(),
  })
  .meta({ id: 'PolicyRemark' });

const CaseResult = z
  .object({
    index: z.int(),
    name: z.string(),
    passed: z.boolean(),
    faults: z.array(z.string()),
    effect: Effect.nullable(),
    rules: z.array(z.string()),
  })
  .meta({ id: 'PolicyCaseResult' });

const Checked = z
  .object({
    fit: z.boolean().meta({ description: 'Whether it could be proposed: no fault, and every case comes out.' }),
    remarks: z.array(Remark),
    cases: z.array(CaseResult),
    cedar: z.string(),
  })
  .meta({ id: 'PolicyChecked' });

const Plan = z
  .object({
    againstId: z.string().nullable(),
    from: Moment,
    to: Moment,
    calls: z.int().meta({ description: 'Calls of that time that a policy decided.' }),
    callsChanged: z.int(),
    callsUndecided: z.int().meta({ description: 'Calls that ended before a policy was asked.' }),
    callsNotDecidable: z.int().meta({ description: 'Calls whose use case or model is gone, or of too small a group.' }),
    differences: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        isStricter: z.boolean(),
        calls: z.int(),
        exampleCallIds: z.array(z.string()),
        teamIds: z.array(z.string()),
        useCaseIds: z.array(z.string()),
        rules: z.array(z.string()),
        why: z.string(),
      }),
    ),
  })
  .meta({ id: 'PolicyPlan' });

const Control = z
  .object({
    ruleId: z.string(),
    always: z.boolean().meta({ description: 'For every call of the use case and class; else for some of them.' }),
  })
  .meta({ id: 'PolicyControl' });

const UseCaseControls = z
  .object({
    useCaseId: z.string(),
    classes: z.array(
      z.object({
        dataClass: DataClass,
        stoppedBy: z.enum(['class_not_allowed', 'no_model']).nullable().meta({
          description: 'Why no call of this class goes on, whatever the rules say.',
        }),
        effect: Effect.meta({ description: 'What the rules come to that always hold.' }),
        modelIds: z.array(z.string()).meta({ description: 'Models of the stack that are cleared for the class.' }),
        controls: z.array(Control),
      }),
    ),
  })
  .meta({ id: 'UseCaseControls' });

const ControllingRule = z
  .object({
    id: z.string(),
    effect: Effect,
    does: z.array(z.string()).meta({ description: 'As a row of the matrix says it.' }),
    why: z.string(),
    row: MatrixRow.nullable().meta({ description: 'The row of the matrix; null: a rule in Cedar.' }),
  })
  .meta({ id: 'ControllingRule' });

const Draft = z
  .strictObject({
    document: PolicyDocument,
    source: z.string().max(2_000_000).exactOptional().meta({ description: 'The file as people wrote it.' }),
    note: Prose.default('').meta({ description: 'Why; on the record.' }),
    propose: z.boolean().default(true).meta({ description: 'False: keep it as a draft.' }),
  })
  .meta({ id: 'PolicyDraft' });

const PlanRequest = z
  .strictObject({
    document: PolicyDocument.exactOptional(),
    versionId: VersionNumber.exactOptional().meta({ description: 'In place of a document.' }),
    from: Moment.exactOptional().meta({ description: 'Seven days before `to` when it is left out.' }),
    to: Moment.exactOptional().meta({ description: 'Now when it is left out.' }),
  })
  .meta({ id: 'PolicyPlanRequest' });

const Share = z
  .strictObject({ share: z.number().gt(0).lt(1).meta({ description: 'Of the keys; always the same ones.' }) })
  .meta({ id: 'PolicyShare' });

const at = { ...ROUTE_DEFAULTS, tag: 'Policy', bodyBytesMax: CONFIGURATION_BYTES_MAX } as const;
const step = {
  tag: 'Policy',
  id: VersionNumber,
  row: PolicyVersion,
  problems: ['policy_state', 'four_eyes', 'policy_stale'],
} as const;

export const POLICY_ROUTES = {
  readPolicy: {
    ...at,
    method: 'GET',
    path: '/policy',
    scope: 'control.read',
    summary: 'Read what decides now',
    answer: InForce,
  },
  checkPolicy: {
    ...at,
    method: 'POST',
    path: '/policy/check',
    scope: 'control.read',
    summary: 'Say what is wrong with a policy and try its cases, and change nothing',
    body: z.strictObject({ document: PolicyDocument }).meta({ id: 'PolicyCheckRequest' }),
    answer: Checked,
  },
  planPolicy: {
    ...at,
    method: 'POST',
    path: '/policy/plan',
    scope: 'control.read',
    summary: 'Say which decisions of last week a policy would have made otherwise, and change nothing',
    body: PlanRequest,
    answer: Plan,
    problems: ['policy_faulty', 'not_found', 'time_range_invalid'],
  },
  listPolicyControls: {
    ...at,
    method: 'GET',
    path: '/policy/controls',
    scope: 'control.read',
    summary: 'Say for each use case and class of data which rules can hold, and what they come to',
    query: pageQuery({ status: z.enum(['active', 'blocked', 'archived']).exactOptional() }),
    answer: pageOf(UseCaseControls).extend({
      version: z.string(),
      activeId: z.string().nullable().meta({ description: 'Null: the built-in policy decides.' }),
      rules: z.array(ControllingRule).meta({ description: 'Those that the rows name.' }),
    }),
  },
  listPolicyVersions: {
    ...at,
    method: 'GET',
    path: '/policy/versions',
    scope: 'control.read',
    summary: 'List the versions of the policy, newest first',
    query: pageQuery({}),
    answer: pageOf(PolicyVersion),
  },
  draftPolicyVersion: {
    ...at,
    method: 'POST',
    path: '/policy/versions',
    scope: 'control.write',
    status: 201,
    summary: 'Write a new version and propose it; somebody else has to approve it',
    body: Draft,
    answer: PolicyVersion,
    problems: ['policy_faulty', 'policy_state'],
  },
  readPolicyVersion: readRoute({
    tag: 'Policy',
    path: '/policy/versions/{id}',
    summary: 'Read a version with its text and its rules',
    id: VersionNumber,
    row: PolicyVersionWhole,
  }),
  proposePolicyVersion: verbRoute({
    ...step,
    path: '/policy/versions/{id}/propose',
    summary: 'Propose a draft',
    body: NOTHING,
  }),
  approvePolicyVersion: verbRoute({
    ...step,
    path: '/policy/versions/{id}/approve',
    summary: 'Approve a proposed version that somebody else wrote',
    body: NOTHING,
  }),
  unapprovePolicyVersion: verbRoute({
    ...step,
    path: '/policy/versions/{id}/unapprove',
    summary: 'Take back your approval before the version is published',
    body: NOTHING,
  }),
  stagePolicyVersion: verbRoute({
    ...step,
    path: '/policy/versions/{id}/stage',
    summary: 'Let an approved version decide for a share of the keys',
    body: Share,
    problems: [...step.problems, 'policy_faulty'],
  }),
  publishPolicyVersion: verbRoute({
    ...step,
    path: '/policy/versions/{id}/publish',
    summary: 'Let an approved version decide everywhere, within a second',
    body: NOTHING,
    problems: [...step.problems, 'policy_faulty'],
  }),
  rollBackPolicyVersion: verbRoute({
    ...step,
    path: '/policy/versions/{id}/roll-back',
    summary: 'Go back to a version that was active within 30 days, by one person',
    body: NOTHING,
  }),
  rollBackToBuiltInPolicy: verbRoute({
    ...step,
    path: '/policy/versions/{id}/retire',
    summary: 'Retire the first version, within 30 days, so that the built-in policy decides again',
    body: NOTHING,
  }),
  shadowPolicyVersion: verbRoute({
    ...step,
    path: '/policy/versions/{id}/shadow',
    summary: 'Record what a version would have said, or stop it; it decides nothing',
    body: z.strictObject({ on: z.boolean() }).meta({ id: 'PolicyShadow' }),
  }),
  withdrawPolicyVersion: verbRoute({
    ...step,
    path: '/policy/versions/{id}/withdraw',
    summary: 'Give up a version that is not active',
    body: NOTHING,
  }),
} as const;
