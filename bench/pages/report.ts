import { cpus, loadavg } from 'node:os';
import type { OperationFigures } from './ask-operations.ts';
import type { PageFigures } from './visit-pages.ts';

const LCP_MAX_MS = 1_500;
const ASKED_MAX_MS = 300;
const SHIFT_MAX = 0.02;
const OPERATIONS_TOLD = 40;

export type Figures = { readonly pages: readonly PageFigures[]; readonly operations: readonly OperationFigures[] };

/** What is not as it should be, a line each. */
export function brokenBounds({ pages, operations }: Figures): readonly string[] {
  return [
    ...operations
      .filter(({ medianMs }) => medianMs > ASKED_MAX_MS)
      .map(({ asked, range, medianMs }) => `${asked} ${range}: ${medianMs.toFixed(0)} ms`),
    ...pages
      .filter(({ coldMs, warmMs }) => coldMs > LCP_MAX_MS || warmMs > LCP_MAX_MS)
      .map(({ reader, path, coldMs, warmMs }) => `${path} of ${reader}: ${coldMs.toFixed(0)}, ${warmMs.toFixed(0)} ms`),
    ...pages
      .filter(({ shift }) => shift > SHIFT_MAX)
      .map(({ reader, path, shift }) => `${path} of ${reader} moves: ${shift.toFixed(3)}`),
    ...operations.filter(({ status }) => status >= 500).map(({ asked, status }) => `${asked}: status ${status}`),
  ];
}

/** For people: the pages, the slowest first, and what they ask. */
export function pagesReport(figures: Figures): string {
  const { pages, operations } = figures;
  const broken = brokenBounds(figures);
  const processors = cpus();
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return [
    '# Pages with a million calls in the store',
    '',
    `${new Date().toISOString().slice(0, 10)} · ${processors.length} × ${processors[0]?.model ?? 'processor'} · load average at the end ${load}. Browser, server and database share the processors.`,
    '',
    `Bounds: largest contentful paint ${LCP_MAX_MS} ms, an answer ${ASKED_MAX_MS} ms (the median of five), layout shift ${SHIFT_MAX}.`,
    broken.length === 0 ? '**All hold.**' : `**Broken:**\n\n${broken.map((line) => `- ${line}`).join('\n')}`,
    '',
    '## Largest contentful paint',
    '',
    ...table(
      ['page', 'opened by', 'cold ms', 'warm ms', 'layout shift', 'what is largest'],
      pages
        .toSorted((one, other) => other.coldMs - one.coldMs)
        .map(({ path, reader, coldMs, warmMs, shift, largest }) => [
          ...[path, reader, coldMs.toFixed(0), warmMs.toFixed(0), shift.toFixed(3)],
          largest.replaceAll(/[|\n]/g, ' '),
        ]),
    ),
    '',
    `## What pages ask: the slowest ${OPERATIONS_TOLD} of ${operations.length}`,
    '',
    'Processor time is of the house and its database together, and tells of the work whatever else the machine does.',
    '',
    ...table(
      ['asked', 'range', 'as', 'status', 'kB', 'median ms', 'worst ms', 'processor ms'],
      operations
        .toSorted((one, other) => other.processorMs - one.processorMs)
        .slice(0, OPERATIONS_TOLD)
        .map(({ asked, range, reader, status, bytes, medianMs, worstMs, processorMs }) => [
          ...[asked, range, reader, String(status), (bytes / 1000).toFixed(0)],
          ...[medianMs.toFixed(0), worstMs.toFixed(0), processorMs.toFixed(0)],
        ]),
    ),
    '',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
