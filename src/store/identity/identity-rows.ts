import type { Handover } from '../../domain/identity/handover.ts';
import type { RoleGrant } from '../../domain/identity/house-role.ts';
import { dateOrNull, millisecondsOrNull } from '../control/column-values.ts';
import { nounTable } from '../control/noun-table.ts';
import { fromRowReach } from './session-rows.ts';

type RoleGrantRow = {
  readonly id: string;
  readonly person_id: string;
  readonly role: RoleGrant['role'];
  readonly team_id: string | null;
  readonly use_case_id: string | null;
  readonly source: RoleGrant['source'];
  readonly reason: string;
  readonly granted_by: string;
  readonly expires_at: Date | null;
  readonly status: RoleGrant['status'];
  readonly end_reason: string | null;
};

export const roleGrantTable = nounTable<RoleGrant, RoleGrantRow>({
  table: 'role_grant',
  columns: [
    ...(['id', 'person_id', 'role', 'team_id', 'use_case_id', 'source', 'reason', 'granted_by'] as const),
    ...(['expires_at', 'status', 'end_reason'] as const),
  ],
  toRow: (grant) => ({
    id: grant.id,
    person_id: grant.personId,
    role: grant.role,
    team_id: grant.reach.kind === 'team' ? grant.reach.teamId : null,
    use_case_id: grant.reach.kind === 'use_case' ? grant.reach.useCaseId : null,
    source: grant.source,
    reason: grant.reason,
    granted_by: grant.grantedBy,
    expires_at: dateOrNull(grant.expiresAtMs),
    status: grant.status,
    end_reason: grant.endReason,
  }),
  fromRow: (row) => ({
    id: row.id,
    personId: row.person_id,
    role: row.role,
    reach: fromRowReach(row),
    source: row.source,
    reason: row.reason,
    grantedBy: row.granted_by,
    expiresAtMs: millisecondsOrNull(row.expires_at),
    status: row.status,
    endReason: row.end_reason,
  }),
});

type HandoverRow = {
  readonly id: string;
  readonly person_id: string;
  readonly reason: string;
  readonly items: Handover['items'];
  readonly state: Handover['state'];
  readonly opened_by: string;
  readonly done_by: string | null;
};

export const handoverTable = nounTable<Handover, HandoverRow>({
  table: 'handover',
  columns: ['id', 'person_id', 'reason', 'items', 'state', 'opened_by', 'done_by'],
  toRow: (handover) => ({
    id: handover.id,
    person_id: handover.personId,
    reason: handover.reason,
    items: JSON.stringify(handover.items),
    state: handover.state,
    opened_by: handover.openedBy,
    done_by: handover.doneBy,
  }),
  fromRow: (row) => ({
    id: row.id,
    personId: row.person_id,
    reason: row.reason,
    items: row.items,
    state: row.state,
    openedBy: row.opened_by,
    doneBy: row.done_by,
  }),
});
