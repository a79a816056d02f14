/** What calls of one kind (use case and model) have cost lately, for elastic envelopes. */
export type CostMemory = {
  readonly observe: (kind: string, amount: bigint) => void;
  /** At least this part of the calls that are remembered cost at most that; null while there are too few. */
  readonly quantile: (kind: string, part: number) => bigint | null;
};

/** Below this a quantile says nothing. */
const OBSERVATIONS_MIN = 50;
/** From here on what is old counts half. */
const OBSERVATIONS_MAX = 2_000;
/** Four buckets to a doubling: a quantile is at most 19 % too high, and never too low. */
const BUCKETS_PER_DOUBLING = 4;
const BUCKETS = 64 * BUCKETS_PER_DOUBLING;

type Histogram = {
  readonly counts: Float64Array;
  total: number;
  /** The house's count of observations when this kind was last seen. */
  seenAt: number;
};

/** The buckets' upper edges: powers of two in four steps each, rounded up. */
const UPPER_EDGES: readonly bigint[] = Array.from({ length: BUCKETS }, (_, bucket) =>
  BigInt(Math.ceil(2 ** (bucket / BUCKETS_PER_DOUBLING))),
);

/** Keeps a histogram of each kind, in buckets that grow by a fifth. The kind that was not used for longest goes first. */
export function createCostMemory({ kindsMax }: { readonly kindsMax: number }): CostMemory {
  const histograms = new Map<string, Histogram>();
  let observations = 0;

  function histogramOf(kind: string): Histogram {
    const known = histograms.get(kind);
    if (known !== undefined) return known;
    if (histograms.size >= kindsMax) forgetOldest(histograms);
    const histogram = { counts: new Float64Array(BUCKETS), total: 0, seenAt: 0 };
    histograms.set(kind, histogram);
    return histogram;
  }

  return {
    observe: (kind, amount) => {
      const known = histogramOf(kind);
      observations += 1;
      known.seenAt = observations;
      const bucket = bucketOf(amount);
      known.counts[bucket] = (known.counts[bucket] ?? 0) + 1;
      known.total += 1;
      if (known.total >= OBSERVATIONS_MAX) halve(known);
    },
    quantile: (kind, part) => {
      const known = histograms.get(kind);
      return known === undefined || known.total < OBSERVATIONS_MIN ? null : quantileOf(known, part);
    },
  };
}

/** Looked for only when a new kind comes and there is no room: a map kept in order of use would be laid out anew all the time. */
function forgetOldest(histograms: Map<string, Histogram>): void {
  let oldest: string | undefined;
  let seenAt = Number.POSITIVE_INFINITY;
  for (const [kind, histogram] of histograms) {
    if (histogram.seenAt >= seenAt) continue;
    oldest = kind;
    seenAt = histogram.seenAt;
  }
  if (oldest !== undefined) histograms.delete(oldest);
}

/** The bucket's upper edge. One observation more is asked for, so that few calls err upwards. */
function quantileOf({ counts, total }: Histogram, part: number): bigint {
  const wanted = Math.min(total, part * total + 1);
  let seen = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    seen += counts[bucket] ?? 0;
    if (seen >= wanted) return upperEdge(bucket);
  }
  return upperEdge(BUCKETS - 1);
}

function bucketOf(amount: bigint): number {
  if (amount <= 1n) return 0;
  const bucket = Math.ceil(Math.log2(Number(amount)) * BUCKETS_PER_DOUBLING);
  // Logarithms round: the edge decides.
  return Math.min(BUCKETS - 1, upperEdge(bucket) < amount ? bucket + 1 : bucket);
}

/** Beyond the last bucket there is no edge: what is larger belongs into the last. */
function upperEdge(bucket: number): bigint {
  return UPPER_EDGES[bucket] ?? BigInt(Math.ceil(2 ** (bucket / BUCKETS_PER_DOUBLING)));
}

function halve(histogram: Histogram): void {
  histogram.total /= 2;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) histogram.counts[bucket] = (histogram.counts[bucket] ?? 0) / 2;
}
