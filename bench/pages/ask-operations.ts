import { processTree } from '../machine/process-tree.ts';
import { cpuNanoseconds } from '../machine/resource-use.ts';
import type { Session } from './browser.ts';
import type { PageFigures, Reader } from './visit-pages.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const RANGES = { '7d': 7, '30d': 30, quarter: 92, year: 365, all: 3650 } as const;
const TIMES = 5;

export type OperationFigures = {
  readonly reader: Reader;
  /** Path and query, with the range by its name. */
  readonly asked: string;
  readonly range: string;
  readonly status: number;
  readonly bytes: number;
  readonly medianMs: number;
  readonly worstMs: number;
  /** Of the house and its database together, for one answer. */
  readonly processorMs: number;
};

type Asking = { readonly reader: Reader; readonly path: string; readonly range: string };

/** Everything that pages ask, over each range where it has one; asked of the server without a browser, one after another. */
export async function askOperations(
  pages: readonly PageFigures[],
  house: { readonly address: string; readonly pid: number; readonly sessions: ReadonlyMap<Reader, Session> },
): Promise<readonly OperationFigures[]> {
  const askings = new Map<string, Asking>();
  for (const { reader, asked } of pages)
    for (const address of asked)
      for (const asking of overRanges(reader, address)) {
        const path = asking.path.replace(/(from|to)=[^&]+/g, '');
        const name = `${path} ${asking.range}`;
        if (!askings.has(name)) askings.set(name, asking);
      }
  const figures: OperationFigures[] = [];
  for (const asking of askings.values()) figures.push(await ask(asking, house));
  return figures;
}

function overRanges(reader: Reader, address: string): readonly Asking[] {
  const url = new URL(address);
  const range = (): string => url.pathname + url.search;
  // A page that asks since a moment alone asks for that time and no other: nobody can choose it.
  if (!url.searchParams.has('from') || !url.searchParams.has('to')) return [{ reader, path: range(), range: '' }];
  const now = Date.now();
  return Object.entries(RANGES).map(([name, days]) => {
    url.searchParams.set('from', new Date(now - days * DAY_MS).toISOString());
    url.searchParams.set('to', new Date(now).toISOString());
    return { reader, path: range(), range: name };
  });
}

async function ask(
  { reader, path, range }: Asking,
  {
    address,
    pid,
    sessions,
  }: { readonly address: string; readonly pid: number; readonly sessions: ReadonlyMap<Reader, Session> },
): Promise<OperationFigures> {
  const cookie = (sessions.get(reader)?.cookies ?? []).map(({ name, value }) => `${name}=${value}`).join('; ');
  const pids = processTree(pid).map((row) => row.pid);
  const waits: number[] = [];
  let [status, bytes] = [0, 0];
  const before = cpuNanoseconds(pids);
  for (let time = 0; time < TIMES; time += 1) {
    const began = performance.now();
    const response = await fetch(address + path, { headers: { cookie, accept: 'application/json' } });
    bytes = (await response.arrayBuffer()).byteLength;
    status = response.status;
    waits.push(performance.now() - began);
  }
  const processorMs = (cpuNanoseconds(pids) - before) / 1e6 / TIMES;
  const sorted = waits.toSorted((one, other) => one - other);
  return {
    reader,
    asked: path.replace(/[?&](from|to)=[^&]+/g, ''),
    range,
    status,
    bytes,
    medianMs: sorted[Math.floor(TIMES / 2)] ?? 0,
    worstMs: sorted.at(-1) ?? 0,
    processorMs,
  };
}
