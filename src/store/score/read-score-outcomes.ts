import type { Pool } from 'pg';
import type { Outcome } from '../../domain/outcome/outcome.ts';
import type { OutcomeType } from '../../domain/outcome/outcome-type.ts';
import type { Period } from '../../domain/score/facts.ts';
import { fromRowTask, nameOfTask, type ScoreTask, TASK_COLUMNS, type TaskName, type TaskRow } from './score-task.ts';

/** An outcome with the task that it is booked on. */
export type BookedOutcome = {
  readonly outcome: Outcome;
  readonly useCaseId: string | null;
  /** Null: no task is known, or it is not kept any more. */
  readonly task: ScoreTask | null;
};

type OutcomeRow = {
  readonly id: string;
  readonly type: string;
  readonly person_id: string;
  readonly outcome_use_case_id: string | null;
  readonly claimed: number;
  readonly amount_by: 'system' | null;
  readonly measured: number | null;
  readonly measured_basis: 'drawn' | 'forced' | null;
  readonly state: Outcome['state'];
  readonly grade: Outcome['grade'];
  readonly validator_id: string | null;
  readonly verified_ms: number;
  readonly reverted_ms: number | null;
  readonly event_ids: readonly string[];
  readonly task_owner_kind: TaskName['ownerKind'] | null;
  readonly task_owner_id: string | null;
  readonly booked_id: string | null;
};
/** Null where the task is not kept. */
type JoinedRow = OutcomeRow & (TaskRow | { readonly [C in keyof TaskRow]: null });

/** What a period credits or takes back of these people. */
const OF_PERIOD = `o.person_id = any ($1) and o.state in ('counted', 'reverted') and o.verified_at < $3
  and (o.verified_at >= $2 or o.reverted_at >= $2 and o.reverted_at < $3)`;

/**
 * Outcomes of these people that a period credits or takes back, as they stand, each with its task. A reversal after the period is
 * not yet one in it: what was credited then is taken back in the period of the reversal. By the index on people and the tasks' key.
 */
export async function readScoreOutcomes(
  pool: Pool,
  personIds: readonly string[],
  { fromMs, toMs }: Period,
): Promise<readonly BookedOutcome[]> {
  const { rows } = await pool.query<JoinedRow>(
    `select o.id, o.type::text as type, o.person_id, o.use_case_id as outcome_use_case_id,
       o.claimed_microdollars::float8 as claimed, o.measured_microdollars::float8 as measured, o.measured_basis, o.amount_by, o.state, o.grade,
       o.validator_id, (extract(epoch from o.verified_at) * 1000)::float8 as verified_ms,
       (extract(epoch from o.reverted_at) * 1000)::float8 as reverted_ms, o.event_ids, o.task_owner_kind, o.task_owner_id,
       o.task_id as booked_id, ${TASK_COLUMNS}
     from tokenward.outcome o left join tokenward.task t
       on t.owner_kind = o.task_owner_kind and t.owner_id = o.task_owner_id and t.task_id = o.task_id
     where ${OF_PERIOD}`,
    [personIds, new Date(fromMs), new Date(toMs)],
  );
  const types = new Map<string, OutcomeType>();
  return rows.map((row) => fromRowOutcome(row, { toMs, typeOf: (text) => typeOf(types, text) }));
}

export type LinkedTask = TaskName & { readonly root: string };

/** Tasks that led to such outcomes without being the one that they are booked on, by more than allocation: parts of those. */
export async function readLinkedTasks(
  pool: Pool,
  personIds: readonly string[],
  { fromMs, toMs }: Period,
): Promise<readonly LinkedTask[]> {
  const { rows } = await pool.query<{
    readonly owner_kind: TaskName['ownerKind'];
    readonly owner_id: string;
    readonly task_id: string;
    readonly root: string;
  }>(
    `select l.owner_kind, l.owner_id, l.task_id, min(o.task_owner_kind || ':' || o.task_owner_id || ':' || o.task_id) as root
     from tokenward.outcome o join tokenward.outcome_task l on l.outcome_id = o.id
     where ${OF_PERIOD} and l.method <> 'allocated'
       and (l.owner_kind, l.owner_id, l.task_id) <> (o.task_owner_kind, o.task_owner_id, o.task_id)
     group by 1, 2, 3`,
    [personIds, new Date(fromMs), new Date(toMs)],
  );
  return rows.map((row) => ({
    ...{ ownerKind: row.owner_kind, ownerId: row.owner_id, taskId: row.task_id, root: row.root },
  }));
}

function fromRowOutcome(
  row: JoinedRow,
  { toMs, typeOf: readType }: { readonly toMs: number; readonly typeOf: (text: string) => OutcomeType },
): BookedOutcome {
  const { task_owner_kind: ownerKind, task_owner_id: ownerId, booked_id: taskId } = row;
  const name = ownerKind === null || ownerId === null || taskId === null ? null : { ownerKind, ownerId, taskId };
  const isReverted = row.state === 'reverted' && row.reverted_ms !== null && row.reverted_ms < toMs;
  const { measured, measured_basis: basis } = row;
  const outcome: Outcome = {
    outcomeId: row.id,
    taskId: name === null ? `outcome:${row.id}` : nameOfTask(name),
    personId: row.person_id,
    type: readType(row.type),
    state: isReverted ? 'reverted' : 'counted',
    grade: row.grade,
    claimedMicrodollars: row.claimed,
    ...(row.amount_by === null ? {} : { amountBy: row.amount_by }),
    measured: measured === null || basis === null ? null : { microdollars: measured, basis },
    validatorId: row.validator_id,
    verifiedAtMs: Math.round(row.verified_ms),
    revertedAtMs: isReverted && row.reverted_ms !== null ? Math.round(row.reverted_ms) : null,
    evidenceIds: row.event_ids,
  };
  return { outcome, useCaseId: row.outcome_use_case_id, task: row.owner_kind === null ? null : fromRowTask(row) };
}

/** Few types stand in many rows. */
function typeOf(types: Map<string, OutcomeType>, text: string): OutcomeType {
  const known = types.get(text);
  if (known !== undefined) return known;
  const read: OutcomeType = JSON.parse(text);
  types.set(text, read);
  return read;
}
