import type { TargetName } from '../targets/target.ts';
import type { WorkloadName } from './settings.ts';

/** Processor use during a sample; shares are of one processor. */
export type ProcessorUse = {
  readonly cpuMicrosecondsPerAnswer: number;
  /** The part of it that was spent after the last answer, and how long that went on. */
  readonly putOffMicrosecondsPerAnswer: number;
  readonly settledAfterMs: number;
  readonly databaseMicrosecondsPerAnswer: number;
  readonly proxyBusyShare: number;
  readonly loadBusyShare: number;
  readonly upstreamBusyShare: number;
  /** What neither proxy, database, load, upstream nor this program used: others at work, and the kernel. */
  readonly foreignBusyShare: number;
  /** What the hypervisor gave to other machines meanwhile. */
  readonly stolenShare: number;
};

type Where = { readonly round: number; readonly turn: number; readonly target: TargetName };

export type SaturationRow = Where &
  ProcessorUse & {
    readonly kind: 'saturation';
    readonly workload: WorkloadName;
    readonly answers: number;
    readonly answersPerSecond: number;
    readonly readsPerAnswer: number;
    readonly failures: number;
  };

export type OpenLoopRow = Where &
  ProcessorUse & {
    readonly kind: 'latency' | 'firstToken';
    readonly workload: WorkloadName;
    readonly answers: number;
    readonly ratePerSecond: number;
    readonly latencyMsP50: number;
    readonly latencyMsP99: number;
    readonly firstByteMsP50: number;
    readonly firstByteMsP99: number;
    readonly sentLateMsP99: number;
    readonly connections: number;
    readonly failures: number;
  };

export type AbortRow = Where & {
  readonly kind: 'abort';
  /** From the caller's leaving to the upstream's seeing it; null when it was not seen within the wait. */
  readonly abortMs: number | null;
};

export type StallRow = Where & {
  readonly kind: 'stall';
  readonly readers: number;
  readonly grownMbPerReader: number;
  readonly pushedMbPerReader: number;
};

export type MemoryRow = Where & {
  readonly kind: 'memory';
  readonly calls: number;
  readonly residentMb: number;
};

export type MeasurementRow = SaturationRow | OpenLoopRow | AbortRow | StallRow | MemoryRow;
