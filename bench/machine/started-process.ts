import { type ChildProcess, fork, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessRow, processRow, processTree } from './process-tree.ts';

/** A process that this benchmark started and therefore ends, with all that it started itself. */
export type StartedProcess = {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly logPath: string;
  /** Asks, waits this long, then ends what is left. */
  readonly stop: (graceMs?: number) => Promise<void>;
};

type StartOptions = {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  readonly logPath: string;
};

const living = new Set<ChildProcess>();
const stopGraceMsUsual = 4_000;

export function startProcess(options: StartOptions): StartedProcess {
  const log = openSync(options.logPath, 'a');
  const [file, ...rest] = options.command;
  const child = spawn(file, rest, {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...options.environment },
    ...(options.workingDirectory === undefined ? {} : { cwd: options.workingDirectory }),
  });
  closeSync(log);
  return watched({ child, logPath: options.logPath, name: options.name });
}

/** A worker of our own with a message channel; it ends itself when the channel closes. */
export function startWorker(options: {
  readonly name: string;
  readonly file: string;
  readonly logPath: string;
  readonly nodeArguments?: readonly string[];
}): StartedProcess {
  const log = openSync(options.logPath, 'a');
  const child = fork(options.file, [], {
    stdio: ['ignore', log, log, 'ipc'],
    execArgv: [...(options.nodeArguments ?? [])],
    serialization: 'advanced',
  });
  closeSync(log);
  return watched({ child, logPath: options.logPath, name: options.name });
}

export function logTail(logPath: string): string {
  return readFileSync(logPath, 'utf8').split('\n').slice(-25).join('\n');
}

/** The last resort on a failure or an interrupt: nothing that was started may outlive the benchmark. */
export function endAllNow(): void {
  for (const child of living) {
    const tree = child.pid === undefined ? [] : processTree(child.pid);
    for (const row of tree) signal({ row, name: row.name.startsWith('postgres') ? 'SIGQUIT' : 'SIGKILL' });
  }
  living.clear();
}

function watched(input: { child: ChildProcess; logPath: string; name: string }): StartedProcess {
  const { child, logPath, name } = input;
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${name} could not be started`);
  living.add(child);
  child.once('exit', () => living.delete(child));
  return { pid, child, logPath, stop: (graceMs = stopGraceMsUsual) => stopTree({ child, pid, graceMs }) };
}

/** Asks politely, waits, then ends what is left of the tree as it stood before the question. */
async function stopTree(input: {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly graceMs: number;
}): Promise<void> {
  const { child, pid, graceMs } = input;
  const tree = processTree(pid);
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await Promise.race([
      new Promise((resolve) => child.once('exit', resolve)),
      sleep(graceMs, undefined, { ref: false }),
    ]);
  }
  for (const row of tree) signal({ row, name: row.name.startsWith('postgres') ? 'SIGQUIT' : 'SIGKILL' });
}

function signal(input: { readonly row: ProcessRow; readonly name: 'SIGKILL' | 'SIGQUIT' }): void {
  const now = processRow(input.row.pid);
  if (now === undefined || now.startedAtTicks !== input.row.startedAtTicks) return;
  try {
    process.kill(input.row.pid, input.name);
  } catch {
    // It ended between the look and the signal.
  }
}
