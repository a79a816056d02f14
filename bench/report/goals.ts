import type { Figure, Figures } from './figures.ts';

/** What the benchmark is for: each goal as it was set before anything was measured. */
export type Goal = {
  readonly name: string;
  readonly bound: string;
  readonly figure: Figure | number | null;
  readonly met: boolean | null;
};

export function goalsFrom(figures: Figures): readonly Goal[] {
  const atMost = (name: string, figure: Figure | number | null, most: number, unit: string): Goal => {
    const value = medianOf(figure);
    return { name, bound: `≤ ${most}${unit}`, figure, met: value === null ? null : value <= most };
  };
  const ratio = medianOf(figures.throughputOverPortkey);
  return [
    atMost('CPU per 2 kB request over the bare proxy', figures.cpuPerRequestOverBareProxy, 1.7, ' times'),
    atMost('CPU per 20 kB request over the bare proxy', figures.cpuPerRequest20kOverBareProxy, 3.2, ' times'),
    {
      name: `Throughput over Portkey${figures.throughputBasis === null ? '' : ` (${figures.throughputBasis})`}`,
      bound: '≥ 7 times',
      figure: figures.throughputOverPortkey,
      met: ratio === null ? null : ratio >= 7,
    },
    atMost('Added latency at 500/s, p50', figures.addedLatencyMsP50, 0.5, ' ms'),
    atMost('Latency at 500/s, p99 over the bare proxy', figures.latencyP99OverBareProxy, 1.2, ' times'),
    atMost('Added time to first token, p50', figures.addedTimeToFirstTokenMs, 2, ' ms'),
    atMost(
      'Upstream abort after the caller left, worst',
      figures.abortsUnseen > 0 ? Number.POSITIVE_INFINITY : figures.abortMs,
      100,
      ' ms',
    ),
    atMost('Memory for a client that never reads, worst', figures.stalledReaderMb, 10, ' MB'),
    atMost('Resident memory after 200,000 calls', figures.rssMb, 250, ' MB'),
  ];
}

export function medianOf(figure: Figure | number | null): number | null {
  return figure === null || typeof figure === 'number' ? figure : figure.median;
}
