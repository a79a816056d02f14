import { z } from 'zod';
import { Day, Month } from './chargeback.ts';
import { CONFIGURATION_BYTES_MAX, ROUTE_DEFAULTS } from './route.ts';
import { pageOf, pageQuery } from './row-routes.ts';
import { Moment, NanodollarsText, OneLine, Slug } from './wire-values.ts';

export const ReportVendor = z.enum(['openai', 'anthropic']);
const amounts = z.string().meta({ description: 'Exact dollars as a decimal text, up to 15 places.' });

const CostReport = z
  .object({
    id: z.string(),
    vendor: ReportVendor,
    fileName: z.string(),
    importedAt: Moment,
    importedBy: z.string(),
    fromDay: z.string(),
    toDay: z.string(),
    lines: z.number(),
    costDollars: amounts,
  })
  .meta({ id: 'CostReport' });

const CostReportLine = z
  .object({
    reportId: z.string(),
    fileName: z.string(),
    line: z.number().meta({ description: 'In the file.' }),
    vendor: ReportVendor,
    day: z.string().meta({ description: 'UTC, as vendors count days.' }),
    model: z.string().nullable().meta({ description: 'Null: what is no model’s, a tool or a fee.' }),
    vendorProject: z.string().nullable().meta({ description: 'As the vendor names its project or workspace.' }),
    projectId: z.string().nullable(),
    item: z.string().meta({ description: 'What is charged, as the vendor says it.' }),
    costDollars: amounts,
    counts: z.boolean().meta({ description: 'False: a newer report has the same day, and counts in its place.' }),
  })
  .meta({ id: 'CostReportLine' });

/** Left out, all reports and days. */
const LINE_FILTERS = {
  reportId: z
    .string()
    .regex(/^\d{1,18}$/, 'must be the id of a report')
    .exactOptional()
    .meta({ description: 'All lines of this report. Without it: those that count, of each day the newest report’s.' }),
  vendor: ReportVendor.exactOptional(),
  month: Month.exactOptional(),
  day: Day.exactOptional(),
  model: z.string().min(1).max(200).exactOptional(),
  projectId: Slug.exactOptional(),
  only: z.enum(['no_model']).exactOptional().meta({ description: 'no_model: what is no model’s.' }),
};

const Reconciliation = z
  .object({
    vendor: ReportVendor,
    month: Month,
    days: z.number().meta({ description: 'Days of the month that the reports have; of others nothing can be said.' }),
    oursDollars: amounts,
    theirsDollars: amounts,
    residualDollars: amounts.meta({ description: "The vendor's minus ours, with its sign: the sum of all lines'." }),
    rows: z.array(
      z
        .object({
          day: z.string().meta({ description: 'UTC, as vendors count days.' }),
          model: z.string().nullable().meta({ description: 'Null: what is no model’s, a tool or a fee.' }),
          projectId: z.string().nullable(),
          calls: z.number(),
          callsUnpriced: z.number(),
          callsEstimated: z.number(),
          callsInterrupted: z.number(),
          oursDollars: amounts,
          theirsDollars: amounts,
          residualDollars: amounts,
          reasons: z.array(z.string()),
        })
        .meta({ id: 'ReconciledRow' }),
    ),
  })
  .meta({ id: 'Reconciliation' });

const SharedSource = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('amount'), nanodollars: NanodollarsText }),
    z.strictObject({ kind: z.literal('use_case'), useCaseId: Slug }),
    z.strictObject({ kind: z.literal('residual'), vendor: ReportVendor }),
  ])
  .meta({ id: 'SharedSource' });

const SharingRule = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('proportional') }),
    z.strictObject({ kind: z.literal('even'), teamIds: z.array(Slug).max(500) }),
    z.strictObject({
      kind: z.literal('fixed'),
      shares: z
        .array(z.strictObject({ teamId: Slug, basisPoints: z.int().min(1).max(10_000) }))
        .min(1)
        .max(500),
    }),
  ])
  .meta({ id: 'SharingRule' });

const SharedCost = z
  .strictObject({
    id: Slug,
    name: OneLine,
    fromMonth: Month,
    untilMonth: Month.nullable().default(null),
    source: SharedSource,
    rule: SharingRule,
    reason: OneLine,
  })
  .meta({ id: 'SharedCost' });

const read = { ...ROUTE_DEFAULTS, method: 'GET', scope: 'control.read', tag: 'Chargeback' } as const;
const write = { ...ROUTE_DEFAULTS, method: 'POST', scope: 'finance', tag: 'Chargeback' } as const;

export const COST_REPORT_ROUTES = {
  listSharedCosts: {
    ...read,
    path: '/chargeback/shared-costs',
    summary: 'Costs that teams bear together, with the rule of each',
    answer: z.object({ rows: z.array(SharedCost) }).meta({ id: 'SharedCosts' }),
  },
  putSharedCost: {
    ...write,
    path: '/chargeback/shared-costs',
    summary: 'Share a cost, or change how; closed months stay as they were',
    body: SharedCost,
    answer: SharedCost,
    problems: ['reference_unknown', 'rule_broken'],
  },
  listCostReports: {
    ...read,
    path: '/chargeback/reports',
    summary: 'What was imported of vendors’ cost reports, the newest first',
    query: pageQuery({}),
    answer: pageOf(CostReport),
  },
  listCostReportLines: {
    ...read,
    path: '/chargeback/report-lines',
    summary: 'The lines of vendors’ cost reports that the reconciliation adds up, or all of one report',
    query: pageQuery(LINE_FILTERS),
    answer: pageOf(CostReportLine).extend({
      lines: z.number().meta({ description: 'Of all pages together.' }),
      costDollars: amounts.meta({ description: 'Of all pages together.' }),
    }),
  },
  importCostReport: {
    ...write,
    path: '/chargeback/reports',
    summary: 'Import a cost report of OpenAI or Anthropic, whole or not at all; the same content is taken once',
    body: z
      .strictObject({
        vendor: ReportVendor,
        fileName: OneLine,
        text: z.string().min(1).meta({ description: 'JSON as the vendor’s API answers it, or the CSV it exports.' }),
        projects: z
          .record(z.string().max(200), Slug)
          .default({})
          .meta({ description: 'The vendor’s project or workspace to ours.' }),
      })
      .meta({ id: 'CostReportImport' }),
    bodyBytesMax: CONFIGURATION_BYTES_MAX,
    answer: CostReport.extend({
      isKnown: z.boolean().meta({ description: 'The same content was imported before; nothing was changed.' }),
      warnings: z.array(z.string()),
    }).meta({ id: 'CostReportImported' }),
    problems: ['report_faulty', 'reference_unknown'],
  },
  readReconciliation: {
    ...read,
    path: '/chargeback/reconciliation',
    summary: 'Ours beside the vendor’s by day and model, with what is left and why it may be',
    query: z.strictObject({ vendor: ReportVendor, month: Month }),
    answer: Reconciliation,
  },
} as const;
