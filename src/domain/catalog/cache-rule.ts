import type { DataClass } from '../detection/data-class.ts';

/** Whose calls may be given one another's answers. Never beyond the use case. */
export const CACHE_SCOPES = ['person', 'team', 'use_case'] as const;
export type CacheScope = (typeof CACHE_SCOPES)[number];

/** Whether answers of a use case may be given again to calls that are equal (requirement R2). */
export type CacheRule = {
  readonly mode: 'off' | 'exact';
  /** How old an answer may become. */
  readonly ttlSeconds: number;
  readonly scope: CacheScope;
  /** Calls above this class are neither answered from the cache nor kept in it. */
  readonly dataClassMax: DataClass;
  /** `deterministic`: only where the call asks for temperature 0 or for embeddings; `any`: sampled answers too. */
  readonly answers: 'deterministic' | 'any';
  /** In the memory of each gateway; or, encrypted, in the store as well, for all gateways. */
  readonly kept: 'memory' | 'store';
};

export const CACHE_OFF: CacheRule = {
  mode: 'off',
  ttlSeconds: 3_600,
  scope: 'person',
  dataClassMax: 'internal',
  answers: 'deterministic',
  kept: 'memory',
};
