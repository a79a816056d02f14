import { spawnSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { ProcessorPlan } from '../machine/processor-pin.ts';

export type MachineFacts = {
  readonly date: string;
  readonly commit: string;
  readonly node: string;
  readonly processor: string;
  readonly processors: number;
  readonly memoryGb: number;
  readonly kernel: string;
  readonly loadAverageAtStart: number;
  readonly pinning: string;
};

export function machineFacts(input: { readonly plan: ProcessorPlan; readonly date: Date }): MachineFacts {
  const { plan } = input;
  return {
    date: input.date.toISOString(),
    commit: commit(),
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    processors: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    kernel: release(),
    loadAverageAtStart: loadavg()[0] ?? 0,
    pinning:
      plan.kind === 'pinned'
        ? `proxy alone on processor ${plan.proxyProcessor}; load, upstream and database on ${plan.restProcessors}`
        : `not pinned: ${plan.why}`,
  };
}

/** The commit that was measured, marked when the sources differ from it. */
function commit(): string {
  const git = (...words: readonly string[]) =>
    spawnSync('git', words, { cwd: join(import.meta.dirname, '..', '..'), encoding: 'utf8', timeout: 10_000 });
  const head = git('rev-parse', '--short=12', 'HEAD');
  if (head.status !== 0) return 'unknown';
  const changed = git('status', '--porcelain', '--', 'src', 'package-lock.json').stdout.trim() !== '';
  return head.stdout.trim() + (changed ? ' with changes' : '');
}
