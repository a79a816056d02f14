import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Destination, LoadAnswers, LoadCommand } from '../load/load-commands.ts';
import { type Ask, askWorker } from '../machine/ask-worker.ts';
import { processTree, splitDatabase } from '../machine/process-tree.ts';
import { choosePlan, type ProcessorPlan, pinProcesses } from '../machine/processor-pin.ts';
import { cpuNanoseconds, machineNanoseconds } from '../machine/resource-use.ts';
import { type StartedProcess, startWorker } from '../machine/started-process.ts';
import { shapeFor, type Target } from '../targets/target.ts';
import type { UpstreamAnswers, UpstreamCommand } from '../upstream/upstream-commands.ts';
import type { ProcessorUse } from './measurement.ts';
import type { Settings } from './settings.ts';

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
const idleWindowMs = 60;
/** Of one processor: timers that tick are not work. */
const idleShareMax = 0.06;

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

/**
 * Runs something and tells what each side's processes used meanwhile. Work that a proxy has put off (a journal to be
 * brought to the store) is waited for and counted too: it is the price of the same calls, and must not run into the
 * next target's sample. Shares are of the run itself.
 */
export async function withProcessorUse<Result extends { readonly answers: number }>(
  input: { readonly session: Session; readonly target: Target; readonly settings: Settings },
  run: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly use: ProcessorUse }> {
  const { session, target, settings } = input;
  const pids = pidsOf(target);
  const proxies = () => ({
    at: performance.now() * 1e6,
    proxy: cpuNanoseconds(pids.proxyPids),
    database: cpuNanoseconds(pids.databasePids),
  });
  const read = () => ({
    ...proxies(),
    load: cpuNanoseconds([session.loadPid]),
    upstream: cpuNanoseconds([session.upstreamPid]),
    self: cpuNanoseconds([process.pid]),
    machine: machineNanoseconds(),
  });
  const before = read();
  const result = await run();
  const after = read();
  const settled = target.rootPid === undefined ? after : await whenIdle(proxies, settings.idleWaitMsMax);

  const elapsed = after.at - before.at;
  const proxy = after.proxy - before.proxy;
  const load = after.load - before.load;
  const upstream = after.upstream - before.upstream;
  const own = proxy + (after.database - before.database) + load + upstream + (after.self - before.self);
  const answers = Math.max(1, result.answers);
  const use: ProcessorUse = {
    cpuMicrosecondsPerAnswer: (settled.proxy - before.proxy) / 1000 / answers,
    databaseMicrosecondsPerAnswer: (settled.database - before.database) / 1000 / answers,
    putOffMicrosecondsPerAnswer: (settled.proxy - after.proxy) / 1000 / answers,
    settledAfterMs: (settled.at - after.at) / 1e6,
    proxyBusyShare: proxy / elapsed,
    loadBusyShare: load / elapsed,
    upstreamBusyShare: upstream / elapsed,
    foreignBusyShare: Math.max(0, after.machine.busy - before.machine.busy - own) / elapsed,
    stolenShare: (after.machine.stolen - before.machine.stolen) / elapsed,
  };
  return { result, use };
}

type ProxyReading = { readonly at: number; readonly proxy: number; readonly database: number };

/** Waits until proxy and database together use next to nothing, or the wait is over. */
async function whenIdle(read: () => ProxyReading, waitMsMax: number): Promise<ProxyReading> {
  let last = read();
  const endAt = last.at + waitMsMax * 1e6;
  for (;;) {
    await sleep(idleWindowMs);
    const now = read();
    const used = now.proxy + now.database - last.proxy - last.database;
    if (used < idleShareMax * (now.at - last.at) || now.at > endAt) return now;
    last = now;
  }
}
