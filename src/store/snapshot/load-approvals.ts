import type { ClientBase } from 'pg';
import { DECLINED_MS, type OpenQuestion } from '../../domain/policy/approval.ts';
import type { GrantedApproval } from '../../domain/policy/granted-approval.ts';
import { millisecondsOrNull } from '../control/column-values.ts';

type ApprovalRow = {
  readonly id: string;
  readonly state: 'pending' | 'approved' | 'declined';
  readonly rules: readonly string[];
  readonly decided_by: string | null;
  readonly reason: string | null;
  readonly expires_at: Date;
  readonly decided_at: Date | null;
  readonly granted_until: Date | null;
};

export type LoadedApprovals = {
  readonly approvals: ReadonlyMap<string, GrantedApproval>;
  readonly openQuestions: ReadonlyMap<string, OpenQuestion>;
};

/** Questions that wait, and answers that hold. What ended more than a day ago is left out; clocks say the rest. */
export async function loadApprovals(client: ClientBase, nowMs: number): Promise<LoadedApprovals> {
  const { rows } = await client.query<ApprovalRow>(
    `select id, state, rules, decided_by, reason, expires_at, decided_at, granted_until from tokenward.approval
     where state in ('pending', 'approved', 'declined')
       and greatest(expires_at, granted_until, decided_at) > to_timestamp($1::float8 / 1000) - interval '1 day'`,
    [nowMs],
  );
  const approvals = new Map<string, GrantedApproval>();
  const openQuestions = new Map<string, OpenQuestion>();
  for (const row of rows) {
    const expiresAtMs = millisecondsOrNull(row.granted_until);
    if (row.state === 'approved') {
      if (expiresAtMs === null || row.decided_by === null) continue;
      approvals.set(row.id, { approvalId: row.id, approverId: row.decided_by, rules: row.rules, expiresAtMs });
      continue;
    }
    const untilMs = row.state === 'pending' ? row.expires_at.getTime() : (row.decided_at?.getTime() ?? 0) + DECLINED_MS;
    openQuestions.set(row.id, { state: row.state, untilMs, reason: row.reason });
  }
  return { approvals, openQuestions };
}
