import type { Approval } from '../../domain/policy/approval.ts';
import { dateOrNull, millisecondsOrNull } from './column-values.ts';
import { nounTable } from './noun-table.ts';

type ApprovalRow = {
  readonly id: string;
  readonly owner_kind: Approval['ownerKind'];
  readonly owner_id: string;
  readonly key_id: string;
  readonly team_id: string;
  readonly use_case_id: string;
  readonly tier: Approval['tier'];
  readonly model_id: string;
  readonly purpose: string | null;
  readonly data_class: Approval['dataClass'];
  readonly findings: Approval['findings'];
  readonly rules: readonly string[];
  readonly policy_version: string;
  readonly why: string;
  readonly ask_at: string | null;
  readonly first_call_id: string;
  readonly asked_at: Date;
  readonly expires_at: Date;
  readonly requirements: readonly string[];
  readonly given: Approval['given'];
  readonly state: Approval['state'];
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly reason: string | null;
  readonly granted_until: Date | null;
};

export const approvalTable = nounTable<Approval, ApprovalRow>({
  table: 'approval',
  // biome-ignore format: one line is enough
  columns: ['id', 'owner_kind', 'owner_id', 'key_id', 'team_id', 'use_case_id', 'tier', 'model_id', 'purpose', 'data_class', 'findings', 'rules', 'policy_version', 'why', 'ask_at', 'first_call_id', 'asked_at', 'expires_at', 'requirements', 'given', 'state', 'decided_at', 'decided_by', 'reason', 'granted_until'],
  toRow: (approval) => ({
    id: approval.id,
    owner_kind: approval.ownerKind,
    owner_id: approval.ownerId,
    key_id: approval.keyId,
    team_id: approval.teamId,
    use_case_id: approval.useCaseId,
    tier: approval.tier,
    model_id: approval.modelId,
    purpose: approval.purpose,
    data_class: approval.dataClass,
    findings: JSON.stringify(approval.findings),
    rules: JSON.stringify(approval.rules),
    policy_version: approval.policyVersion,
    why: approval.why,
    ask_at: approval.askAt,
    first_call_id: approval.firstCallId,
    asked_at: new Date(approval.askedAtMs),
    expires_at: new Date(approval.expiresAtMs),
    requirements: JSON.stringify(approval.requirements),
    given: JSON.stringify(approval.given),
    state: approval.state,
    decided_at: dateOrNull(approval.decidedAtMs),
    decided_by: approval.decidedBy,
    reason: approval.reason,
    granted_until: dateOrNull(approval.grantedUntilMs),
  }),
  fromRow: (row) => ({
    id: row.id,
    ownerKind: row.owner_kind,
    ownerId: row.owner_id,
    keyId: row.key_id,
    teamId: row.team_id,
    useCaseId: row.use_case_id,
    tier: row.tier,
    modelId: row.model_id,
    purpose: row.purpose,
    dataClass: row.data_class,
    findings: row.findings,
    rules: row.rules,
    policyVersion: row.policy_version,
    why: row.why,
    askAt: row.ask_at,
    firstCallId: row.first_call_id,
    askedAtMs: row.asked_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    requirements: row.requirements,
    given: row.given,
    state: row.state,
    decidedAtMs: millisecondsOrNull(row.decided_at),
    decidedBy: row.decided_by,
    reason: row.reason,
    grantedUntilMs: millisecondsOrNull(row.granted_until),
  }),
});
