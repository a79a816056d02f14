/** How far something is that takes longer than a request. Nothing of it is kept: what came of it stands where it always does. */
export type JobProgress = {
  readonly job: 'score_run' | 'source_backfill' | 'evidence_pack' | 'simulation';
  readonly id: string;
  /** 0 to 100; null where it cannot know. */
  readonly percent: number | null;
  readonly state: 'running' | 'done' | 'failed';
  /** Who asked for it, and hears of it whatever their roles. */
  readonly personId: string | null;
};

/** How gateways of one store wake one another. What changed is read in the audit trail; this only says that there is something. */
export type LiveFeed = {
  /**
   * Calls `hear` soon after each change of the trail, and with the progress that any gateway told. May miss some: who needs
   * all of them also looks now and then.
   */
  readonly listen: (hear: (progress: JobProgress | undefined) => void) => { readonly close: () => void };
  /** Tells every gateway how far it is. Whoever is not reached loses nothing. */
  readonly tell: (progress: JobProgress) => Promise<void>;
};
