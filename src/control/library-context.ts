import type { Asset, AssetVersion } from '../domain/library/asset.ts';
import { assetVersionId } from '../domain/library/asset.ts';
import type { ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import type { LibraryStore } from '../ports/library-store.ts';
import type { ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';

/** What the library needs besides the store of the control plane. */
export type LibraryContext = ControlContext & { readonly library: LibraryStore };

export type StoredAsset = Stored<Asset>;
export type StoredVersion = Stored<AssetVersion>;

export type AssetAddress = { readonly id: string; readonly expectedRevision?: number | undefined };
export type VersionAddress = { readonly id: string; readonly version: number };

/** The asset at the revision that the caller has seen. */
export async function findAsset(
  unit: ReadUnit,
  { id, expectedRevision }: AssetAddress,
): Promise<StoredAsset | ControlRefusal> {
  const stored = await unit.get('library_asset', id);
  if (stored === undefined) return refuseCommand('not_found', `There is no "${id}" in the library.`);
  if (expectedRevision !== undefined && expectedRevision !== stored.revision) {
    const why = `"${id}" is at revision ${stored.revision}, not at ${expectedRevision}.`;
    return refuseCommand('revision_conflict', why);
  }
  return stored;
}

export async function findVersion(
  unit: ReadUnit,
  { id, version }: VersionAddress,
): Promise<StoredVersion | ControlRefusal> {
  const stored = await unit.get('library_version', assetVersionId({ assetId: id, version }));
  return stored ?? refuseCommand('not_found', `"${id}" has no version ${version}.`);
}

/** All versions of an asset, oldest first. */
export async function versionsOf(unit: ReadUnit, assetId: string): Promise<readonly AssetVersion[]> {
  const versions: AssetVersion[] = [];
  for await (const { row } of everyRow(unit, 'library_version', { assetId })) versions.push(row);
  return versions.toSorted((one, other) => one.version - other.version);
}

export type Saved = { readonly type: string; readonly detail: Readonly<Record<string, unknown>> };

/** Writes an asset that was just read in the same transaction, with its event; one that does not change leaves none. */
export async function saveAsset(
  unit: WriteUnit,
  { stored, next }: { readonly stored: StoredAsset; readonly next: Asset },
  saved: Saved,
): Promise<StoredAsset> {
  const put = await unit.put('library_asset', next, { managedBy: 'api', expectedRevision: stored.revision });
  if (put !== 'unchanged') await unit.audit({ ...saved, subject: `library_asset:${next.id}` });
  return readBack(unit, 'library_asset', next.id);
}

export async function saveVersion(
  unit: WriteUnit,
  { stored, next }: { readonly stored: StoredVersion | undefined; readonly next: AssetVersion },
  saved: Saved,
): Promise<StoredVersion> {
  const expectedRevision = stored?.revision ?? null;
  const put = await unit.put('library_version', next, { managedBy: 'api', expectedRevision });
  if (put !== 'unchanged') await unit.audit({ ...saved, subject: `library_version:${next.id}` });
  return readBack(unit, 'library_version', next.id);
}
