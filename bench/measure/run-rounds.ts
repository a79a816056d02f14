import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkAnswer } from '../targets/check-answer.ts';
import { startBare } from '../targets/start-bare.ts';
import { startPortkey } from '../targets/start-portkey.ts';
import { startTokenward } from '../targets/start-tokenward.ts';
import { shapeFor, type Target, type TargetName } from '../targets/target.ts';
import { measureAbort, measureMemory, measureStall } from './measure-behaviour.ts';
import { measureOpenLoop, measureSaturation, warmUp } from './measure-rate.ts';
import type { MeasurementRow } from './measurement.ts';
import { directTarget, pinTarget, type Session } from './session.ts';
import { type PartName, type Settings, type Workload, type WorkloadName, workloads } from './settings.ts';

const memoryMsMax = 120_000;

export type RunInput = {
  readonly session: Session;
  readonly settings: Settings;
  readonly folder: string;
  readonly profileFolder: string | undefined;
  readonly say: (line: string) => void;
};

export type RunResult = { readonly rows: readonly MeasurementRow[]; readonly missing: readonly string[] };

type Round = RunInput & {
  readonly round: number;
  readonly isLast: boolean;
  readonly targets: readonly Target[];
  readonly warmed: Set<string>;
  readonly callsTaken: Map<TargetName, number>;
  readonly rows: MeasurementRow[];
  readonly missing: Set<string>;
  readonly endAtMs: number;
};

/** All rounds, each with fresh processes; peers that cannot be had are left out and named. */
export async function runRounds(input: RunInput): Promise<RunResult> {
  const rows: MeasurementRow[] = [];
  const missing = new Set<string>();
  const endAtMs = performance.now() + input.settings.deadlineMs;
  for (let round = 0; round < input.settings.rounds; round += 1) {
    const isLast = round === input.settings.rounds - 1;
    const targets = await startTargets({ ...input, round, missing });
    try {
      const state = { warmed: new Set<string>(), callsTaken: new Map<TargetName, number>() };
      await runRound({ ...input, ...state, round, isLast, targets, rows, missing, endAtMs });
    } finally {
      await Promise.all(targets.map((target) => target.stop()));
    }
  }
  return { rows, missing: [...missing] };
}

async function startTargets(
  input: RunInput & { readonly round: number; readonly missing: Set<string> },
): Promise<readonly Target[]> {
  const { session, settings, missing, say } = input;
  const targets: Target[] = [];
  const profile = input.profileFolder === undefined ? {} : { profileFolder: input.profileFolder };
  const starters = { bare: startBare, tokenward: startTokenward, portkey: startPortkey };
  for (const name of ['bare', 'tokenward', 'portkey'] as const) {
    if (!settings.targets.includes(name)) continue;
    const folder = join(input.folder, `${name}-${input.round}`);
    mkdirSync(folder, { mode: 0o755 });
    try {
      const target = await starters[name]({ upstreamUrl: session.upstreamUrl, folder, ...profile });
      pinTarget(session, target);
      targets.push(target);
    } catch (failure) {
      // A peer may be out of reach; without the bare proxy or ourselves there is nothing to compare.
      if (name !== 'portkey') {
        await Promise.all(targets.map((target) => target.stop()));
        throw failure;
      }
      const why = failure instanceof Error ? failure.message : String(failure);
      missing.add(`${name} could not be installed or started: ${why.slice(0, 300).replaceAll('\n', ' ')}`);
      say(`!! ${name} IS LEFT OUT: ${why}`);
    }
  }
  return targets;
}

async function runRound(round: Round): Promise<void> {
  const steps: Readonly<Record<PartName, () => Promise<void>>> = {
    saturation: () => saturationPart(round),
    latency: () => openLoopPart(round, 'latency'),
    firstToken: () => openLoopPart(round, 'firstToken'),
    abort: () => abortPart(round),
    memory: () => memoryPart(round),
    stall: () => stallPart(round),
  };
  for (const [part, run] of Object.entries(steps)) {
    if (!round.settings.parts.some((wanted) => wanted === part)) continue;
    if (performance.now() > round.endAtMs) {
      round.missing.add(`${part}: there was no time left in this run`);
      round.say(`!! ${part} IS LEFT OUT: no time left`);
      continue;
    }
    round.say(`round ${round.round + 1}: ${part}`);
    await run();
  }
}

/**
 * Everything is warmed up before anything is measured, and the smallest calls are measured last: what runs once a call is
 * compiled for good only after some twenty thousand calls of any kind.
 */
async function saturationPart(round: Round): Promise<void> {
  const { settings } = round;
  const parts = workloads.map((workload) => ({
    workload,
    targets: round.targets.filter((target) => settings.saturationWorkloads[target.name].includes(workload.name)),
  }));
  for (const { workload, targets } of parts) for (const target of targets) await warmOnce({ round, target, workload });
  for (const { workload, targets } of parts.toReversed()) {
    await inTurns({
      round,
      targets,
      workload,
      turns: settings.turns.saturation,
      measure: async (where) => {
        const row = await measureSaturation({ ...round, ...where, workload });
        return { row, answers: row.answers };
      },
    });
  }
}

async function openLoopPart(round: Round, kind: 'latency' | 'firstToken'): Promise<void> {
  const { settings, session } = round;
  const workload = workloadNamed(kind === 'latency' ? 'json2k' : 'stream2k');
  const targets = [directTarget(session), ...round.targets];
  await inTurns({
    round,
    targets: targets.filter((target) => settings.latencyTargets.includes(target.name)),
    workload,
    turns: settings.turns[kind],
    measure: async (where) => {
      const row = await measureOpenLoop({ ...round, ...where, workload, kind });
      return { row, answers: row.answers };
    },
  });
}

/** Each turn goes through all targets, and the next turn goes back the way it came. */
async function inTurns(input: {
  readonly round: Round;
  readonly targets: readonly Target[];
  readonly workload: Workload;
  readonly turns: number;
  readonly measure: (where: {
    readonly target: Target;
    readonly turn: number;
  }) => Promise<{ readonly row: MeasurementRow; readonly answers: number }>;
}): Promise<void> {
  const { round, targets, workload } = input;
  for (const target of targets) await warmOnce({ round, target, workload });
  for (let turn = 0; turn < input.turns; turn += 1) {
    const ordered = (round.round + turn) % 2 === 0 ? targets : targets.toReversed();
    for (const target of ordered) {
      const { row, answers } = await input.measure({ target, turn });
      round.rows.push(row);
      countCalls({ round, target, answers });
    }
  }
}

async function warmOnce(input: {
  readonly round: Round;
  readonly target: Target;
  readonly workload: Workload;
}): Promise<void> {
  const { round, target, workload } = input;
  const key = `${target.name} ${workload.name}`;
  if (round.warmed.has(key)) return;
  round.warmed.add(key);
  const mode = workload.stream ? 'stream' : 'json';
  await round.session.askUpstream({ kind: 'mode', mode }, 5_000);
  await checkAnswer({ target, shape: shapeFor(target, workload) });
  const { answers } = await warmUp({ ...round, target, workload });
  countCalls({ round, target, answers });
}

async function abortPart(round: Round): Promise<void> {
  for (const target of behaviourTargets(round)) round.rows.push(...(await measureAbort({ ...round, target })));
}

async function stallPart(round: Round): Promise<void> {
  for (const target of behaviourTargets(round)) round.rows.push(await measureStall({ ...round, target }));
}

/** Once, in the last round: the calls before count too. */
async function memoryPart(round: Round): Promise<void> {
  if (!round.isLast) return;
  for (const target of round.targets.filter((each) => each.name !== 'portkey')) {
    if (round.settings.kind === 'quick' && target.name !== 'tokenward') continue;
    const reserveMs = round.settings.stallMs + 5_000; // what comes after this part
    const callsBefore = round.callsTaken.get(target.name) ?? 0;
    const msMax = Math.max(1_000, Math.min(memoryMsMax, round.endAtMs - performance.now() - reserveMs));
    round.rows.push(await measureMemory({ ...round, target, callsBefore, msMax }));
  }
}

function behaviourTargets(round: Round): readonly Target[] {
  return round.settings.kind === 'full' ? round.targets : round.targets.filter((target) => target.name === 'tokenward');
}

function countCalls(input: { readonly round: Round; readonly target: Target; readonly answers: number }): void {
  const { callsTaken } = input.round;
  callsTaken.set(input.target.name, (callsTaken.get(input.target.name) ?? 0) + input.answers);
}

function workloadNamed(name: WorkloadName): Workload {
  const found = workloads.find((workload) => workload.name === name);
  if (found === undefined) throw new Error(`there is no workload ${name}`);
  return found;
}
