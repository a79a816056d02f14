import type { Pool } from 'pg';
import type { ReportVendor } from '../../domain/chargeback/shared-cost.ts';
import { femtodollars } from '../../domain/money/femtodollars.ts';
import type { ChargebackStore, KeptReportLine, ReportLinesWanted } from '../../ports/chargeback-store.ts';
import { inTransaction } from '../connection/in-transaction.ts';
import type { Queries } from '../control/noun-table.ts';

type LineRow = {
  readonly report_id: bigint;
  readonly position: number;
  readonly file_name: string;
  readonly line: number;
  readonly vendor: ReportVendor;
  readonly day: string;
  readonly model: string | null;
  readonly vendor_project: string | null;
  readonly project_id: string | null;
  readonly item: string;
  readonly cost: string;
  readonly counts: boolean;
};

/** A report that comes between the sum and its page would be in one and not in the other. */
const LIMITS = { statementTimeoutMs: 60_000, lockTimeoutMs: 10_000, timeoutMs: 120_000, readOnlySnapshot: true };

type Found = Awaited<ReturnType<ChargebackStore['reportLines']>>;

/** As `readReportedDays` adds them up: of each day the newest report that has it counts, whole. */
const COUNTS = `(line.report_id = (select max(newest.report_id) from tokenward.cost_report_line as newest
  where newest.vendor = line.vendor and newest.day = line.day))`;

const WANTED = `($1::bigint is null or line.report_id = $1) and ($1::bigint is not null or ${COUNTS})
  and ($2::text is null or line.vendor = $2) and ($3::date is null or line.day >= $3) and ($4::date is null or line.day <= $4)
  and ($5::text is null or line.model = $5) and (not $6::boolean or line.model is null)
  and ($7::text is null or line.project_id = $7)`;

/** Lines in the order of their reports and files, and what all of them come to, of one state of the store. */
export function readReportLines(
  pool: Pool,
  wanted: ReportLinesWanted,
  page: Parameters<ChargebackStore['reportLines']>[1],
): Promise<Found> {
  return inTransaction(pool, LIMITS, async (client) => {
    const sums = await sumLines(client, wanted);
    return { ...sums, rows: await pageOfLines(client, wanted, page) };
  });
}

async function sumLines(queries: Queries, wanted: ReportLinesWanted): Promise<Omit<Found, 'rows'>> {
  const { rows } = await queries.query<{ readonly lines: bigint; readonly cost: string }>(
    `select count(*) as lines, coalesce(sum(cost_femtodollars), 0)::text as cost
     from tokenward.cost_report_line as line where ${WANTED}`,
    valuesOf(wanted),
  );
  return { lines: Number(rows[0]?.lines ?? 0), cost: femtodollars(BigInt(rows[0]?.cost ?? 0)) };
}

/** A page after the line that was the last one. */
async function pageOfLines(
  queries: Queries,
  wanted: ReportLinesWanted,
  { limit, after }: Parameters<ChargebackStore['reportLines']>[1],
): Promise<readonly KeptReportLine[]> {
  const { rows } = await queries.query<LineRow>(
    `select line.report_id, line.position, report.file_name, line.line, line.vendor, to_char(line.day, 'YYYY-MM-DD') as day,
       line.model, line.vendor_project, line.project_id, line.item, line.cost_femtodollars::text as cost, ${COUNTS} as counts
     from tokenward.cost_report_line as line join tokenward.cost_report as report on report.id = line.report_id
     where ${WANTED} and ($8::bigint is null or (line.report_id, line.position) > ($8, $9))
     order by line.report_id, line.position limit $10`,
    [...valuesOf(wanted), after?.reportId ?? null, after?.position ?? 0, limit],
  );
  return rows.map((row) => ({
    ...{ reportId: Number(row.report_id), position: row.position, fileName: row.file_name, line: row.line },
    ...{ vendor: row.vendor, day: row.day, model: row.model, vendorProject: row.vendor_project },
    ...{ projectId: row.project_id, item: row.item, counts: row.counts },
    cost: femtodollars(BigInt(row.cost)),
  }));
}

function valuesOf({ reportId, vendor, fromDay, toDay, model, projectId }: ReportLinesWanted) {
  return [
    ...[reportId ?? null, vendor ?? null, fromDay ?? null, toDay ?? null],
    ...[model ?? null, model === null, projectId ?? null],
  ];
}
