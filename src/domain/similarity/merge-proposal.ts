/** What was compared: a version of an asset. */
export type ComparedVersion = { readonly assetId: string; readonly version: number };

/**
 * That two things which are nearly the same become one. Of assets: the one that goes is deprecated in favour of the one that
 * stays. Of prompts that several teams wrote: they get an asset, or it is said which one they are.
 */
export type MergeProposal = {
  readonly id: string;
  readonly kind: 'assets' | 'prompts';
  /** What it is about, for its being proposed once. */
  readonly about: string;
  readonly similarityPercent: number;
  /** What stays. Of prompts null, until somebody names an asset. */
  readonly kept: ComparedVersion | null;
  /** What goes; of prompts null. */
  readonly merged: ComparedVersion | null;
  /** Of prompts. */
  readonly shapeIds: readonly string[];
  readonly teamIds: readonly string[];
  readonly useCaseIds: readonly string[];
  /** Who wrote such prompts, five at least. Of assets nought. */
  readonly people: number;
  readonly calls: number;
  readonly state: 'proposed' | 'accepted' | 'declined' | 'undone';
  /** A person; null: found by comparing. */
  readonly proposedBy: string | null;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
};

/** A pair has one name, whichever of the two is named first; another version makes it another pair. */
export function aboutAssets(one: ComparedVersion, other: ComparedVersion): string {
  return [one, other]
    .map(({ assetId, version }) => `${assetId}@${version}`)
    .sort()
    .join(' ');
}

export function aboutPrompts(leadingShapeId: string): string {
  return `prompts ${leadingShapeId}`;
}
