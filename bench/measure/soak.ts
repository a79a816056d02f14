import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { residentBytes } from '../machine/resource-use.ts';
import { startBare } from '../targets/start-bare.ts';
import { startPortkey } from '../targets/start-portkey.ts';
import { startTokenward } from '../targets/start-tokenward.ts';
import type { TargetName } from '../targets/target.ts';
import { measureOpenLoop, warmUp } from './measure-rate.ts';
import { pidsOf, pinTarget, type Session } from './session.ts';
import { fullSettings, type Settings, workloads } from './settings.ts';

export type SoakSample = { readonly minute: number; readonly residentMb: number; readonly latencyMsP99: number };
export type SoakResult = {
  readonly target: TargetName;
  readonly minutes: number;
  readonly calls: number;
  readonly residentMbFirst: number;
  readonly residentMbLast: number;
  /** Least squares over the second half: what is still growing when everything has been filled once. */
  readonly mbPerMinute: number;
  readonly samples: readonly SoakSample[];
};

const starters = { bare: startBare, tokenward: startTokenward, portkey: startPortkey };
const sliceMs = 10_000;
const streamEach = 6;

/** 500 calls a second, every sixth slice streams at 100 a second, for so many minutes: does memory stay flat? */
export async function soak(input: {
  readonly session: Session;
  readonly target: keyof typeof starters;
  readonly minutes: number;
  readonly folder: string;
  readonly say: (line: string) => void;
}): Promise<SoakResult> {
  const { session, minutes, say } = input;
  const folder = join(input.folder, input.target);
  mkdirSync(folder, { mode: 0o755 });
  const target = await starters[input.target]({ upstreamUrl: session.upstreamUrl, folder });
  try {
    pinTarget(session, target);
    const settings: Settings = {
      ...fullSettings,
      sliceMs: { saturation: sliceMs, latency: sliceMs, firstToken: sliceMs },
    };
    const json = workloads.filter((workload) => workload.name === 'json2k');
    const streams = workloads.filter((workload) => workload.name === 'stream2k');
    for (const workload of [...json, ...streams]) await warmUp({ session, settings, target, workload });
    const samples: SoakSample[] = [];
    let calls = 0;
    const startedAtMs = performance.now();
    const elapsedMinutes = () => (performance.now() - startedAtMs) / 60_000;
    for (let turn = 0; elapsedMinutes() < minutes; turn += 1) {
      const isStream = turn % streamEach === streamEach - 1;
      for (const workload of isStream ? streams : json) {
        const kind = isStream ? 'firstToken' : 'latency';
        const row = await measureOpenLoop({ session, settings, target, workload, round: 0, turn, kind });
        calls += row.answers;
        const residentMb = residentBytes(pidsOf(target).proxyPids) / 1024 ** 2;
        samples.push({ minute: elapsedMinutes(), residentMb, latencyMsP99: row.latencyMsP99 });
        say(
          `${elapsedMinutes().toFixed(1)} min: ${residentMb.toFixed(1)} MB, p99 ${row.latencyMsP99.toFixed(2)} ms (${workload.name})`,
        );
      }
    }
    return {
      target: input.target,
      minutes,
      calls,
      residentMbFirst: samples[0]?.residentMb ?? Number.NaN,
      residentMbLast: samples.at(-1)?.residentMb ?? Number.NaN,
      mbPerMinute: slope(samples.slice(Math.floor(samples.length / 2))),
      samples,
    };
  } finally {
    await target.stop();
  }
}

/** Least squares of memory over time, in MB a minute. */
export function slope(samples: readonly Pick<SoakSample, 'minute' | 'residentMb'>[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanMinute = mean(samples.map((sample) => sample.minute));
  const meanMb = mean(samples.map((sample) => sample.residentMb));
  let along = 0;
  let square = 0;
  for (const { minute, residentMb } of samples) {
    along += (minute - meanMinute) * (residentMb - meanMb);
    square += (minute - meanMinute) ** 2;
  }
  return square === 0 ? 0 : along / square;
}
