import type { ClientBase } from 'pg';
import type { EnvelopeScope } from '../../domain/budget/envelope.ts';
import type { Lane } from '../../domain/identity/key-grant.ts';
import type { Exception } from '../../domain/policy/exception.ts';
import { dateOrNull, millisecondsOrNull } from '../control/column-values.ts';
import { nounTable } from '../control/noun-table.ts';

type ScopeColumns = {
  readonly team_id: string | null;
  readonly project_id: string | null;
  readonly scope_use_case_id: string | null;
  readonly person_id: string | null;
  readonly lane: Lane | null;
  readonly tag_name: string | null;
  readonly tag_value: string | null;
};

type ExceptionRow = ScopeColumns & {
  readonly id: string;
  readonly kind: Exception['kind'];
  readonly reason_code: Exception['reasonCode'];
  readonly why: string;
  readonly envelope_id: string | null;
  readonly use_case_id: string | null;
  readonly model_id: string | null;
  readonly data_class: Exception['dataClass'];
  readonly unit: Exception['unit'];
  readonly cap: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly requester_id: string;
  readonly requested_at: Date;
  readonly approver_id: string;
  readonly approver_why: string;
  readonly state: Exception['state'];
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly decision_reason: string | null;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly end_reason: string | null;
  readonly extends_id: string | null;
  readonly spent_amount: string | null;
};

export const exceptionTable = nounTable<Exception, ExceptionRow>({
  table: 'exception',
  // biome-ignore format: one line is enough
  columns: ['id', 'kind', 'reason_code', 'why', 'team_id', 'project_id', 'scope_use_case_id', 'person_id', 'lane', 'tag_name', 'tag_value', 'envelope_id', 'use_case_id', 'model_id', 'data_class', 'unit', 'cap', 'starts_at', 'ends_at', 'requester_id', 'requested_at', 'approver_id', 'approver_why', 'state', 'decided_at', 'decided_by', 'decision_reason', 'ended_at', 'ended_by', 'end_reason', 'extends_id', 'spent_amount'],
  toRow: (exception) => ({
    id: exception.id,
    kind: exception.kind,
    reason_code: exception.reasonCode,
    why: exception.why,
    ...toRowScope(exception.scope),
    envelope_id: exception.envelopeId,
    use_case_id: exception.useCaseId,
    model_id: exception.modelId,
    data_class: exception.dataClass,
    unit: exception.unit,
    cap: exception.cap.toString(),
    starts_at: new Date(exception.startsAtMs),
    ends_at: new Date(exception.endsAtMs),
    requester_id: exception.requesterId,
    requested_at: new Date(exception.requestedAtMs),
    approver_id: exception.approverId,
    approver_why: exception.approverWhy,
    state: exception.state,
    decided_at: dateOrNull(exception.decidedAtMs),
    decided_by: exception.decidedBy,
    decision_reason: exception.decisionReason,
    ended_at: dateOrNull(exception.endedAtMs),
    ended_by: exception.endedBy,
    end_reason: exception.endReason,
    extends_id: exception.extendsId,
    spent_amount: exception.spentAmount?.toString() ?? null,
  }),
  fromRow: fromRowException,
});

function fromRowException(row: ExceptionRow): Exception {
  return {
    id: row.id,
    kind: row.kind,
    reasonCode: row.reason_code,
    why: row.why,
    scope: fromRowScope(row),
    envelopeId: row.envelope_id,
    useCaseId: row.use_case_id,
    modelId: row.model_id,
    dataClass: row.data_class,
    unit: row.unit,
    cap: BigInt(row.cap),
    startsAtMs: row.starts_at.getTime(),
    endsAtMs: row.ends_at.getTime(),
    requesterId: row.requester_id,
    requestedAtMs: row.requested_at.getTime(),
    approverId: row.approver_id,
    approverWhy: row.approver_why,
    state: row.state,
    decidedAtMs: millisecondsOrNull(row.decided_at),
    decidedBy: row.decided_by,
    decisionReason: row.decision_reason,
    endedAtMs: millisecondsOrNull(row.ended_at),
    endedBy: row.ended_by,
    endReason: row.end_reason,
    extendsId: row.extends_id,
    spentAmount: row.spent_amount === null ? null : BigInt(row.spent_amount),
  };
}

/** Those that nobody has ended, as of the statement; an upkeep ends those whose time is over, so there are few. */
export async function readGrantedExceptions(client: ClientBase): Promise<readonly Exception[]> {
  const { rows } = await client.query<ExceptionRow>(
    `select * from tokenward.exception where state = 'granted' order by id collate "C"`,
  );
  return rows.map(fromRowException);
}

function toRowScope({ teamId, projectId, useCaseId, personId, lane, tag }: EnvelopeScope): ScopeColumns {
  return {
    team_id: teamId ?? null,
    project_id: projectId ?? null,
    scope_use_case_id: useCaseId ?? null,
    person_id: personId ?? null,
    lane: lane ?? null,
    tag_name: tag?.name ?? null,
    tag_value: tag?.value ?? null,
  };
}

function fromRowScope(row: ScopeColumns): EnvelopeScope {
  const { tag_name: name, tag_value: value } = row;
  return {
    ...(row.team_id === null ? {} : { teamId: row.team_id }),
    ...(row.project_id === null ? {} : { projectId: row.project_id }),
    ...(row.scope_use_case_id === null ? {} : { useCaseId: row.scope_use_case_id }),
    ...(row.person_id === null ? {} : { personId: row.person_id }),
    ...(row.lane === null ? {} : { lane: row.lane }),
    ...(name === null || value === null ? {} : { tag: { name, value } }),
  };
}
