import type { ClientBase } from 'pg';
import type { ReportLine } from '../../domain/chargeback/cost-report.ts';
import type { MatchedLine, OurDay } from '../../domain/chargeback/reconcile.ts';
import { normaliseModel } from '../../domain/chargeback/report-fields.ts';
import type { ReportVendor } from '../../domain/chargeback/shared-cost.ts';
import { femtodollars } from '../../domain/money/femtodollars.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { KeptReport, ReportSpan } from '../../ports/chargeback-store.ts';
import type { Queries } from '../control/noun-table.ts';

type ReportRow = {
  readonly id: bigint;
  readonly vendor: ReportVendor;
  readonly digest: string;
  readonly file_name: string;
  readonly imported_at: Date;
  readonly imported_by: string;
  readonly from_day: string;
  readonly to_day: string;
  readonly lines: number;
  readonly cost_femtodollars: string;
};

const REPORT = `id, vendor, digest, file_name, imported_at, imported_by, to_char(from_day, 'YYYY-MM-DD') as from_day,
  to_char(to_day, 'YYYY-MM-DD') as to_day, lines, cost_femtodollars::text`;

/** Reports, the newest first. */
export async function readReports(
  queries: Queries,
  { limit, beforeId }: { readonly limit: number; readonly beforeId: number | null },
): Promise<readonly KeptReport[]> {
  const { rows } = await queries.query<ReportRow>(
    `select ${REPORT} from tokenward.cost_report where $2::bigint is null or id < $2 order by id desc limit $1`,
    [limit, beforeId],
  );
  return rows.map(fromRowReport);
}

export async function findReport(
  client: ClientBase,
  of: { readonly vendor: ReportVendor; readonly digest: string },
): Promise<KeptReport | undefined> {
  const { rows } = await client.query<ReportRow>(
    `select ${REPORT} from tokenward.cost_report where vendor = $1 and digest = $2`,
    [of.vendor, of.digest],
  );
  return rows.map(fromRowReport)[0];
}

/** The same content is refused by the key. */
export async function insertReport(
  client: ClientBase,
  report: Omit<KeptReport, 'id'>,
  lines: readonly (ReportLine & { readonly projectId: string | null })[],
): Promise<KeptReport> {
  const { rows } = await client.query<ReportRow>(
    `insert into tokenward.cost_report (vendor, digest, file_name, imported_at, imported_by, from_day, to_day, lines,
       cost_femtodollars) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${REPORT}`,
    [
      ...[report.vendor, report.digest, report.fileName, new Date(report.importedAtMs), report.importedBy],
      ...[report.fromDay, report.toDay, report.lines, String(report.cost)],
    ],
  );
  const [kept] = rows.map(fromRowReport);
  if (kept === undefined) throw new Error('the store answered no report');
  await client.query(
    `insert into tokenward.cost_report_line
       (report_id, line, position, vendor, day, model, vendor_project, project_id, item, cost_femtodollars)
     select $1, line, position, $2, day, model, vendor_project, project_id, item, cost_femtodollars
       from jsonb_populate_recordset(null::tokenward.cost_report_line, $3::jsonb)`,
    [kept.id, report.vendor, JSON.stringify(lines.map(toRowLine))],
  );
  return kept;
}

/** What a vendor said of days. Of each day the newest report that has it counts, whole. */
export async function readReportedDays(client: ClientBase, asked: ReportSpan): Promise<readonly MatchedLine[]> {
  const { rows } = await client.query<{
    day: string;
    model: string | null;
    vendor_project: string | null;
    project_id: string | null;
    cost: string;
  }>(
    `select to_char(day, 'YYYY-MM-DD') as day, model, vendor_project, project_id, sum(cost_femtodollars)::text as cost
     from tokenward.cost_report_line as line
     where vendor = $1 and day >= $2 and day <= $3 and report_id = (select max(newest.report_id)
       from tokenward.cost_report_line as newest where newest.vendor = line.vendor and newest.day = line.day)
     group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    [asked.vendor, asked.fromDay, asked.toDay],
  );
  return rows.map((row) => ({
    ...{ day: row.day, model: row.model, vendorProject: row.vendor_project, projectId: row.project_id },
    cost: femtodollars(BigInt(row.cost)),
  }));
}

const INTERRUPTED = `('client_left', 'client_stalled', 'upstream_timeout', 'upstream_error', 'deadline', 'gateway_error', 'crashed')`;

/** Our calls by upstreams of the vendor's own kind, by UTC day, model and project. */
export async function readOwnDays(client: ClientBase, asked: ReportSpan): Promise<readonly OurDay[]> {
  const { rows } = await client.query<{
    day: string;
    model: string | null;
    project_id: string | null;
    calls: bigint;
    unpriced: bigint;
    estimated: bigint;
    interrupted: bigint;
    cost: string;
  }>(
    `select to_char(admitted_at at time zone 'UTC', 'YYYY-MM-DD') as day, coalesce(upstream_model, model_id) as model,
       project_id, count(*) as calls, count(*) filter (where cost_nanodollars is null) as unpriced,
       count(*) filter (where usage_basis = 'estimated') as estimated,
       count(*) filter (where outcome in ${INTERRUPTED}) as interrupted,
       coalesce(sum(cost_nanodollars), 0)::text as cost
     from tokenward.calls
     where admitted_at >= ($2::date)::timestamp at time zone 'UTC'
       and admitted_at < ($3::date + 1)::timestamp at time zone 'UTC'
       and usage_basis <> 'none' and upstream_id in (select id from tokenward.upstream where kind = $1)
     group by 1, 2, 3`,
    [asked.vendor, asked.fromDay, asked.toDay],
  );
  return rows.map((row) => ({
    ...{ day: row.day, projectId: row.project_id, model: row.model === null ? null : normaliseModel(row.model) },
    calls: Number(row.calls),
    callsUnpriced: Number(row.unpriced),
    callsEstimated: Number(row.estimated),
    callsInterrupted: Number(row.interrupted),
    cost: nanodollars(BigInt(row.cost)),
  }));
}

function toRowLine(line: ReportLine & { readonly projectId: string | null }, at: number) {
  return {
    ...{ line: line.line, position: at + 1, day: line.day, model: line.model, vendor_project: line.vendorProject },
    ...{ project_id: line.projectId, item: line.item, cost_femtodollars: String(line.cost) },
  };
}

function fromRowReport(row: ReportRow): KeptReport {
  return {
    id: Number(row.id),
    vendor: row.vendor,
    digest: row.digest,
    fileName: row.file_name,
    importedAtMs: row.imported_at.getTime(),
    importedBy: row.imported_by,
    fromDay: row.from_day,
    toDay: row.to_day,
    lines: row.lines,
    cost: femtodollars(BigInt(row.cost_femtodollars)),
  };
}
