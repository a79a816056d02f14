import { type AssetVersion, definitionOfVersion } from '../domain/library/asset.ts';
import type { ComparedAsset } from '../domain/similarity/find-twins.ts';
import type { TextShaper } from '../domain/similarity/shape-text.ts';
import { ownShingles, TEMPLATE_SHINGLES_MIN } from '../domain/similarity/template-index.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import type { SimilarityStore } from '../ports/similarity-store.ts';
import { everyRow } from './find-dependants.ts';
import type { LibraryContext } from './library-context.ts';

/** What finding near-duplicates needs besides. */
export type SimilarityContext = LibraryContext & {
  readonly similarity: SimilarityStore;
  /** Under the key that gateways have as well. */
  readonly shape: TextShaper;
  /** Lets others have the processor: comparing takes seconds, and none of it at once. */
  readonly pause: () => Promise<void>;
};

/** So many texts are looked at between two pauses. */
const AT_ONCE = 20;

/**
 * Every active asset whose version in use says enough to be compared: what is in production, else the newest published. The
 * text of a version that is not published is its author's own business.
 */
export async function comparedAssets(
  context: Pick<SimilarityContext, 'shape' | 'pause'> & { readonly store: ReadUnit },
): Promise<readonly ComparedAsset[]> {
  const { store, shape, pause } = context;
  const versions = new Map<string, AssetVersion[]>();
  for await (const { row } of everyRow(store, 'library_version', { state: 'published' })) {
    const there = versions.get(row.assetId);
    if (there === undefined) versions.set(row.assetId, [row]);
    else there.push(row);
  }
  const teams = new Map<string, string>();
  for await (const { row } of everyRow(store, 'person')) teams.set(row.id, row.teamId);
  const compared: ComparedAsset[] = [];
  let looked = 0;
  for await (const { row: asset } of everyRow(store, 'library_asset', { status: 'active' })) {
    const own = (versions.get(asset.id) ?? []).toSorted((one, other) => one.version - other.version);
    const current = own.find(({ version }) => version === asset.labels.production) ?? own.at(-1);
    if (current === undefined) continue;
    looked += 1;
    if (looked % AT_ONCE === 0) await pause();
    const shingles = ownShingles(shape, definitionOfVersion(current).text);
    if (shingles.size < TEMPLATE_SHINGLES_MIN) continue;
    compared.push({
      ...{ assetId: asset.id, version: current.version, kind: asset.kind, shingles },
      ...{ ownerPersonId: asset.ownerPersonId, teamId: teams.get(asset.ownerPersonId) ?? null },
      useCaseId: asset.useCaseId,
      firstPublishedAtMs: Math.min(...own.map(({ publishedAtMs }) => publishedAtMs ?? Number.POSITIVE_INFINITY)),
      forkedFrom: asset.forkedFrom?.assetId ?? null,
    });
  }
  return compared;
}
