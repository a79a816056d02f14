/** How long models have let wait for their first byte lately, so that a wait can be told to be unusual. */
export type LatencyMemory = {
  readonly observe: (kind: string, firstByteMs: number) => void;
  /** After how long a first byte is later than usual; null while too few are known. */
  readonly lateAfterMs: (kind: string) => number | null;
  /** Whether one more attempt that is given up stays within the share that is allowed; takes it where it does. */
  readonly takeSecond: (kind: string) => boolean;
};

const OBSERVATIONS_MIN = 50;
/** From here on what is old counts half. */
const OBSERVATIONS_MAX = 1_000;
const BUCKETS_PER_DOUBLING = 4;
const BUCKETS = 20 * BUCKETS_PER_DOUBLING;
const LATE_QUANTILE = 0.95;
/** Below this a second attempt gains less than it costs. */
const LATE_MS_MIN = 300;
/** Of calls: a vendor that has become slow as a whole must not get twice the load. */
export const SECOND_SHARE_MAX = 0.05;
const SECONDS_SAVED_MAX = 3;

type Waits = { readonly counts: Float64Array; total: number; secondsLeft: number };

/** Histograms in buckets that grow by a fifth, one a kind (model, upstream, stream or whole); the kind unused for longest goes first. */
export function createLatencyMemory({ kindsMax }: { readonly kindsMax: number }): LatencyMemory {
  const kinds = new Map<string, Waits>();
  return {
    observe: (kind, firstByteMs) => {
      const known = kinds.get(kind) ?? { counts: new Float64Array(BUCKETS), total: 0, secondsLeft: 0 };
      kinds.delete(kind);
      kinds.set(kind, known);
      const bucket = Math.ceil(Math.log2(Math.max(1, firstByteMs)) * BUCKETS_PER_DOUBLING);
      const at = Math.min(BUCKETS - 1, Math.max(0, bucket));
      known.counts[at] = (known.counts[at] ?? 0) + 1;
      known.total += 1;
      known.secondsLeft = Math.min(SECONDS_SAVED_MAX, known.secondsLeft + SECOND_SHARE_MAX);
      if (known.total >= OBSERVATIONS_MAX) halve(known);
      if (kinds.size > kindsMax) for (const oldest of [...kinds.keys()].slice(0, 1)) kinds.delete(oldest);
    },
    lateAfterMs: (kind) => {
      const known = kinds.get(kind);
      return known === undefined || known.total < OBSERVATIONS_MIN ? null : Math.max(LATE_MS_MIN, lateOf(known));
    },
    takeSecond: (kind) => {
      const known = kinds.get(kind);
      if (known === undefined || known.secondsLeft < 1) return false;
      known.secondsLeft -= 1;
      return true;
    },
  };
}

function lateOf({ counts, total }: Waits): number {
  let seen = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    seen += counts[bucket] ?? 0;
    if (seen >= LATE_QUANTILE * total) return 2 ** (bucket / BUCKETS_PER_DOUBLING);
  }
  return 2 ** (BUCKETS / BUCKETS_PER_DOUBLING);
}

function halve(waits: Waits): void {
  waits.total /= 2;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) waits.counts[bucket] = (waits.counts[bucket] ?? 0) / 2;
}
