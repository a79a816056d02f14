/** What a gateway knows of an account when it decides how much to lease. */
export type SliceFacts = {
  /** What was spent here, lately. */
  readonly burnPerMs: number;
  /** How long a slice should last. */
  readonly horizonMs: number;
  readonly typicalHold: number;
  /** Free at the store and here. */
  readonly pool: bigint;
  /** Gateways that draw from the account, this one included. */
  readonly gateways: number;
};

/** Calls that should find room at once, however little is spent. */
const CALLS_AT_HAND = 4;

/**
 * What should lie free in this gateway's slice: what burns in the horizon and room for some calls, at most half of an even
 * share, so that slices shrink as the cap nears. Where not every gateway could have its slice: nothing, and each call is
 * decided at the store, exactly.
 */
export function sizeSlice({ burnPerMs, horizonMs, typicalHold, pool, gateways }: SliceFacts): bigint {
  const slice = BigInt(Math.ceil(burnPerMs * horizonMs + CALLS_AT_HAND * typicalHold));
  const sharers = BigInt(Math.max(1, gateways));
  if (slice <= 0n || pool < sharers * slice) return 0n;
  const halfShare = pool / (2n * sharers);
  return slice < halfShare ? slice : halfShare;
}
