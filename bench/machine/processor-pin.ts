import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Which processors the proxy and everything else get, or why nobody is pinned. */
export type ProcessorPlan =
  | { readonly kind: 'pinned'; readonly proxyProcessor: number; readonly restProcessors: string }
  | { readonly kind: 'unpinned'; readonly why: string };

/** The proxy gets the last processor alone; load, upstream and database share the others. */
export function choosePlan(): ProcessorPlan {
  const found = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8', timeout: 5_000 });
  if (found.status !== 0) return { kind: 'unpinned', why: 'taskset (util-linux) is not on this machine' };
  const allowed = expandList(found.stdout.slice(found.stdout.lastIndexOf(':') + 1).trim());
  if (allowed.length < 2) return { kind: 'unpinned', why: `only ${availableParallelism()} processor is available` };
  const proxyProcessor = allowed.at(-1) ?? 0;
  return { kind: 'pinned', proxyProcessor, restProcessors: allowed.slice(0, -1).join(',') };
}

/** Moves every thread of the processes; a process that has ended meanwhile is passed over. */
export function pinProcesses(input: { readonly pids: readonly number[]; readonly processors: string }): void {
  for (const pid of input.pids) {
    spawnSync('taskset', ['-acp', input.processors, String(pid)], { stdio: 'ignore', timeout: 5_000 });
  }
}

/** `0-2,5` → 0, 1, 2, 5 */
export function expandList(list: string): readonly number[] {
  return list.split(',').flatMap((part) => {
    const [first = Number.NaN, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
