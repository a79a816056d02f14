import type { KeptOutcomeType } from '../../domain/outcome/outcome-type.ts';
import type { OutcomeValidation, PersonMerge } from '../../domain/outcome/validation.ts';
import { type BigintColumn, dateOrNull, millisecondsOrNull } from '../control/column-values.ts';
import { nounTable } from '../control/noun-table.ts';

type TypeRow = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly direction: KeptOutcomeType['direction'];
  readonly microdollars_per_unit: BigintColumn;
  readonly lane: KeptOutcomeType['lane'];
  readonly maturity_days: number;
  readonly status: KeptOutcomeType['status'];
};

export const outcomeTypeTable = nounTable<KeptOutcomeType, TypeRow>({
  table: 'outcome_type',
  // biome-ignore format: one line is enough
  columns: ['id', 'name', 'description', 'unit', 'direction', 'microdollars_per_unit', 'lane', 'maturity_days', 'status'],
  toRow: (type) => ({
    id: type.id,
    name: type.name,
    description: type.description,
    unit: type.unit,
    direction: type.direction,
    microdollars_per_unit: type.microdollarsPerUnit,
    lane: type.lane,
    maturity_days: type.maturityDays,
    status: type.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    unit: row.unit,
    direction: row.direction,
    microdollarsPerUnit: Number(row.microdollars_per_unit),
    lane: row.lane,
    maturityDays: row.maturity_days,
    status: row.status,
  }),
});

type ValidationRow = {
  readonly id: string;
  readonly outcome_id: string;
  readonly kind: OutcomeValidation['kind'];
  readonly basis: OutcomeValidation['basis'];
  readonly about: OutcomeValidation['about'];
  readonly words: string | null;
  readonly claimant_id: string;
  readonly validator_id: string | null;
  readonly why: string;
  readonly earlier_ids: readonly string[];
  readonly opened_at: Date;
  readonly due_at: Date;
  readonly state: OutcomeValidation['state'];
  readonly decided_at: Date | null;
  readonly reason: string | null;
  readonly amount: number | null;
};

export const outcomeValidationTable = nounTable<OutcomeValidation, ValidationRow>({
  table: 'outcome_validation',
  // biome-ignore format: one line is enough
  columns: ['id', 'outcome_id', 'kind', 'basis', 'about', 'words', 'claimant_id', 'validator_id', 'why', 'earlier_ids', 'opened_at', 'due_at', 'state', 'decided_at', 'reason', 'amount'],
  toRow: (validation) => ({
    id: validation.id,
    outcome_id: validation.outcomeId,
    kind: validation.kind,
    basis: validation.basis,
    about: validation.about,
    words: validation.words,
    claimant_id: validation.claimantId,
    validator_id: validation.validatorId,
    why: validation.why,
    earlier_ids: JSON.stringify(validation.earlierIds),
    opened_at: new Date(validation.openedAtMs),
    due_at: new Date(validation.dueAtMs),
    state: validation.state,
    decided_at: dateOrNull(validation.decidedAtMs),
    reason: validation.reason,
    amount: validation.amount,
  }),
  fromRow: (row) => ({
    id: row.id,
    outcomeId: row.outcome_id,
    kind: row.kind,
    basis: row.basis,
    about: row.about,
    words: row.words,
    claimantId: row.claimant_id,
    validatorId: row.validator_id,
    why: row.why,
    earlierIds: row.earlier_ids,
    openedAtMs: row.opened_at.getTime(),
    dueAtMs: row.due_at.getTime(),
    state: row.state,
    decidedAtMs: millisecondsOrNull(row.decided_at),
    reason: row.reason,
    amount: row.amount,
  }),
});

type MergeRow = {
  readonly id: string;
  readonly into_person_id: string;
  readonly why: string;
  readonly status: PersonMerge['status'];
};

export const personMergeTable = nounTable<PersonMerge, MergeRow>({
  table: 'person_merge',
  columns: ['id', 'into_person_id', 'why', 'status'],
  toRow: ({ id, intoPersonId, why, status }) => ({ id, into_person_id: intoPersonId, why, status }),
  fromRow: (row) => ({ id: row.id, intoPersonId: row.into_person_id, why: row.why, status: row.status }),
});
