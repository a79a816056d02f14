import type { Target } from '../targets/target.ts';
import type { OpenLoopRow, SaturationRow } from './measurement.ts';
import { destination, type Session, withProcessorUse } from './session.ts';
import { type Settings, type Workload, workloads } from './settings.ts';

type Input = {
  readonly session: Session;
  readonly settings: Settings;
  readonly target: Target;
  readonly workload: Workload;
  readonly round: number;
  readonly turn: number;
};

const graceMs = 30_000;

/** As many requests as the target takes on its processor. */
export async function measureSaturation(input: Input): Promise<SaturationRow> {
  const { session, settings, target, workload, round, turn } = input;
  const durationMs = settings.sliceMs.saturation;
  await setMode(session, workload);
  const { result, use } = await withProcessorUse(input, () =>
    session.askLoad(
      {
        kind: 'saturate',
        to: destination(target, workload),
        connections: settings.connections,
        durationMs,
        requestsMax: Number.MAX_SAFE_INTEGER,
      },
      durationMs + graceMs,
    ),
  );
  failOnFailures({ target, workload, ...result });
  return {
    kind: 'saturation',
    round,
    turn,
    target: target.name,
    workload: workload.name,
    answers: result.answers,
    answersPerSecond: (result.answers / result.elapsedMs) * 1000,
    readsPerAnswer: result.readsPerAnswer,
    failures: result.failures,
    ...use,
  };
}

/** A steady rate that does not wait for answers: for latency, and for the cost of being woken each time. */
export async function measureOpenLoop(
  input: Input & { readonly kind: 'latency' | 'firstToken' },
): Promise<OpenLoopRow> {
  const { session, settings, target, workload, round, turn, kind } = input;
  const ratePerSecond = kind === 'latency' ? settings.ratePerSecond : settings.streamRatePerSecond;
  const durationMs = settings.sliceMs[kind];
  await setMode(session, workload);
  const { result, use } = await withProcessorUse(input, () =>
    session.askLoad(
      { kind: 'openLoop', to: destination(target, workload), ratePerSecond, durationMs },
      durationMs + graceMs,
    ),
  );
  failOnFailures({ target, workload, ...result });
  return {
    kind,
    round,
    turn,
    target: target.name,
    workload: workload.name,
    answers: result.answers,
    ratePerSecond,
    latencyMsP50: result.latencyMsP50,
    latencyMsP99: result.latencyMsP99,
    firstByteMsP50: result.firstByteMsP50,
    firstByteMsP99: result.firstByteMsP99,
    sentLateMsP99: result.sentLateMsP99,
    connections: result.connections,
    failures: result.failures,
    ...use,
  };
}

/** Brings a fresh process to its usual speed; the same for all, and more than one thinks: most is compiled on the way. */
export async function warmUp(input: Omit<Input, 'round' | 'turn'>): Promise<{ readonly answers: number }> {
  const { session, settings, target, workload } = input;
  await setMode(session, workload);
  const isFirst = workload.name === workloads[0]?.name;
  const durationMs = isFirst ? settings.warmUp.msMaxFirst : settings.warmUp.msMax;
  const result = await session.askLoad(
    {
      kind: 'saturate',
      to: destination(target, workload),
      connections: settings.connections,
      durationMs,
      requestsMax: workload.stream ? settings.warmUp.streams : settings.warmUp.requests,
    },
    durationMs + graceMs,
  );
  failOnFailures({ target, workload, ...result });
  return result;
}

async function setMode(session: Session, workload: Workload): Promise<void> {
  await session.askUpstream({ kind: 'mode', mode: workload.stream ? 'stream' : 'json' }, graceMs);
}

/** A lost connection in ten thousand is borne; more, or an error answer, makes every figure worthless. */
function failOnFailures(input: {
  readonly target: Target;
  readonly workload: Workload;
  readonly answers: number;
  readonly failures: number;
  readonly firstFailure: string;
}): void {
  if (input.failures * 10_000 <= input.answers) return;
  throw new Error(
    `${input.target.name}, ${input.workload.name}: ${input.failures} of ${input.answers + input.failures} calls failed, the first with: ${input.firstFailure}`,
  );
}
