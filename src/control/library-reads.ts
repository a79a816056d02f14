import type { KeyGrant, KeyOwner } from '../domain/identity/key-grant.ts';
import { type Asset, type AssetVersion, isStarterFor } from '../domain/library/asset.ts';
import { chooseVersion, renderTemplate } from '../domain/library/template.ts';
import { wordDeprecation } from '../domain/library/word-deprecation.ts';
import type { AssetReuse, ReuseFilter, ReuseGrouping } from '../ports/library-store.ts';
import type { ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';
import { findAsset, type StoredAsset, type StoredVersion, versionsOf } from './library-context.ts';
import type { SimilarityContext } from './similarity-context.ts';

export type RenderedAsset = {
  readonly text: string;
  readonly link: string | null;
  readonly place: AssetVersion['place'];
  /** With this header the reuse is counted. */
  readonly header: string;
  readonly recommendedModel: string | null;
  readonly expectedOutputTokens: number | null;
  readonly warning: string | null;
};

/** The text of a version with parameters, for whoever copies it. That they took it is counted. */
export async function copyAsset(
  context: SimilarityContext,
  copier: { readonly owner: KeyOwner; readonly teamId: string | null },
  order: Parameters<typeof renderAsset>[1],
): Promise<RenderedAsset | ControlRefusal> {
  const rendered = await renderAsset(context, order);
  if (isControlRefusal(rendered)) return rendered;
  const { version, ...copied } = rendered;
  await context.similarity.noteCopy({ ...copier, assetId: order.id, version, nowMs: context.clock.nowMs() });
  return copied;
}

async function renderAsset(
  context: ControlContext,
  order: {
    readonly id: string;
    /** A number or a label; null: the one that is in use. */
    readonly version: string | null;
    readonly parameters: Readonly<Record<string, unknown>>;
  },
): Promise<(RenderedAsset & { readonly version: number }) | ControlRefusal> {
  const asset = await findAsset(context.store, order);
  if (isControlRefusal(asset)) return asset;
  const chosen = await chooseFrom(context, asset.row, order.version);
  if (chosen.kind === 'none') return refuseCommand('not_found', chosen.why);
  const { version } = chosen;
  const given = new Map(Object.entries(order.parameters));
  // What is not a template has no parameters, and its text is what it is: braces in it mean nothing.
  const rendered =
    asset.row.kind === 'template' || given.size > 0
      ? renderTemplate(order.id, version, given)
      : ({ kind: 'rendered', text: version.text } as const);
  if (rendered.kind === 'faults') return refuseCommand('rule_broken', rendered.why);
  return {
    version: version.version,
    text: rendered.text,
    link: version.link,
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

export type StarterAsset = {
  readonly asset: StoredAsset;
  readonly version: StoredVersion | null;
  /** By whoever asks, within a year. */
  readonly used: boolean;
};

const YEAR_MS = 365 * 86_400_000;

/** What people with these roles start from, each with the version that is in use; what they have not used comes first. */
export async function starterSet(
  context: SimilarityContext,
  { roles, owner }: Pick<KeyGrant, 'roles' | 'owner'>,
): Promise<readonly StarterAsset[]> {
  const starters: Omit<StarterAsset, 'used'>[] = [];
  for await (const asset of everyRow(context.store, 'library_asset', { status: 'active' })) {
    if (!isStarterFor(asset.row, roles)) continue;
    const chosen = await chooseFrom(context, asset.row, null);
    const version = chosen.kind === 'none' ? undefined : await context.store.get('library_version', chosen.version.id);
    starters.push({ asset, version: version ?? null });
  }
  const ids = starters.map(({ asset }) => asset.row.id);
  const nowMs = context.clock.nowMs();
  const year = { fromMs: nowMs - YEAR_MS, toMs: nowMs + 1 };
  const use =
    owner.kind === 'person' ? await context.similarity.starterUse(ids, { ...year, personId: owner.personId }) : [];
  const mine = new Set(use.map(({ assetId }) => assetId));
  return starters
    .map((starter) => ({ ...starter, used: mine.has(starter.asset.row.id) }))
    .sort((one, other) => Number(one.used) - Number(other.used));
}

export type SeenReuse = AssetReuse &
  Pick<Asset, 'forkedFrom'> & {
    readonly forkCalls: number | null;
    readonly copies: number | null;
    readonly copiers: number | null;
  };

/** How often assets were used again. By asset, those that nobody used are there as well: silence says something. */
export async function readReuse(
  context: SimilarityContext,
  filter: ReuseFilter,
  by: ReuseGrouping,
): Promise<readonly SeenReuse[]> {
  const rows = await context.library.reuse(filter, by);
  const assets = new Map<string, Asset>();
  for await (const { row } of everyRow(context.store, 'library_asset'))
    if (filter.assetId === undefined || row.id === filter.assetId) assets.set(row.id, row);
  const originOf = (assetId: string) => assets.get(assetId)?.forkedFrom ?? null;
  if (by !== 'asset') return rows.map((row) => ({ ...row, forkedFrom: originOf(row.assetId), ...NOT_BY_ASSET }));
  const forkCalls = await context.library.forkCalls(filter);
  const copies = await context.similarity.copies(filter);
  const used = new Set(rows.map(({ assetId }) => assetId));
  const unused = [...assets.keys()].filter((id) => !used.has(id)).map(unusedAsset);
  return [...rows, ...unused].map((row) => ({
    ...row,
    forkedFrom: originOf(row.assetId),
    forkCalls: forkCalls.get(row.assetId) ?? 0,
    ...(copies.get(row.assetId) ?? NO_COPIES),
  }));
}

const NOT_BY_ASSET = { forkCalls: null, copies: null, copiers: null } as const;
const NO_COPIES = { copies: 0, copiers: 0 } as const;

function unusedAsset(assetId: string): AssetReuse {
  return {
    ...{ assetId, version: null, teamId: null, adopter: null, costNanodollars: '0' },
    ...{ calls: 0, ownerCalls: 0, tasks: 0, adopters: 0, teams: 0 },
  };
}
