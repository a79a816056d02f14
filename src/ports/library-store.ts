export type ReuseGrouping = 'asset' | 'version' | 'team' | 'adopter';

export type ReuseFilter = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly assetId?: string;
};

export type Adopter = { readonly kind: 'person' | 'service_account'; readonly id: string };

/**
 * What others than its owner made of an asset, from completed calls that named it. What a service account of the owner calls
 * is the owner's. Members that the rows are not grouped by are null.
 */
export type AssetReuse = {
  readonly assetId: string;
  readonly version: string | null;
  readonly teamId: string | null;
  readonly adopter: Adopter | null;
  readonly calls: number;
  readonly ownerCalls: number;
  readonly tasks: number;
  readonly adopters: number;
  readonly teams: number;
  /** Decimal string; calls whose cost is not known are not in it. */
  readonly costNanodollars: string;
};

/** What of an asset can be used, and what comes next. */
export type AssetStanding = {
  readonly assetId: string;
  /** The version that calls get which name none; null: nothing of it is published. */
  readonly inUse: { readonly version: number; readonly isApproved: boolean } | null;
  /** Null: there is no draft. */
  readonly draft: { readonly version: number; readonly state: 'draft' | 'waiting' | 'declined' } | null;
};

export type LibraryStore = {
  /** In no order; assets that say nothing yet are left out. */
  readonly standings: (assetIds: readonly string[]) => Promise<readonly AssetStanding[]>;
  /** Ids of versions that wait for the owner of their use case, the oldest proposal first. */
  readonly waitingFor: (ownerPersonId: string, limit: number) => Promise<readonly string[]>;
  /** Most used first; at most a thousand rows. */
  readonly reuse: (filter: ReuseFilter, by: ReuseGrouping) => Promise<readonly AssetReuse[]>;
  /** By asset: calls that used what was forked from it, at any remove, by others than the asset's own owner. */
  readonly forkCalls: (filter: ReuseFilter) => Promise<ReadonlyMap<string, number>>;
};
