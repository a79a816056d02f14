import type { ContentAccess } from '../../domain/content/content-access.ts';
import type { ContentScope } from '../../domain/content/content-scope.ts';
import type { LegalHold } from '../../domain/content/legal-hold.ts';
import type { RetentionRule } from '../../domain/content/retention.ts';
import { dateOrNull, millisecondsOrNull } from './column-values.ts';
import { nounTable } from './noun-table.ts';

type ScopeColumns = {
  readonly person_id: string | null;
  readonly use_case_id: string | null;
  readonly call_id: string | null;
  readonly from_at: Date | null;
  readonly to_at: Date | null;
};

function toRowScope(scope: ContentScope): ScopeColumns {
  return {
    person_id: scope.personId,
    use_case_id: scope.useCaseId,
    call_id: scope.callId,
    from_at: dateOrNull(scope.fromMs),
    to_at: dateOrNull(scope.toMs),
  };
}

function fromRowScope(row: ScopeColumns): ContentScope {
  return {
    personId: row.person_id,
    useCaseId: row.use_case_id,
    callId: row.call_id,
    fromMs: millisecondsOrNull(row.from_at),
    toMs: millisecondsOrNull(row.to_at),
  };
}

type LegalHoldRow = ScopeColumns & {
  readonly id: string;
  readonly reason: string;
  readonly placed_by: string;
  readonly state: LegalHold['state'];
  readonly lifted_by: string | null;
  readonly lift_reason: string | null;
};

export const legalHoldTable = nounTable<LegalHold, LegalHoldRow>({
  table: 'legal_hold',
  // biome-ignore format: one line is enough
  columns: ['id', 'reason', 'person_id', 'use_case_id', 'call_id', 'from_at', 'to_at', 'placed_by', 'state', 'lifted_by', 'lift_reason'],
  toRow: (hold) => ({
    ...toRowScope(hold),
    id: hold.id,
    reason: hold.reason,
    placed_by: hold.placedBy,
    state: hold.state,
    lifted_by: hold.liftedBy,
    lift_reason: hold.liftReason,
  }),
  fromRow: (row) => ({
    ...fromRowScope(row),
    id: row.id,
    reason: row.reason,
    placedBy: row.placed_by,
    state: row.state,
    liftedBy: row.lifted_by,
    liftReason: row.lift_reason,
  }),
});

type ContentAccessRow = ScopeColumns & {
  readonly id: string;
  readonly requester_kind: ContentAccess['requesterKind'];
  readonly requester_id: string;
  readonly purpose: ContentAccess['purpose'];
  readonly reason: string;
  readonly minutes: number;
  readonly state: ContentAccess['state'];
  readonly second_person_id: string | null;
  readonly decided_at: Date | null;
  readonly granted_until: Date | null;
  readonly decision_reason: string | null;
};

export const contentAccessTable = nounTable<ContentAccess, ContentAccessRow>({
  table: 'content_access',
  // biome-ignore format: one line is enough
  columns: ['id', 'requester_kind', 'requester_id', 'purpose', 'reason', 'person_id', 'use_case_id', 'call_id', 'from_at', 'to_at', 'minutes', 'state', 'second_person_id', 'decided_at', 'granted_until', 'decision_reason'],
  toRow: (access) => ({
    ...toRowScope(access),
    id: access.id,
    requester_kind: access.requesterKind,
    requester_id: access.requesterId,
    purpose: access.purpose,
    reason: access.reason,
    minutes: access.minutes,
    state: access.state,
    second_person_id: access.secondPersonId,
    decided_at: dateOrNull(access.decidedAtMs),
    granted_until: dateOrNull(access.grantedUntilMs),
    decision_reason: access.decisionReason,
  }),
  fromRow: (row) => ({
    ...fromRowScope(row),
    id: row.id,
    requesterKind: row.requester_kind,
    requesterId: row.requester_id,
    purpose: row.purpose,
    reason: row.reason,
    minutes: row.minutes,
    state: row.state,
    secondPersonId: row.second_person_id,
    decidedAtMs: millisecondsOrNull(row.decided_at),
    grantedUntilMs: millisecondsOrNull(row.granted_until),
    decisionReason: row.decision_reason,
  }),
});

type RetentionRuleRow = {
  readonly id: string;
  readonly use_case_id: string | null;
  readonly data_class: RetentionRule['dataClass'];
  readonly days: number;
  readonly status: RetentionRule['status'];
};

export const retentionRuleTable = nounTable<RetentionRule, RetentionRuleRow>({
  table: 'retention_rule',
  columns: ['id', 'use_case_id', 'data_class', 'days', 'status'],
  toRow: (rule) => ({
    id: rule.id,
    use_case_id: rule.useCaseId,
    data_class: rule.dataClass,
    days: rule.days,
    status: rule.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    useCaseId: row.use_case_id,
    dataClass: row.data_class,
    days: row.days,
    status: row.status,
  }),
});
