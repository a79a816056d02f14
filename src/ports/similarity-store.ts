import type { KeyOwner } from '../domain/identity/key-grant.ts';
import type { PromptRole } from '../domain/similarity/fingerprint.ts';
import type { Sketch } from '../domain/similarity/sketch.ts';

/** A prompt with who sent it, as far as that can be told of five people or more. */
export type UsedShape = {
  readonly id: string;
  readonly role: PromptRole;
  readonly sketch: Sketch;
  readonly calls: number;
  /** `kind:id` of each owner, at most a hundred. */
  readonly owners: readonly string[];
  readonly teamIds: readonly string[];
  readonly useCaseIds: readonly string[];
  /** The template that most of its calls are made of; null: none. */
  readonly assetId: string | null;
};

export type SketchedTask = {
  readonly taskId: string;
  readonly sketch: Sketch;
  /** The cluster that it is in already. */
  readonly clusterId: string | null;
};

export type FirstAuthor = { readonly assetId: string; readonly firstAssetId: string; readonly authorPersonId: string };

/** How much of a version's words calls kept. */
export type DriftRow = {
  readonly assetId: string;
  readonly version: number;
  /** Null: of no team. */
  readonly teamId: string | null;
  readonly use: 'named' | 'unnamed';
  /** 0 to 10. */
  readonly keptTenths: number;
  readonly calls: number;
};

/** What a team made of the library in a time. */
export type TeamSignals = {
  readonly teamId: string | null;
  readonly personIds: readonly string[];
  readonly tasks: number;
  /** Of them those in which a call named an asset, or was known to be made of one. */
  readonly libraryTasks: number;
  /** Assets of its people that other teams used. */
  readonly sharedAssets: number;
  /** Assets of other teams that it used. */
  readonly adoptedAssets: number;
  /** Prompts that began a conversation and were told, and of them those that nobody ever sent again. */
  readonly openings: number;
  readonly oneOffs: number;
};

/** Who of a role's people used which of its starter assets. */
export type StarterUse = { readonly assetId: string; readonly personIds: readonly string[] };

type Range = { readonly fromMs: number; readonly toMs: number };

/** Figures of fingerprints. No method gives anybody's words: there are none. */
export type SimilarityStore = {
  /** The most used first, at most `limit`. */
  readonly usedShapes: (range: Range, limit: number) => Promise<readonly UsedShape[]>;
  /** Owners whose tasks were not compared since they changed. */
  readonly uncomparedOwners: (limit: number) => Promise<readonly KeyOwner[]>;
  /** An owner's tasks, the oldest first, at most `limit` of the newest. */
  readonly sketchedTasks: (owner: KeyOwner, limit: number) => Promise<readonly SketchedTask[]>;
  /** Says which tasks are one cluster, and that all of `taskIds` were compared. */
  readonly keepClusters: (
    owner: KeyOwner,
    found: {
      readonly taskIds: readonly string[];
      readonly clusters: ReadonlyMap<string, string>;
      readonly nowMs: number;
    },
  ) => Promise<void>;
  /** In the place of all that were kept. */
  readonly keepAuthors: (authors: readonly FirstAuthor[], nowMs: number) => Promise<void>;
  readonly drift: (range: Range, assetId: string | null) => Promise<readonly DriftRow[]>;
  readonly signals: (range: Range) => Promise<readonly TeamSignals[]>;
  readonly starterUse: (assetIds: readonly string[], range: Range) => Promise<readonly StarterUse[]>;
  readonly noteCopy: (copy: {
    readonly assetId: string;
    readonly version: number;
    readonly owner: KeyOwner;
    readonly teamId: string | null;
    readonly nowMs: number;
  }) => Promise<void>;
  /** Copies of a range by asset: how many, and by how many people. */
  readonly copies: (
    range: Range,
  ) => Promise<ReadonlyMap<string, { readonly copies: number; readonly copiers: number }>>;
  /** Deletes what was seen last before then. Gives back how much. */
  readonly forget: (beforeMs: number) => Promise<number>;
};
