import { ASSETS_ALIKE_MIN } from './alike.ts';
import type { ComparedVersion } from './merge-proposal.ts';

/** An asset as it is compared: what the version in use says itself. */
export type ComparedAsset = ComparedVersion & {
  readonly kind: string;
  readonly shingles: ReadonlySet<number>;
  readonly ownerPersonId: string;
  readonly teamId: string | null;
  readonly useCaseId: string;
  /** When its first version was published: who was first is the author. */
  readonly firstPublishedAtMs: number;
  readonly forkedFrom: string | null;
};

export type TwinAssets = {
  readonly first: ComparedAsset;
  readonly second: ComparedAsset;
  /** 0 to 1. */
  readonly similarity: number;
};

/** Two words that stand in so many assets tell none of them apart: later ones are not compared by them. */
const SHARED_BY_MAX = 200;

/** Pairs of one kind that say nearly the same, most alike first; `first` is the one that was published first. */
export function findTwins(assets: readonly ComparedAsset[], similarityMin = ASSETS_ALIKE_MIN): readonly TwinAssets[] {
  const inOrder = assets.toSorted(byAge);
  const holders = new Map<number, number[]>();
  const twins: TwinAssets[] = [];
  for (const [at, second] of inOrder.entries()) {
    const shared = new Map<number, number>();
    for (const shingle of second.shingles) {
      const there = holders.get(shingle);
      if (there === undefined) {
        holders.set(shingle, [at]);
        continue;
      }
      for (const other of there) shared.set(other, (shared.get(other) ?? 0) + 1);
      if (there.length < SHARED_BY_MAX) there.push(at);
    }
    for (const [other, count] of shared) {
      const first = inOrder[other];
      if (first === undefined || first.kind !== second.kind) continue;
      const similarity = count / (first.shingles.size + second.shingles.size - count);
      if (similarity >= similarityMin) twins.push({ first, second, similarity });
    }
  }
  return twins.sort((one, other) => other.similarity - one.similarity);
}

/** Whose an asset was first: the oldest of those that it is nearly the same as, directly. Itself where it is like no older one. */
export function firstOf(
  assets: readonly ComparedAsset[],
  twins: readonly TwinAssets[],
): ReadonlyMap<string, ComparedAsset> {
  const firsts = new Map(assets.map((asset) => [asset.assetId, asset]));
  const bySecond = Map.groupBy(twins, ({ second }) => second.assetId);
  for (const [assetId, own] of bySecond) {
    const [oldest] = own.map(({ first }) => first).sort(byAge);
    if (oldest !== undefined) firsts.set(assetId, oldest);
  }
  return firsts;
}

/** Twins of two teams; a fork keeps where it comes from, and its author knows. */
export function isWorthMerging({ first, second }: TwinAssets): boolean {
  if (first.ownerPersonId === second.ownerPersonId) return false;
  return second.forkedFrom !== first.assetId && first.forkedFrom !== second.assetId;
}

function byAge(one: ComparedAsset, other: ComparedAsset): number {
  const age = one.firstPublishedAtMs - other.firstPublishedAtMs;
  return age === 0 ? (one.assetId < other.assetId ? -1 : 1) : age;
}
