import { readdirSync, readFileSync } from 'node:fs';

export type ProcessRow = {
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
  /** In clock ticks since boot: together with the pid it names one process, also when pids are reused. */
  readonly startedAtTicks: number;
};

/** The process and all that descend from it, parents first. Linux only (reads /proc). */
export function processTree(rootPid: number): readonly ProcessRow[] {
  const rows = allProcesses();
  const root = rows.find((row) => row.pid === rootPid);
  if (root === undefined) return [];
  const tree: ProcessRow[] = [root];
  for (let next = 0; next < tree.length; next += 1) {
    const parent = tree[next];
    tree.push(...rows.filter((row) => row.parentPid === parent?.pid));
  }
  return tree;
}

/** Splits a tree into the proxy's own processes and the database's, whose work is not counted as the proxy's. */
export function splitDatabase(tree: readonly ProcessRow[]): {
  readonly proxyPids: readonly number[];
  readonly databasePids: readonly number[];
} {
  const databasePids: number[] = [];
  const proxyPids: number[] = [];
  for (const row of tree) {
    const isDatabase = row.name.startsWith('postgres') || databasePids.includes(row.parentPid);
    (isDatabase ? databasePids : proxyPids).push(row.pid);
  }
  return { proxyPids, databasePids };
}

export function processRow(pid: number): ProcessRow | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // it ended
  }
  return fromStatLine(text);
}

/** `pid (name, which may hold spaces and brackets) state ppid …`; field 22 is the start time. */
export function fromStatLine(text: string): ProcessRow | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  const fields = text.slice(close + 2).split(' ');
  return {
    pid: Number.parseInt(text, 10),
    name: text.slice(open + 1, close),
    parentPid: Number(fields[1]),
    startedAtTicks: Number(fields[19]),
  };
}

function allProcesses(): readonly ProcessRow[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => processRow(Number(name)))
    .filter((row) => row !== undefined);
}
