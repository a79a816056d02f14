import type { ApiKey } from '../../domain/identity/directory.ts';
import type { KeyOwner, KeyScope, Lane } from '../../domain/identity/key-grant.ts';
import { dateOrNull, millisecondsOrNull } from './column-values.ts';
import { nounTable } from './noun-table.ts';

type ApiKeyRow = {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  readonly hint: string;
  readonly owner_person_id: string | null;
  readonly owner_service_account_id: string | null;
  readonly team_id: string;
  readonly project_id: string | null;
  readonly lane: Lane;
  readonly tags: Readonly<Record<string, string>>;
  readonly scopes: readonly KeyScope[];
  readonly allowed_use_case_ids: readonly string[];
  readonly default_use_case_id: string | null;
  readonly expires_at: Date | null;
  readonly rotated_from_key_id: string | null;
  readonly status: ApiKey['status'];
  readonly status_reason: string | null;
};

export const apiKeyTable = nounTable<ApiKey, ApiKeyRow>({
  table: 'api_key',
  columns: [
    'id',
    'name',
    'digest',
    'hint',
    'owner_person_id',
    'owner_service_account_id',
    'team_id',
    'project_id',
    'lane',
    'tags',
    'scopes',
    'allowed_use_case_ids',
    'default_use_case_id',
    'expires_at',
    'rotated_from_key_id',
    'status',
    'status_reason',
  ],
  toRow: (key) => ({
    id: key.id,
    name: key.name,
    digest: key.digest,
    hint: key.hint,
    owner_person_id: key.owner.kind === 'person' ? key.owner.personId : null,
    owner_service_account_id: key.owner.kind === 'service_account' ? key.owner.serviceAccountId : null,
    team_id: key.teamId,
    project_id: key.projectId,
    lane: key.lane,
    tags: JSON.stringify(key.tags),
    scopes: JSON.stringify(key.scopes),
    allowed_use_case_ids: JSON.stringify(key.allowedUseCaseIds),
    default_use_case_id: key.defaultUseCaseId,
    expires_at: dateOrNull(key.expiresAtMs),
    rotated_from_key_id: key.rotatedFromKeyId,
    status: key.status,
    status_reason: key.statusReason,
  }),
  fromRow: (row) => ({
    id: row.id,
    name: row.name,
    digest: row.digest,
    hint: row.hint,
    owner: fromRowKeyOwner(row),
    teamId: row.team_id,
    projectId: row.project_id,
    lane: row.lane,
    tags: row.tags,
    scopes: row.scopes,
    allowedUseCaseIds: row.allowed_use_case_ids,
    defaultUseCaseId: row.default_use_case_id,
    expiresAtMs: millisecondsOrNull(row.expires_at),
    rotatedFromKeyId: row.rotated_from_key_id,
    status: row.status,
    statusReason: row.status_reason,
  }),
});

/** The table's own check says that exactly one of the two is there; a row that has none is a bug. */
export function fromRowKeyOwner(row: Pick<ApiKeyRow, 'id' | 'owner_person_id' | 'owner_service_account_id'>): KeyOwner {
  if (row.owner_person_id !== null) return { kind: 'person', personId: row.owner_person_id };
  if (row.owner_service_account_id !== null) {
    return { kind: 'service_account', serviceAccountId: row.owner_service_account_id };
  }
  throw new Error(`key ${row.id} has no owner`);
}
