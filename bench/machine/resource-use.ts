import { readdirSync, readFileSync } from 'node:fs';

/** CPU time over all living threads of the processes, from the scheduler's own account. */
export function cpuNanoseconds(pids: readonly number[]): number {
  let total = 0;
  for (const pid of pids) {
    for (const thread of entriesOf(`/proc/${pid}/task`)) {
      const text = textOf(`/proc/${pid}/task/${thread}/schedstat`);
      total += text === undefined ? 0 : Number.parseInt(text, 10);
    }
  }
  return total;
}

/** Resident memory summed over the processes; kernel socket buffers are not in it. */
export function residentBytes(pids: readonly number[]): number {
  let total = 0;
  for (const pid of pids) {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/status`) ?? '')?.[1];
    total += Number(kilobytes ?? 0) * 1024;
  }
  return total;
}

/** Time of the whole machine, to see whether others were at work during a sample. */
export function machineNanoseconds(): { readonly busy: number; readonly stolen: number } {
  const fields =
    /^cpu +(.+)$/m
      .exec(textOf('/proc/stat') ?? '')?.[1]
      ?.split(' ')
      .map(Number) ?? [];
  const [user = 0, nice = 0, system = 0, , , interrupt = 0, softInterrupt = 0, stolen = 0] = fields;
  const nanosecondsPerTick = 10_000_000;
  return {
    busy: (user + nice + system + interrupt + softInterrupt) * nanosecondsPerTick,
    stolen: stolen * nanosecondsPerTick,
  };
}

function entriesOf(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return []; // the process ended
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
