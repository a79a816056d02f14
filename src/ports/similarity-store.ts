import type { KeyOwner } from '../domain/identity/key-grant.ts';
import type { SentPrompt } from '../domain/similarity/group-prompts.ts';
import type { Sketch } from '../domain/similarity/sketch.ts';
import type { KeptCount } from '../domain/similarity/sum-drift.ts';
import type { TeamSignals } from '../domain/similarity/team-signals.ts';

export type SketchedTask = {
  readonly taskId: string;
  readonly sketch: Sketch;
  /** The cluster that it is in already. */
  readonly clusterId: string | null;
};

export type FirstAuthor = { readonly assetId: string; readonly firstAssetId: string; readonly authorPersonId: string };

/** How much of a version's words calls kept. */
export type DriftRow = KeptCount & {
  readonly assetId: string;
  readonly version: number;
  /** Null: of no team. */
  readonly teamId: string | null;
};

/** Who of a role's people used which of its starter assets. */
export type StarterUse = { readonly assetId: string; readonly personIds: readonly string[] };

type Range = { readonly fromMs: number; readonly toMs: number };

/** Figures of fingerprints. No method gives anybody's words: there are none. */
export type SimilarityStore = {
  /** The most used first, at most `limit`. */
  readonly sentPrompts: (range: Range, limit: number) => Promise<readonly SentPrompt[]>;
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
  /** Of one person, or of everybody where none is named. */
  readonly starterUse: (
    assetIds: readonly string[],
    asked: Range & { readonly personId: string | null },
  ) => Promise<readonly StarterUse[]>;
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
