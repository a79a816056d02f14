import {
  type Asset,
  type AssetDefinition,
  type AssetKind,
  type AssetVersion,
  definitionOfVersion,
} from '../../domain/library/asset.ts';
import { dateOrNull, millisecondsOrNull } from './column-values.ts';
import { nounTable } from './noun-table.ts';

type AssetRow = {
  readonly id: string;
  readonly kind: AssetKind;
  readonly name: string;
  readonly description: string;
  readonly owner_person_id: string;
  readonly use_case_id: string;
  readonly labels: Asset['labels'];
  readonly starter_roles: readonly string[];
  readonly forked_from_asset_id: string | null;
  readonly forked_from_version: number | null;
  readonly status: Asset['status'];
  readonly deprecation_reason: string | null;
  readonly successor_id: string | null;
};

export const assetTable = nounTable<Asset, AssetRow>({
  table: 'library_asset',
  // biome-ignore format: one line is enough
  columns: ['id', 'kind', 'name', 'description', 'owner_person_id', 'use_case_id', 'labels', 'starter_roles', 'forked_from_asset_id', 'forked_from_version', 'status', 'deprecation_reason', 'successor_id'],
  toRow: (asset) => ({
    id: asset.id,
    kind: asset.kind,
    name: asset.name,
    description: asset.description,
    owner_person_id: asset.ownerPersonId,
    use_case_id: asset.useCaseId,
    labels: JSON.stringify(asset.labels),
    starter_roles: JSON.stringify(asset.starterRoles),
    forked_from_asset_id: asset.forkedFrom?.assetId ?? null,
    forked_from_version: asset.forkedFrom?.version ?? null,
    status: asset.status,
    deprecation_reason: asset.deprecation?.reason ?? null,
    successor_id: asset.deprecation?.successorId ?? null,
  }),
  fromRow: (row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    description: row.description,
    ownerPersonId: row.owner_person_id,
    useCaseId: row.use_case_id,
    labels: row.labels,
    starterRoles: row.starter_roles,
    forkedFrom: originOf(row),
    status: row.status,
    deprecation:
      row.deprecation_reason === null ? null : { reason: row.deprecation_reason, successorId: row.successor_id },
  }),
});

function originOf({ forked_from_asset_id: assetId, forked_from_version: version }: AssetRow): Asset['forkedFrom'] {
  return assetId === null || version === null ? null : { assetId, version };
}

type VersionRow = {
  readonly id: string;
  readonly asset_id: string;
  readonly version: number;
  readonly state: AssetVersion['state'];
  readonly definition: AssetDefinition;
  readonly written_by: string;
  readonly published_at: Date | null;
  readonly approved_by: string | null;
  readonly approved_at: Date | null;
  readonly proposal: AssetVersion['proposal'];
};

export const assetVersionTable = nounTable<AssetVersion, VersionRow>({
  table: 'library_version',
  // biome-ignore format: one line is enough
  columns: ['id', 'asset_id', 'version', 'state', 'definition', 'written_by', 'published_at', 'approved_by', 'approved_at', 'proposal'],
  toRow: (version) => ({
    id: version.id,
    asset_id: version.assetId,
    version: version.version,
    state: version.state,
    definition: JSON.stringify(definitionOfVersion(version)),
    written_by: version.writtenBy,
    published_at: dateOrNull(version.publishedAtMs),
    approved_by: version.approvedBy,
    approved_at: dateOrNull(version.approvedAtMs),
    proposal: version.proposal === null ? null : JSON.stringify(version.proposal),
  }),
  fromRow: (row) => ({
    ...row.definition,
    id: row.id,
    assetId: row.asset_id,
    version: row.version,
    state: row.state,
    writtenBy: row.written_by,
    publishedAtMs: millisecondsOrNull(row.published_at),
    approvedBy: row.approved_by,
    approvedAtMs: millisecondsOrNull(row.approved_at),
    proposal: row.proposal,
  }),
});
