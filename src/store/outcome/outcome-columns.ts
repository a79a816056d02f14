import type { KeyOwner } from '../../domain/identity/key-grant.ts';
import { type KeptOutcome, type LinkMethod, nameBooking } from '../../domain/outcome/kept-outcome.ts';
import type { StoredOutcome } from '../../ports/outcome-store.ts';
import { type BigintColumn, dateOrNull, millisecondsOrNull } from '../control/column-values.ts';
import { ownerOf } from '../task/task-columns.ts';

/** A row of `tokenward.outcome` with its links. */
export type OutcomeRow = {
  readonly id: string;
  readonly type: KeptOutcome['type'];
  readonly person_id: string;
  readonly team_id: string | null;
  readonly use_case_id: string | null;
  readonly evidence_id: string | null;
  readonly evidence_url: string | null;
  readonly note: string;
  readonly marks: KeptOutcome['marks'];
  readonly source_id: string | null;
  readonly amount: number;
  readonly claimed_microdollars: BigintColumn;
  readonly amount_by: 'system' | null;
  readonly measured_microdollars: BigintColumn | null;
  readonly measured_basis: 'drawn' | 'forced' | null;
  readonly state: KeptOutcome['state'];
  readonly grade: KeptOutcome['grade'];
  readonly validator_id: string | null;
  readonly claimed_at: Date;
  readonly recorded_at: Date;
  readonly verified_at: Date | null;
  readonly reverted_at: Date | null;
  readonly decline_reason: string | null;
  readonly clean_up_minutes: number;
  readonly event_ids: readonly string[];
  readonly task_owner_kind: KeyOwner['kind'] | null;
  readonly task_owner_id: string | null;
  readonly task_id: string | null;
  readonly change_sequence: BigintColumn;
  readonly links: readonly LinkRow[];
};

export type LinkRow = {
  readonly owner_kind: KeyOwner['kind'];
  readonly owner_id: string;
  readonly task_id: string;
  readonly method: LinkMethod;
  readonly share: number;
};

/** What the fold makes; links and what is booked on them are kept by who links. */
const FOLDED = [
  ...[
    'type_id',
    'type',
    'person_id',
    'team_id',
    'evidence_id',
    'evidence_url',
    'note',
    'marks',
    'source_id',
    'amount',
    'amount_by',
  ],
  ...[
    'claimed_microdollars',
    'measured_microdollars',
    'measured_basis',
    'state',
    'grade',
    'validator_id',
    'claimed_at',
  ],
  ...['verified_at', 'reverted_at', 'decline_reason', 'clean_up_minutes', 'event_ids'],
] as const;

export const foldedColumns = FOLDED.join(', ');
export const foldedSettings = FOLDED.map((column) => `${column} = excluded.${column}`).join(', ');
export const foldedBefore = FOLDED.map((column) => `outcome.${column}`).join(', ');
export const foldedAfter = FOLDED.map((column) => `excluded.${column}`).join(', ');

/** Everything of an outcome, its links from the largest share down, by the outcome's own index on them. */
export const outcomeSelection = `o.*, coalesce((select jsonb_agg(to_jsonb(l) order by l.share desc, l.owner_kind, l.owner_id, l.task_id)
  from tokenward.outcome_task l where l.outcome_id = o.id), '[]'::jsonb) as links`;

/** As `jsonb_populate_recordset` reads it. */
export function toRowOutcome(outcome: KeptOutcome): Readonly<Record<string, unknown>> {
  const { outcomeId, type, personId, teamId, useCaseId, evidenceId, evidenceUrl, note, marks, sourceId } = outcome;
  return {
    ...{ id: outcomeId, type_id: type.id, type, person_id: personId, team_id: teamId, use_case_id: useCaseId },
    ...{ evidence_id: evidenceId, evidence_url: evidenceUrl, note, marks, source_id: sourceId },
    ...{ amount: outcome.amount, claimed_microdollars: outcome.claimedMicrodollars },
    amount_by: outcome.amountBy ?? null,
    measured_microdollars: outcome.measured?.microdollars ?? null,
    measured_basis: outcome.measured?.basis ?? null,
    ...{ state: outcome.state, grade: outcome.grade, validator_id: outcome.validatorId },
    claimed_at: new Date(outcome.claimedAtMs),
    verified_at: dateOrNull(outcome.verifiedAtMs),
    reverted_at: dateOrNull(outcome.revertedAtMs),
    ...{ decline_reason: outcome.declineReason, clean_up_minutes: outcome.cleanUpMinutes },
    event_ids: outcome.evidenceIds,
  };
}

export function fromRowOutcome(row: OutcomeRow): StoredOutcome {
  const { task_owner_kind: ownerKind, task_owner_id: ownerId, task_id: taskId } = row;
  const task =
    ownerKind === null || ownerId === null || taskId === null ? null : { owner: ownerOf(ownerKind, ownerId), taskId };
  const { measured_microdollars: measured, measured_basis: basis } = row;
  return {
    outcome: {
      outcomeId: row.id,
      taskId: nameBooking({ outcomeId: row.id, task }),
      personId: row.person_id,
      type: row.type,
      state: row.state,
      grade: row.grade,
      claimedMicrodollars: Number(row.claimed_microdollars),
      ...(row.amount_by === null ? {} : { amountBy: row.amount_by }),
      measured: measured === null || basis === null ? null : { microdollars: Number(measured), basis },
      validatorId: row.validator_id,
      verifiedAtMs: millisecondsOrNull(row.verified_at),
      revertedAtMs: millisecondsOrNull(row.reverted_at),
      evidenceIds: row.event_ids,
      teamId: row.team_id,
      useCaseId: row.use_case_id,
      evidenceId: row.evidence_id,
      evidenceUrl: row.evidence_url,
      note: row.note,
      marks: row.marks,
      sourceId: row.source_id,
      amount: row.amount,
      claimedAtMs: row.claimed_at.getTime(),
      declineReason: row.decline_reason,
      cleanUpMinutes: row.clean_up_minutes,
    },
    recordedAtMs: row.recorded_at.getTime(),
    changeSequence: Number(row.change_sequence),
    links: row.links.map((link) => ({
      task: { owner: ownerOf(link.owner_kind, link.owner_id), taskId: link.task_id },
      method: link.method,
      share: link.share,
    })),
  };
}
