import type { Asset } from '../domain/library/asset.ts';
import { GROUP_PEOPLE_MIN } from '../domain/task/merge-teams.ts';
import type { AssetStanding } from '../ports/library-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';
import { findAsset, type LibraryContext, type StoredAsset, type StoredVersion, versionsOf } from './library-context.ts';
import { maySeeDrafts } from './library-rights.ts';
import type { SimilarityContext } from './similarity-context.ts';

export type StandingAsset = { readonly stored: StoredAsset; readonly standing: Omit<AssetStanding, 'assetId'> };

const NOTHING_YET: StandingAsset['standing'] = { inUse: null, draft: null };

/** Assets with what of them can be used. Those of which nothing is published are seen by whoever may see their drafts. */
export async function withStandings(
  { store, library }: LibraryContext,
  commander: Commander,
  assets: readonly StoredAsset[],
): Promise<readonly StandingAsset[]> {
  const standings = await library.standings(assets.map(({ row }) => row.id));
  const byId = new Map(standings.map(({ assetId, ...standing }) => [assetId, standing]));
  const seen: StandingAsset[] = [];
  for (const stored of assets) {
    const standing = byId.get(stored.row.id) ?? NOTHING_YET;
    const isSeen = await maySeeDrafts(store, commander, stored.row);
    if (isSeen) seen.push({ stored, standing });
    else if (standing.inUse !== null) seen.push({ stored, standing: { ...standing, draft: null } });
  }
  return seen;
}

/** Of these the ones that somebody sees: what is published, and drafts that they may see. */
export async function seenAssets(
  context: LibraryContext,
  commander: Commander,
  assetIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const assets: StoredAsset[] = [];
  for (const id of assetIds) {
    const asset = await context.store.get('library_asset', id);
    if (asset !== undefined) assets.push(asset);
  }
  return new Set((await withStandings(context, commander, assets)).map(({ stored }) => stored.row.id));
}

/** A version that waits for an answer, with what is in use now. */
export type WaitingVersion = {
  readonly asset: StoredAsset;
  readonly version: StoredVersion;
  /** The words of the version that it would follow; null: it is the first. */
  readonly before: { readonly version: number; readonly text: string } | null;
};

export type MyAssets = { readonly own: readonly StandingAsset[]; readonly toDecide: readonly WaitingVersion[] };

const WAITING_MAX = 100;

/** What somebody answers for in the library, and what waits for them as the owner of a use case. */
export async function myAssets(context: LibraryContext, commander: Commander): Promise<MyAssets> {
  const { store, library } = context;
  const { actor } = commander;
  if (actor.kind !== 'person') return { own: [], toDecide: [] };
  const assets: StoredAsset[] = [];
  for await (const asset of everyRow(store, 'library_asset', { ownerPersonId: actor.id })) assets.push(asset);
  const toDecide: WaitingVersion[] = [];
  for (const id of await library.waitingFor(actor.id, WAITING_MAX)) {
    const version = await store.get('library_version', id);
    const asset = version === undefined ? undefined : await store.get('library_asset', version.row.assetId);
    if (version === undefined || asset === undefined) continue;
    const published = (await versionsOf(store, asset.row.id)).findLast(({ state }) => state === 'published');
    const before = published === undefined ? null : { version: published.version, text: published.text };
    toDecide.push({ asset, version, before });
  }
  return { own: await withStandings(context, commander, assets), toDecide };
}

/** How often others used an asset. People are counted from five on: below it nobody can tell who they are. */
export type SeenAssetReuse = {
  readonly calls: number;
  readonly tasks: number;
  readonly adopters: number | null;
  readonly teams: number | null;
  readonly copies: number;
  readonly forkCalls: number;
  readonly versions: readonly { readonly version: string; readonly calls: number }[];
};

export async function readAssetReuse(
  context: SimilarityContext,
  commander: Commander,
  filter: { readonly assetId: string; readonly fromMs: number; readonly toMs: number },
): Promise<SeenAssetReuse | ControlRefusal> {
  const asset = await findAsset(context.store, { id: filter.assetId });
  if (isControlRefusal(asset)) return asset;
  const [seen] = await withStandings(context, commander, [asset]);
  if (seen === undefined) return hiddenAsset(asset.row);
  const [[sum], byVersion, copies, forkCalls] = await Promise.all([
    context.library.reuse(filter, 'asset'),
    context.library.reuse(filter, 'version'),
    context.similarity.copies(filter),
    context.library.forkCalls(filter),
  ]);
  const adopters = sum?.adopters ?? 0;
  const isTold = adopters >= GROUP_PEOPLE_MIN;
  return {
    calls: sum?.calls ?? 0,
    tasks: sum?.tasks ?? 0,
    adopters: isTold ? adopters : null,
    teams: isTold ? (sum?.teams ?? 0) : null,
    copies: copies.get(filter.assetId)?.copies ?? 0,
    forkCalls: forkCalls.get(filter.assetId) ?? 0,
    versions: byVersion.flatMap(({ version, calls }) => (version === null ? [] : [{ version, calls }])),
  };
}

/** As if it were not there: what nobody has published is its owner's. */
export function hiddenAsset({ id }: Pick<Asset, 'id'>): ControlRefusal {
  return refuseCommand('not_found', `There is no "${id}" in the library.`);
}
