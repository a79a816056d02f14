import type { ClientBase } from 'pg';
import type { Asset, AssetVersion } from '../../domain/library/asset.ts';
import type { RegisteredTemplate, RegisteredTemplateVersion } from '../../domain/library/template.ts';
import { assetTable, assetVersionTable } from '../control/library-rows.ts';

/** Every template with its published versions, oldest first; null where the library has none. */
export async function loadTemplates(client: ClientBase): Promise<ReadonlyMap<string, RegisteredTemplate> | null> {
  const assets = (await assetTable.all(client)).filter(({ kind }) => kind === 'template');
  if (assets.length === 0) return null;
  const published = (await assetVersionTable.all(client)).filter(({ state }) => state === 'published');
  const byAsset = Map.groupBy(published, ({ assetId }) => assetId);
  return new Map(assets.map((asset) => [asset.id, registered(asset, byAsset.get(asset.id) ?? [])]));
}

function registered(asset: Asset, versions: readonly AssetVersion[]): RegisteredTemplate {
  const { id, useCaseId, labels, deprecation } = asset;
  const inOrder = versions.toSorted((one, other) => one.version - other.version);
  return {
    id,
    useCaseId,
    labels,
    deprecation,
    versions: new Map(inOrder.map((each) => [each.version, toKnown(each)])),
  };
}

function toKnown({ version, text, place, parameters, approvedBy }: AssetVersion): RegisteredTemplateVersion {
  return { version, text, place, parameters, isApproved: approvedBy !== null };
}
