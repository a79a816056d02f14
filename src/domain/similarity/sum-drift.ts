/** Calls that kept so much of a template's words, of one version and one group. */
export type KeptCount = { readonly use: 'named' | 'unnamed'; readonly keptTenths: number; readonly calls: number };

/** How far calls are from the template that they are made of. */
export type Drift = {
  /** Calls that name it. */
  readonly named: number;
  /** Calls that are made of it and do not say so: their reuse is not counted. */
  readonly unnamed: number;
  /** Of all these, those that kept less than eight tenths of its words. */
  readonly drifted: number;
  /** 0 to 100; null: fewer calls than tell anything. */
  readonly driftedPercent: number | null;
  /** In tenths: half of the calls kept so much or more; null with `driftedPercent`. */
  readonly keptTenthsMedian: number | null;
};

/** Less than this was kept: it is another prompt by now. */
export const DRIFTED_BELOW_TENTHS = 8;
export const DRIFT_CALLS_MIN = 20;

export function sumDrift(counts: readonly KeptCount[]): Drift {
  const total = counts.reduce((sum, { calls }) => sum + calls, 0);
  const callsOf = (wanted: (count: KeptCount) => boolean): number =>
    counts.filter(wanted).reduce((sum, { calls }) => sum + calls, 0);
  const drifted = callsOf(({ keptTenths }) => keptTenths < DRIFTED_BELOW_TENTHS);
  const isEnough = total >= DRIFT_CALLS_MIN;
  return {
    named: callsOf(({ use }) => use === 'named'),
    unnamed: callsOf(({ use }) => use === 'unnamed'),
    drifted,
    driftedPercent: isEnough ? Math.round((drifted / total) * 100) : null,
    keptTenthsMedian: isEnough ? medianOf(counts, total) : null,
  };
}

function medianOf(counts: readonly KeptCount[], total: number): number {
  let below = 0;
  for (const { keptTenths, calls } of counts.toSorted((one, other) => one.keptTenths - other.keptTenths)) {
    below += calls;
    if (below * 2 >= total) return keptTenths;
  }
  return 0;
}
