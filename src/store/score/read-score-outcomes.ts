import type { Pool } from 'pg';
import type { Outcome } from '../../domain/outcome/outcome.ts';
import type { OutcomeType } from '../../domain/outcome/outcome-type.ts';
import type { Period } from '../../domain/score/facts.ts';

/** An outcome with the task that it is booked on. */
export type BookedOutcome = {
  readonly outcome: Outcome;
  readonly useCaseId: string | null;
  readonly task: TaskName | null;
};
export type TaskName = {
  readonly ownerKind: 'person' | 'service_account';
  readonly ownerId: string;
  readonly taskId: string;
};

type OutcomeRow = {
  readonly id: string;
  readonly type: string;
  readonly person_id: string;
  readonly use_case_id: string | null;
  readonly claimed: number;
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
  readonly task_id: string | null;
};

/**
 * Outcomes of these people that a period credits or takes back, as they stand. A reversal after the period is not yet one in it: what
 * was credited then is taken back in the period of the reversal.
 */
export async function readScoreOutcomes(
  pool: Pool,
  personIds: readonly string[],
  { fromMs, toMs }: Period,
): Promise<readonly BookedOutcome[]> {
  const { rows } = await pool.query<OutcomeRow>(
    `select id, type::text as type, person_id, use_case_id, claimed_microdollars::float8 as claimed,
       measured_microdollars::float8 as measured, measured_basis, state, grade, validator_id,
       (extract(epoch from verified_at) * 1000)::float8 as verified_ms,
       (extract(epoch from reverted_at) * 1000)::float8 as reverted_ms, event_ids,
       task_owner_kind, task_owner_id, task_id
     from tokenward.outcome
     where person_id = any ($1) and state in ('counted', 'reverted')
       and (verified_at >= $2 and verified_at < $3 or reverted_at >= $2 and reverted_at < $3 and verified_at < $3)`,
    [personIds, new Date(fromMs), new Date(toMs)],
  );
  const types = new Map<string, OutcomeType>();
  return rows.map((row) => fromRowOutcome(row, { toMs, typeOf: (text) => typeOf(types, text) }));
}

function fromRowOutcome(
  row: OutcomeRow,
  { toMs, typeOf: readType }: { readonly toMs: number; readonly typeOf: (text: string) => OutcomeType },
): BookedOutcome {
  const task =
    row.task_owner_kind === null || row.task_owner_id === null || row.task_id === null
      ? null
      : { ownerKind: row.task_owner_kind, ownerId: row.task_owner_id, taskId: row.task_id };
  const isReverted = row.state === 'reverted' && row.reverted_ms !== null && row.reverted_ms < toMs;
  const outcome: Outcome = {
    outcomeId: row.id,
    taskId: task === null ? `outcome:${row.id}` : nameOfTask(task),
    personId: row.person_id,
    type: readType(row.type),
    state: isReverted ? 'reverted' : 'counted',
    grade: row.grade,
    claimedMicrodollars: row.claimed,
    measured:
      row.measured === null || row.measured_basis === null
        ? null
        : { microdollars: row.measured, basis: row.measured_basis },
    validatorId: row.validator_id,
    verifiedAtMs: Math.round(row.verified_ms),
    revertedAtMs: isReverted && row.reverted_ms !== null ? Math.round(row.reverted_ms) : null,
    evidenceIds: row.event_ids,
  };
  return { outcome, useCaseId: row.use_case_id, task };
}

/** As outcomes name the tasks that they are of: `person:ada:fix-42`. */
export function nameOfTask({ ownerKind, ownerId, taskId }: TaskName): string {
  return `${ownerKind}:${ownerId}:${taskId}`;
}

/** Few types stand in many rows. */
function typeOf(types: Map<string, OutcomeType>, text: string): OutcomeType {
  const known = types.get(text);
  if (known !== undefined) return known;
  const read: OutcomeType = JSON.parse(text);
  types.set(text, read);
  return read;
}
