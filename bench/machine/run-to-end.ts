import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { logTail, startProcess } from './started-process.ts';

/** Runs a command and waits for it; a failure or a missed deadline is thrown with the end of its log. */
export async function runToEnd(input: {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logPath: string;
  readonly deadlineMs: number;
}): Promise<void> {
  const started = startProcess(input);
  const ended = once(started.child, 'exit').then(([code]) => ({ kind: 'ended' as const, code: Number(code) }));
  const late = sleep(input.deadlineMs, { kind: 'late' as const }, { ref: false });
  const outcome = await Promise.race([ended, late]);
  if (outcome.kind === 'ended' && outcome.code === 0) return;
  await started.stop();
  const what = outcome.kind === 'late' ? `did not end within ${input.deadlineMs} ms` : `ended with ${outcome.code}`;
  throw new Error(`${input.name} ${what}:\n${logTail(input.logPath)}`);
}
