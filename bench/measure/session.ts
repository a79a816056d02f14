import { join } from 'node:path';
import type { Destination, LoadAnswers, LoadCommand } from '../load/load-commands.ts';
import { type Ask, askWorker } from '../machine/ask-worker.ts';
import { processTree, splitDatabase } from '../machine/process-tree.ts';
import { choosePlan, type ProcessorPlan, pinProcesses } from '../machine/processor-pin.ts';
import { cpuNanoseconds, machineNanoseconds } from '../machine/resource-use.ts';
import { type StartedProcess, startWorker } from '../machine/started-process.ts';
import { shapeFor, type Target } from '../targets/target.ts';
import type { UpstreamAnswers, UpstreamCommand } from '../upstream/upstream-commands.ts';
import type { ProcessorUse } from './measurement.ts';

/** What stays alive over all rounds: the fake upstream and the load generator, each a process of its own. */
export type Session = {
  readonly upstreamPort: number;
  readonly upstreamUrl: string;
  readonly upstreamPid: number;
  readonly loadPid: number;
  readonly askUpstream: Ask<UpstreamCommand, UpstreamAnswers>;
  readonly askLoad: Ask<LoadCommand, LoadAnswers>;
  readonly plan: ProcessorPlan;
  readonly stop: () => Promise<void>;
};

const commandDeadlineMs = 5_000;

export async function startSession(input: { readonly folder: string }): Promise<Session> {
  const worker = (name: string): StartedProcess =>
    startWorker({
      name,
      file: join(import.meta.dirname, '..', `${name}-worker.ts`),
      logPath: join(input.folder, `${name}.log`),
    });
  const upstream = worker('upstream');
  const load = worker('load');
  const plan = choosePlan();
  if (plan.kind === 'pinned') {
    pinProcesses({ pids: [upstream.pid, load.pid, process.pid], processors: plan.restProcessors });
  }
  const askUpstream = askWorker<UpstreamCommand, UpstreamAnswers>(upstream);
  const { port } = await askUpstream({ kind: 'listen' }, commandDeadlineMs);
  return {
    upstreamPort: port,
    upstreamUrl: `http://127.0.0.1:${port}`,
    upstreamPid: upstream.pid,
    loadPid: load.pid,
    askUpstream,
    askLoad: askWorker<LoadCommand, LoadAnswers>(load),
    plan,
    stop: async () => {
      await Promise.all([upstream.stop(), load.stop()]);
    },
  };
}

/** The upstream itself as a target: what a call costs without any proxy. */
export function directTarget(session: Session): Target {
  return {
    name: 'direct',
    port: session.upstreamPort,
    headers: { authorization: 'Bearer sk-upstream-for-the-benchmark' },
    model: 'gpt-5-mini',
    rootPid: undefined,
    stop: async () => {},
  };
}

export function destination(
  target: Target,
  request: { readonly bodyBytes: number; readonly stream: boolean },
): Destination {
  const shape = shapeFor(target, { bodyBytes: request.bodyBytes, stream: request.stream });
  return { address: { port: target.port, headers: target.headers }, shape };
}

export function pidsOf(target: Target): ReturnType<typeof splitDatabase> {
  return splitDatabase(target.rootPid === undefined ? [] : processTree(target.rootPid));
}

/** The proxy gets its processor; its database joins the rest. Processes inherit the pin, so this holds from here on. */
export function pinTarget(session: Session, target: Target): void {
  if (session.plan.kind === 'unpinned') return;
  const { proxyPids, databasePids } = pidsOf(target);
  pinProcesses({ pids: proxyPids, processors: String(session.plan.proxyProcessor) });
  pinProcesses({ pids: databasePids, processors: session.plan.restProcessors });
}

/** Runs something and tells what each side's processes used meanwhile, per answer and as a share of a processor. */
export async function withProcessorUse<Result extends { readonly answers: number }>(
  input: { readonly session: Session; readonly target: Target },
  run: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly use: ProcessorUse }> {
  const { session, target } = input;
  const pids = pidsOf(target);
  const read = () => ({
    at: performance.now() * 1e6,
    proxy: cpuNanoseconds(pids.proxyPids),
    database: cpuNanoseconds(pids.databasePids),
    load: cpuNanoseconds([session.loadPid]),
    upstream: cpuNanoseconds([session.upstreamPid]),
    self: cpuNanoseconds([process.pid]),
    machine: machineNanoseconds(),
  });
  const before = read();
  const result = await run();
  const after = read();
  const elapsed = after.at - before.at;
  const proxy = after.proxy - before.proxy;
  const database = after.database - before.database;
  const load = after.load - before.load;
  const upstream = after.upstream - before.upstream;
  const known = proxy + database + load + upstream + (after.self - before.self);
  const answers = Math.max(1, result.answers);
  const use: ProcessorUse = {
    cpuMicrosecondsPerAnswer: proxy / 1000 / answers,
    databaseMicrosecondsPerAnswer: database / 1000 / answers,
    proxyBusyShare: proxy / elapsed,
    loadBusyShare: load / elapsed,
    upstreamBusyShare: upstream / elapsed,
    foreignBusyShare: Math.max(0, after.machine.busy - before.machine.busy - known) / elapsed,
    stolenShare: (after.machine.stolen - before.machine.stolen) / elapsed,
  };
  return { result, use };
}
