import type { ClientBase } from 'pg';
import type { MonthName } from '../../domain/chargeback/charge-month.ts';
import type { SharedCost } from '../../domain/chargeback/shared-cost.ts';
import { femtodollars } from '../../domain/money/femtodollars.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { ChargeAdjustment, ChargeClose } from '../../ports/chargeback-store.ts';

type CloseRow = {
  readonly month: string;
  readonly time_zone: string;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly closed_at: Date;
  readonly closed_by: string;
  readonly lines: bigint;
  readonly calls: bigint;
  readonly calls_unpriced: bigint;
  readonly cost_femtodollars: string;
  readonly digest: string;
};

/** All closes, the first month first. */
export async function readCloses(client: ClientBase): Promise<readonly ChargeClose[]> {
  const { rows } = await client.query<CloseRow>('select * from tokenward.charge_close order by month');
  return rows.map((row) => ({
    month: row.month,
    timeZone: row.time_zone,
    fromMs: row.from_at.getTime(),
    toMs: row.to_at.getTime(),
    closedAtMs: row.closed_at.getTime(),
    closedBy: row.closed_by,
    lines: Number(row.lines),
    calls: Number(row.calls),
    callsUnpriced: Number(row.calls_unpriced),
    cost: femtodollars(BigInt(row.cost_femtodollars)),
    digest: row.digest,
  }));
}

/** A second close of a month is refused by the key. */
export async function insertClose(client: ClientBase, close: ChargeClose): Promise<void> {
  await client.query(
    `insert into tokenward.charge_close (month, time_zone, from_at, to_at, closed_at, closed_by, lines, calls,
       calls_unpriced, cost_femtodollars, digest) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[close.month, close.timeZone, new Date(close.fromMs), new Date(close.toMs), new Date(close.closedAtMs)],
      ...[close.closedBy, close.lines, close.calls, close.callsUnpriced, String(close.cost), close.digest],
    ],
  );
}

export async function readSeen(client: ClientBase, month: MonthName): Promise<number> {
  const { rows } = await client.query<{ calls_seen: bigint }>(
    'select calls_seen from tokenward.charge_seen where month = $1',
    [month],
  );
  return Number(rows[0]?.calls_seen ?? 0n);
}

export async function putSeen(
  client: ClientBase,
  seen: { readonly month: MonthName; readonly calls: number },
): Promise<void> {
  await client.query(
    `insert into tokenward.charge_seen (month, calls_seen) values ($1, $2)
     on conflict (month) do update set calls_seen = excluded.calls_seen`,
    [seen.month, seen.calls],
  );
}

type AdjustmentRow = {
  readonly id: string;
  readonly month: string;
  readonly adjusts: string;
  readonly posted_at: Date;
  readonly posted_by: string;
  readonly amount_nanodollars: string;
  readonly reason: string;
  readonly team_id: string | null;
  readonly project_id: string | null;
  readonly use_case_id: string | null;
  readonly cost_centre: string | null;
};

/** What was posted to a month, in the order of posting. */
export async function readAdjustments(client: ClientBase, month: MonthName): Promise<readonly ChargeAdjustment[]> {
  const { rows } = await client.query<AdjustmentRow>(
    'select * from tokenward.charge_adjustment where month = $1 order by posted_at, id',
    [month],
  );
  return rows.map((row) => ({
    id: row.id,
    month: row.month,
    adjusts: row.adjusts,
    postedAtMs: row.posted_at.getTime(),
    postedBy: row.posted_by,
    amount: nanodollars(BigInt(row.amount_nanodollars)),
    reason: row.reason,
    teamId: row.team_id,
    projectId: row.project_id,
    useCaseId: row.use_case_id,
    costCentre: row.cost_centre,
  }));
}

/** A month that is closed meanwhile takes none: the store refuses. */
export async function insertAdjustment(client: ClientBase, posted: ChargeAdjustment): Promise<void> {
  await client.query(
    `insert into tokenward.charge_adjustment (id, month, adjusts, posted_at, posted_by, amount_nanodollars, reason, team_id,
       project_id, use_case_id, cost_centre) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[posted.id, posted.month, posted.adjusts, new Date(posted.postedAtMs), posted.postedBy, String(posted.amount)],
      ...[posted.reason, posted.teamId, posted.projectId, posted.useCaseId, posted.costCentre],
    ],
  );
}

type SharedRow = {
  readonly id: string;
  readonly name: string;
  readonly from_month: string;
  readonly until_month: string | null;
  readonly source: SharedCost['source'];
  readonly rule: SharedCost['rule'];
  readonly reason: string;
};

/** All shared costs, ended ones too. */
export async function readSharedCosts(client: ClientBase): Promise<readonly SharedCost[]> {
  const { rows } = await client.query<SharedRow>(
    'select id, name, from_month, until_month, source, rule, reason from tokenward.shared_cost order by id collate "C"',
  );
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, fromMonth: row.from_month, untilMonth: row.until_month },
    ...{ source: row.source, rule: row.rule, reason: row.reason },
  }));
}

/** One with the same id takes the place of the other. */
export async function putSharedCost(
  client: ClientBase,
  made: { readonly shared: SharedCost; readonly atMs: number; readonly by: string },
): Promise<void> {
  const { id, name, fromMonth, untilMonth, source, rule, reason } = made.shared;
  await client.query(
    `insert into tokenward.shared_cost (id, name, from_month, until_month, source, rule, reason, made_at, made_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (id) do update set name = excluded.name, from_month = excluded.from_month,
       until_month = excluded.until_month, source = excluded.source, rule = excluded.rule, reason = excluded.reason,
       made_at = excluded.made_at, made_by = excluded.made_by`,
    [
      ...[id, name, fromMonth, untilMonth, JSON.stringify(source), JSON.stringify(rule), reason],
      ...[new Date(made.atMs), made.by],
    ],
  );
}
