import type { EnvelopeMetric, KeptEnvelope } from '../../domain/budget/kept-envelope.ts';
import { type EnvelopeRow, fromRowEnvelope } from '../budget/read-envelopes.ts';
import { nounTable } from './noun-table.ts';

type KeptRow = EnvelopeRow & { readonly metric: EnvelopeMetric | null };

export const envelopeTable = nounTable<KeptEnvelope, KeptRow>({
  table: 'budget_envelope',
  // What an exception brings is an envelope of the ledger and none that people manage.
  only: 'exception_id is null',
  // biome-ignore format: one line is enough
  columns: ['id', 'name', 'team_id', 'project_id', 'use_case_id', 'person_id', 'lane', 'tag_name', 'tag_value', 'owner_person_id', 'cost_centre', 'unit', 'period', 'hard_cap', 'cap_kind', 'overdraft', 'quantile', 'soft_thresholds', 'carry_over_percent', 'carry_over_max', 'store_away', 'metric', 'status'],
  toRow: ({ scope, cap, carryOver, ...envelope }) => ({
    id: envelope.id,
    name: envelope.name,
    team_id: scope.teamId ?? null,
    project_id: scope.projectId ?? null,
    use_case_id: scope.useCaseId ?? null,
    person_id: scope.personId ?? null,
    lane: scope.lane ?? null,
    tag_name: scope.tag?.name ?? null,
    tag_value: scope.tag?.value ?? null,
    owner_person_id: envelope.ownerPersonId,
    cost_centre: envelope.costCentre,
    unit: envelope.unit,
    period: envelope.period,
    hard_cap: envelope.hardCap.toString(),
    cap_kind: cap.kind,
    overdraft: cap.kind === 'elastic' ? cap.overdraft.toString() : '0',
    quantile: cap.kind === 'elastic' ? cap.quantile : null,
    soft_thresholds: JSON.stringify(envelope.softThresholds),
    carry_over_percent: carryOver.kind === 'unused' ? carryOver.percent : 0,
    carry_over_max: carryOver.kind === 'unused' ? carryOver.amountMax.toString() : '0',
    store_away: envelope.storeAway,
    metric: envelope.metric === null ? null : JSON.stringify(envelope.metric),
    status: envelope.status,
  }),
  fromRow: ({ metric, ...row }) => ({ ...fromRowEnvelope(row), metric }),
});
