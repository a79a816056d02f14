import { setTimeout as sleep } from 'node:timers/promises';
import type { OfflineInspection } from '../../app/inspection/open-offline-inspection.ts';
import { fileLines } from '../output/file-lines.ts';
import { writeOut } from '../output/write-out.ts';

/** Lines are scanned by so many characters or lines at a time: what is measured is then longer than the measuring. */
const BATCH_UNITS = 2_000_000;
const BATCH_LINES = 5_000;
/** As many are held before the first is scanned, so that what is warmed up with is of every kind that comes. */
const FIRST_BATCHES = 8;
/** The first texts are scanned at a fifth of the speed, so that they are scanned before the measured time begins: longer before much. */
const WARM_UP_MS = 400;
const MUCH_UNITS = 500_000;
const LONG_WARM_UP_MS = 3_000;
/** Steps by this part of all texts reach every region of them in turn (the golden ratio). */
const WARM_UP_STEP = 0.618_033_988_749_895;
/** What warming up had compiled in the background is ready after that. */
const SETTLE_MS = 100;

type ReadLine = { readonly number: number; readonly id: unknown; readonly text: string };
type Timing = { bytes: number; ns: number; cpuNs: number };

/**
 * Scans lines `{id,text}` and prints lines `{id,spans}` in their order, and in the end the time of the scanning alone. A line
 * that cannot be read is told on standard error with its number, and the rest goes on. Says how many those were.
 */
export async function inspectLines(
  file: string,
  inspection: OfflineInspection,
  tell: (sentence: string) => void,
): Promise<{ readonly badLines: number; readonly failedLines: number }> {
  const timing: Timing = { bytes: 0, ns: 0, cpuNs: 0 };
  let batch: ReadLine[] = [];
  let units = 0;
  let badLines = 0;
  let failedLines = 0;
  let isWarm = false;

  const flush = async (): Promise<void> => {
    if (!isWarm) await warmUp(batch, inspection);
    isWarm = true;
    const scanned = scanBatch(batch, inspection, timing);
    const lines = scanned.map(({ spans, failures }, at) => {
      const { id, number } = batch[at] ?? { id: null, number: 0 };
      if (failures.length === 0) return JSON.stringify({ id, spans });
      failedLines++;
      tell(`line ${number}: not wholly inspected (${failures.join(', ')})`);
      return JSON.stringify({ id, spans, failures });
    });
    batch = [];
    units = 0;
    if (lines.length > 0) await writeOut(`${lines.join('\n')}\n`);
  };

  let number = 0;
  for await (const line of fileLines(file, { asSeen: true })) {
    number++;
    if (line.trim() === '') continue;
    const read = readLine(line, number);
    if (typeof read === 'string') {
      badLines++;
      tell(`line ${number}: ${read}`);
      continue;
    }
    batch.push(read);
    units += read.text.length;
    const batches = isWarm ? 1 : FIRST_BATCHES;
    if (units >= BATCH_UNITS * batches || batch.length >= BATCH_LINES * batches) await flush();
  }
  await flush();
  await writeOut(`${JSON.stringify({ timing: { bytes: timing.bytes, ns: timing.ns, cpu_ns: timing.cpuNs } })}\n`);
  return { badLines, failedLines };
}

/** Or what is wrong with it. */
function readLine(line: string, number: number): ReadLine | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not a JSON object';
  if (!('text' in value) || typeof value.text !== 'string') return '"text" is not a string';
  return { number, id: 'id' in value ? value.id : null, text: value.text };
}

function scanBatch(batch: readonly ReadLine[], inspection: OfflineInspection, timing: Timing) {
  const cpuBefore = process.cpuUsage();
  const before = process.hrtime.bigint();
  const scanned = batch.map(({ text }) => inspection.scan(text));
  timing.ns += Number(process.hrtime.bigint() - before);
  const { user, system } = process.cpuUsage(cpuBefore);
  timing.cpuNs += (user + system) * 1000;
  for (const { text } of batch) timing.bytes += Buffer.byteLength(text);
  return scanned;
}

async function warmUp(batch: readonly ReadLine[], inspection: OfflineInspection): Promise<void> {
  if (batch.length === 0) return;
  const isMuch = batch.reduce((units, { text }) => units + text.length, 0) >= MUCH_UNITS;
  const until = performance.now() + (isMuch ? LONG_WARM_UP_MS : WARM_UP_MS);
  for (let part = 0; performance.now() < until; part = (part + WARM_UP_STEP) % 1) {
    inspection.scan(batch[Math.floor(part * batch.length)]?.text ?? '');
  }
  await sleep(SETTLE_MS);
}
