import type { TargetName } from '../targets/target.ts';

export type WorkloadName = 'json2k' | 'json20k' | 'stream2k' | 'stream20k';
export type Workload = { readonly name: WorkloadName; readonly bodyBytes: number; readonly stream: boolean };
export type PartName = 'saturation' | 'latency' | 'firstToken' | 'abort' | 'stall' | 'memory';

export const workloads: readonly Workload[] = [
  { name: 'json2k', bodyBytes: 2_048, stream: false },
  { name: 'json20k', bodyBytes: 20_480, stream: false },
  { name: 'stream2k', bodyBytes: 2_048, stream: true },
  { name: 'stream20k', bodyBytes: 20_480, stream: true },
];
export const proxyNames: readonly TargetName[] = ['bare', 'tokenward', 'portkey'];
export const partNames: readonly PartName[] = ['saturation', 'latency', 'firstToken', 'abort', 'stall', 'memory'];

/** How long and how often; all that differs between the full and the quick run. */
export type Settings = {
  readonly kind: 'full' | 'quick';
  readonly targets: readonly TargetName[];
  readonly parts: readonly PartName[];
  /** Each round starts its targets afresh. */
  readonly rounds: number;
  /** Turns through the targets within a round; the order is reversed at each turn. */
  readonly turns: Readonly<Record<'saturation' | 'latency' | 'firstToken', number>>;
  readonly sliceMs: Readonly<Record<'saturation' | 'latency' | 'firstToken', number>>;
  readonly saturationWorkloads: Readonly<Record<TargetName, readonly WorkloadName[]>>;
  readonly latencyTargets: readonly TargetName[];
  readonly warmUp: {
    readonly requests: number;
    readonly streams: number;
    readonly msMax: number;
    /** For the first workload of each target alike: a fresh process needs most, until its requests are made. */
    readonly msMaxFirst: number;
  };
  readonly connections: number;
  readonly ratePerSecond: number;
  readonly streamRatePerSecond: number;
  /** How long a proxy may take after a sample to finish what it has put off; that is counted too. */
  readonly idleWaitMsMax: number;
  readonly abortTrials: number;
  readonly stalledReaders: number;
  readonly stallMs: number;
  readonly memoryCalls: number;
  /** After this the parts that are left are skipped, and said to be. */
  readonly deadlineMs: number;
};

const allWorkloads: readonly WorkloadName[] = ['json2k', 'json20k', 'stream2k', 'stream20k'];
const quickWorkloads: readonly WorkloadName[] = ['json2k', 'json20k', 'stream2k'];

const same = {
  targets: proxyNames,
  parts: partNames,
  connections: 32,
  ratePerSecond: 500,
  streamRatePerSecond: 100,
  stalledReaders: 4,
  memoryCalls: 200_000,
} as const;

export const fullSettings: Settings = {
  ...same,
  kind: 'full',
  rounds: 4,
  turns: { saturation: 6, latency: 4, firstToken: 3 },
  sliceMs: { saturation: 1_200, latency: 4_000, firstToken: 3_000 },
  saturationWorkloads: { direct: [], bare: allWorkloads, tokenward: allWorkloads, portkey: allWorkloads },
  latencyTargets: ['direct', 'bare', 'tokenward', 'portkey'],
  warmUp: { requests: 20_000, streams: 1_500, msMax: 15_000, msMaxFirst: 30_000 },
  idleWaitMsMax: 5_000,
  abortTrials: 5,
  stallMs: 5_000,
  deadlineMs: 60 * 60_000,
};

export const quickSettings: Settings = {
  ...same,
  kind: 'quick',
  rounds: 1,
  turns: { saturation: 5, latency: 4, firstToken: 3 },
  sliceMs: { saturation: 800, latency: 2_000, firstToken: 1_500 },
  saturationWorkloads: { direct: [], bare: quickWorkloads, tokenward: quickWorkloads, portkey: ['json2k'] },
  latencyTargets: ['direct', 'bare', 'tokenward'],
  warmUp: { requests: 20_000, streams: 800, msMax: 4_000, msMaxFirst: 16_000 },
  idleWaitMsMax: 1_500,
  abortTrials: 4,
  stallMs: 3_000,
  deadlineMs: 150_000,
};
