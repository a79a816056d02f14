import { type Asset, type AssetVersion, isStarterFor } from '../domain/library/asset.ts';
import { chooseVersion, renderTemplate } from '../domain/library/template.ts';
import { wordDeprecation } from '../domain/library/word-deprecation.ts';
import type { AssetReuse, ReuseFilter, ReuseGrouping } from '../ports/library-store.ts';
import type { ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';
import { findAsset, type LibraryContext, type StoredAsset, type StoredVersion, versionsOf } from './library-context.ts';

export type RenderedAsset = {
  readonly text: string;
  readonly place: AssetVersion['place'];
  /** With this header the reuse is counted. */
  readonly header: string;
  readonly recommendedModel: string | null;
  readonly expectedOutputTokens: number | null;
  readonly warning: string | null;
};

/** The text of a version with parameters, for whoever copies it. */
export async function renderAsset(
  context: ControlContext,
  order: {
    readonly id: string;
    /** A number or a label; null: the one that is in use. */
    readonly version: string | null;
    readonly parameters: Readonly<Record<string, unknown>>;
  },
): Promise<RenderedAsset | ControlRefusal> {
  const asset = await findAsset(context.store, order);
  if (isControlRefusal(asset)) return asset;
  if (asset.row.kind !== 'template')
    return refuseCommand('rule_broken', `"${order.id}" is a ${asset.row.kind}: only templates are rendered.`);
  const chosen = await chooseFrom(context, asset.row, order.version);
  if (chosen.kind === 'none') return refuseCommand('not_found', chosen.why);
  const { version } = chosen;
  const rendered = renderTemplate(order.id, version, new Map(Object.entries(order.parameters)));
  if (rendered.kind === 'faults') return refuseCommand('rule_broken', rendered.why);
  return {
    text: rendered.text,
    place: version.place,
    header: `${order.id}@${version.version}`,
    recommendedModel: version.recommendedModel,
    expectedOutputTokens: version.expectedOutputTokens,
    warning: wordDeprecation(asset.row),
  };
}

async function chooseFrom(context: ControlContext, asset: Asset, wanted: string | null) {
  const published = (await versionsOf(context.store, asset.id)).filter(({ state }) => state === 'published');
  const versions = new Map(published.map((row) => [row.version, { ...row, isApproved: row.approvedBy !== null }]));
  return chooseVersion({ ...asset, versions }, wanted);
}

export type StarterAsset = { readonly asset: StoredAsset; readonly version: StoredVersion | null };

/** What people with these roles start from, each with the version that is in use. */
export async function starterSet(context: ControlContext, roles: readonly string[]): Promise<readonly StarterAsset[]> {
  const starters: StarterAsset[] = [];
  for await (const asset of everyRow(context.store, 'library_asset', { status: 'active' })) {
    if (!isStarterFor(asset.row, roles)) continue;
    const chosen = await chooseFrom(context, asset.row, null);
    const version = chosen.kind === 'none' ? undefined : await context.store.get('library_version', chosen.version.id);
    starters.push({ asset, version: version ?? null });
  }
  return starters;
}

export type SeenReuse = AssetReuse & Pick<Asset, 'forkedFrom'> & { readonly forkCalls: number | null };

/** How often assets were used again. By asset, those that nobody used are there as well: silence says something. */
export async function readReuse(
  context: LibraryContext,
  filter: ReuseFilter,
  by: ReuseGrouping,
): Promise<readonly SeenReuse[]> {
  const rows = await context.library.reuse(filter, by);
  const assets = new Map<string, Asset>();
  for await (const { row } of everyRow(context.store, 'library_asset'))
    if (filter.assetId === undefined || row.id === filter.assetId) assets.set(row.id, row);
  const originOf = (assetId: string) => assets.get(assetId)?.forkedFrom ?? null;
  if (by !== 'asset') return rows.map((row) => ({ ...row, forkedFrom: originOf(row.assetId), forkCalls: null }));
  const forkCalls = await context.library.forkCalls(filter);
  const used = new Set(rows.map(({ assetId }) => assetId));
  const unused = [...assets.keys()].filter((id) => !used.has(id)).map(unusedAsset);
  return [...rows, ...unused].map((row) => ({
    ...row,
    forkedFrom: originOf(row.assetId),
    forkCalls: forkCalls.get(row.assetId) ?? 0,
  }));
}

function unusedAsset(assetId: string): AssetReuse {
  return {
    ...{ assetId, version: null, teamId: null, adopter: null, costNanodollars: '0' },
    ...{ calls: 0, ownerCalls: 0, tasks: 0, adopters: 0, teams: 0 },
  };
}
