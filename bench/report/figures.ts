import { quantile } from '../load/open-loop.ts';
import type {
  AbortRow,
  MeasurementRow,
  MemoryRow,
  OpenLoopRow,
  ProcessorUse,
  SaturationRow,
  StallRow,
} from '../measure/measurement.ts';
import type { WorkloadName } from '../measure/settings.ts';
import type { TargetName } from '../targets/target.ts';

/** A median with the tenth and ninetieth percentile of what it was taken from; null where nothing was measured. */
export type Figure = {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly samples: number;
} | null;

/** How the throughput was found: counted while the proxy filled its processor, or reckoned from its CPU per request. */
export type ThroughputBasis = 'measured' | 'derived from CPU per request';

export type Figures = {
  readonly cpuPerRequestOverBareProxy: Figure;
  readonly cpuPerRequest20kOverBareProxy: Figure;
  readonly streamCpuOverBareProxy: Figure;
  readonly stream20kCpuOverBareProxy: Figure;
  readonly throughputOverPortkey: Figure;
  readonly throughputBasis: ThroughputBasis | null;
  readonly addedLatencyMsP50: Figure;
  readonly addedLatencyMsP99: Figure;
  readonly bareAddedLatencyMsP50: Figure;
  readonly bareAddedLatencyMsP99: Figure;
  readonly latencyP99OverBareProxy: Figure;
  readonly addedTimeToFirstTokenMs: Figure;
  readonly addedTimeToFirstTokenMsP99: Figure;
  readonly abortMs: number | null;
  readonly abortsUnseen: number;
  readonly stalledReaderMb: number | null;
  readonly rssMb: number | null;
  readonly rssAfterCalls: number | null;
};

const saturatedShare = 0.9;
const pairsMin = 3;

export function figuresFrom(rows: readonly MeasurementRow[]): Figures {
  const aborts = rows.filter((row): row is AbortRow => row.kind === 'abort' && row.target === 'tokenward');
  const stalls = rows.filter((row): row is StallRow => row.kind === 'stall' && row.target === 'tokenward');
  const memory = rows.filter((row): row is MemoryRow => row.kind === 'memory' && row.target === 'tokenward');
  const seen = aborts.map((row) => row.abortMs).filter((abortMs) => abortMs !== null);
  const basis = throughputBasis(rows);
  return {
    cpuPerRequestOverBareProxy: cpuRatio(rows, 'json2k'),
    cpuPerRequest20kOverBareProxy: cpuRatio(rows, 'json20k'),
    streamCpuOverBareProxy: cpuRatio(rows, 'stream2k'),
    stream20kCpuOverBareProxy: cpuRatio(rows, 'stream20k'),
    throughputOverPortkey: throughputRatio(rows, basis),
    throughputBasis: basis,
    addedLatencyMsP50: added(rows, { target: 'tokenward', kind: 'latency', field: 'latencyMsP50' }),
    addedLatencyMsP99: added(rows, { target: 'tokenward', kind: 'latency', field: 'latencyMsP99' }),
    bareAddedLatencyMsP50: added(rows, { target: 'bare', kind: 'latency', field: 'latencyMsP50' }),
    bareAddedLatencyMsP99: added(rows, { target: 'bare', kind: 'latency', field: 'latencyMsP99' }),
    latencyP99OverBareProxy: summary(
      paired(openLoopRows(rows, 'latency'), { above: 'tokenward', below: 'bare' }).map(
        ({ above, below }) => above.latencyMsP99 / below.latencyMsP99,
      ),
    ),
    addedTimeToFirstTokenMs: added(rows, { target: 'tokenward', kind: 'firstToken', field: 'firstByteMsP50' }),
    addedTimeToFirstTokenMsP99: added(rows, { target: 'tokenward', kind: 'firstToken', field: 'firstByteMsP99' }),
    abortMs: seen.length === 0 ? null : Math.max(...seen),
    abortsUnseen: aborts.length - seen.length,
    stalledReaderMb: stalls.length === 0 ? null : Math.max(...stalls.map((row) => row.grownMbPerReader)),
    rssMb: memory.length === 0 ? null : Math.max(...memory.map((row) => row.residentMb)),
    rssAfterCalls: memory.length === 0 ? null : Math.min(...memory.map((row) => row.calls)),
  };
}

export function summary(values: readonly number[]): Figure {
  if (values.length === 0) return null;
  return {
    median: quantile(values, 0.5),
    low: quantile(values, 0.1),
    high: quantile(values, 0.9),
    samples: values.length,
  };
}

export function saturationRows(rows: readonly MeasurementRow[], workload: WorkloadName): readonly SaturationRow[] {
  return rows.filter((row): row is SaturationRow => row.kind === 'saturation' && row.workload === workload);
}

export function openLoopRows(rows: readonly MeasurementRow[], kind: OpenLoopRow['kind']): readonly OpenLoopRow[] {
  return rows.filter((row): row is OpenLoopRow => row.kind === kind);
}

/**
 * Neighbours in time only: the machine's speed drifts, and a ratio of neighbours drifts least. Of the pairs
 * the half stays in which other programs and machines took least, since what they take is nobody's merit.
 */
function paired<
  Row extends ProcessorUse & { readonly round: number; readonly turn: number; readonly target: TargetName },
>(
  rows: readonly Row[],
  names: { readonly above: TargetName; readonly below: TargetName },
): readonly { readonly above: Row; readonly below: Row }[] {
  const pairs = rows
    .filter((row) => row.target === names.above)
    .flatMap((above) => {
      const below = rows.find(
        (row) => row.target === names.below && row.round === above.round && row.turn === above.turn,
      );
      return below === undefined ? [] : [{ above, below }];
    });
  const disturbance = (row: Row) => row.foreignBusyShare + row.stolenShare;
  const quietFirst = pairs.toSorted(
    (left, right) =>
      Math.max(disturbance(left.above), disturbance(left.below)) -
      Math.max(disturbance(right.above), disturbance(right.below)),
  );
  return quietFirst.slice(0, Math.max(pairsMin, Math.ceil(pairs.length / 2)));
}

function cpuRatio(rows: readonly MeasurementRow[], workload: WorkloadName): Figure {
  const pairs = paired(saturationRows(rows, workload), { above: 'tokenward', below: 'bare' });
  return summary(pairs.map(({ above, below }) => above.cpuMicrosecondsPerAnswer / below.cpuMicrosecondsPerAnswer));
}

function throughputBasis(rows: readonly MeasurementRow[]): ThroughputBasis | null {
  const busy = (target: TargetName) =>
    summary(
      saturationRows(rows, 'json2k')
        .filter((row) => row.target === target)
        .map((row) => row.proxyBusyShare),
    );
  const [ours, theirs] = [busy('tokenward'), busy('portkey')];
  if (ours === null || theirs === null) return null;
  const bothFull = ours.median >= saturatedShare && theirs.median >= saturatedShare;
  return bothFull ? 'measured' : 'derived from CPU per request';
}

function throughputRatio(rows: readonly MeasurementRow[], basis: ThroughputBasis | null): Figure {
  if (basis === null) return null;
  const rate = (row: SaturationRow) =>
    basis === 'measured' ? row.answersPerSecond : 1_000_000 / row.cpuMicrosecondsPerAnswer;
  const pairs = paired(saturationRows(rows, 'json2k'), { above: 'tokenward', below: 'portkey' });
  return summary(pairs.map(({ above, below }) => rate(above) / rate(below)));
}

function added(
  rows: readonly MeasurementRow[],
  what: {
    readonly target: TargetName;
    readonly kind: OpenLoopRow['kind'];
    readonly field: 'latencyMsP50' | 'latencyMsP99' | 'firstByteMsP50' | 'firstByteMsP99';
  },
): Figure {
  const pairs = paired(openLoopRows(rows, what.kind), { above: what.target, below: 'direct' });
  return summary(pairs.map(({ above, below }) => above[what.field] - below[what.field]));
}
