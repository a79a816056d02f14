/** A span of time, end exclusive. */
export type Span = { readonly fromMs: number; readonly toMs: number };

/** Which table answers for which part of a span; together the parts are the span, and none overlap. */
export type Slices = {
  readonly daily: readonly Span[];
  readonly hourly: readonly Span[];
  readonly raw: readonly Span[];
};

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/**
 * Whole UTC days come from the daily sums, whole hours around them from the hourly ones where those are still kept,
 * and what is left from the ledger itself. The answer is the same as from the ledger alone, only faster.
 */
export function planSlices({ fromMs, toMs }: Span, { hourlyFromMs }: { readonly hourlyFromMs: number }): Slices {
  if (toMs <= fromMs) return { daily: [], hourly: [], raw: [] };
  const days = wholePeriods({ fromMs, toMs }, dayMs);
  const edges = outside({ fromMs, toMs }, days);
  const hours: Span[] = [];
  const raw: Span[] = [];
  for (const edge of edges) {
    const kept = { fromMs: Math.max(edge.fromMs, hourlyFromMs), toMs: edge.toMs };
    const whole = kept.toMs > kept.fromMs ? wholePeriods(kept, hourMs) : undefined;
    if (whole !== undefined) hours.push(whole);
    raw.push(...outside(edge, whole));
  }
  return { daily: days === undefined ? [] : [days], hourly: hours, raw };
}

/** The part of a span that consists of whole periods, or undefined where there is none. */
function wholePeriods({ fromMs, toMs }: Span, periodMs: number): Span | undefined {
  const whole = { fromMs: Math.ceil(fromMs / periodMs) * periodMs, toMs: Math.floor(toMs / periodMs) * periodMs };
  return whole.fromMs < whole.toMs ? whole : undefined;
}

/** What is left of a span before and behind an inner one. */
function outside(span: Span, inner: Span | undefined): readonly Span[] {
  if (inner === undefined) return [span];
  return [
    { fromMs: span.fromMs, toMs: inner.fromMs },
    { fromMs: inner.toMs, toMs: span.toMs },
  ].filter(({ fromMs, toMs }) => fromMs < toMs);
}
