import type { MeasurementRow, OpenLoopRow } from '../measure/measurement.ts';
import { proxyNames, type Settings, workloads } from '../measure/settings.ts';
import type { TargetName } from '../targets/target.ts';
import { type Figure, type Figures, openLoopRows, saturationRows, summary } from './figures.ts';
import { goalsFrom } from './goals.ts';
import type { MachineFacts } from './machine-facts.ts';

export type Report = {
  readonly facts: MachineFacts;
  readonly settings: Settings;
  readonly missing: readonly string[];
  readonly figures: Figures;
  readonly rows: readonly MeasurementRow[];
};

const namesWithDirect: readonly TargetName[] = ['direct', ...proxyNames];

/** The report that people read. Medians, with the tenth and ninetieth percentile of the samples in brackets. */
export function markdownReport(report: Report): string {
  const { facts, settings, missing, figures, rows } = report;
  return [
    '# Benchmark: the last recorded run',
    '',
    `${facts.date} · commit ${facts.commit} · Node ${facts.node} for every target · ${facts.processors} × ${facts.processor}, ${facts.memoryGb} GB, Linux ${facts.kernel} · ${facts.pinning} · load average at the start ${facts.loadAverageAtStart.toFixed(2)}`,
    '',
    `A ${settings.kind} run: ${settings.rounds} round(s) of fresh processes, targets in turn, the order reversed each turn. Medians; in brackets the tenth and ninetieth percentile of the samples. Read ratios; absolute times hold for this machine on this day.`,
    ...missing.map((what) => `\n**Not measured:** ${what}`),
    '',
    ...table(
      ['goal', 'bound', 'measured', 'met'],
      goalsFrom(figures).map((goal) => [
        goal.name,
        goal.bound,
        typeof goal.figure === 'number' ? goal.figure.toFixed(1) : spread(goal.figure, 2),
        goal.met === null ? 'not measured' : goal.met ? 'yes' : '**no**',
      ]),
    ),
    ...saturationSection(rows, settings),
    ...openLoopSection({ rows, kind: 'latency', title: `2 kB calls at ${settings.ratePerSecond} a second, open loop` }),
    ...openLoopSection({
      rows,
      kind: 'firstToken',
      title: `Streams of 50 events at ${settings.streamRatePerSecond} a second, open loop`,
    }),
    ...behaviourSection(rows),
    ...noiseSection(rows),
    '',
  ].join('\n');
}

function saturationSection(rows: readonly MeasurementRow[], settings: Settings): readonly string[] {
  const lines = workloads.flatMap((workload) =>
    proxyNames.flatMap((target) => {
      const own = saturationRows(rows, workload.name).filter((row) => row.target === target);
      if (own.length === 0) return [];
      const of = (pick: (row: (typeof own)[number]) => number) => summary(own.map(pick));
      return [
        [
          workload.name,
          target,
          spread(
            of((row) => row.cpuMicrosecondsPerAnswer),
            0,
          ),
          spread(
            of((row) => row.putOffMicrosecondsPerAnswer),
            0,
          ),
          spread(
            of((row) => row.answersPerSecond),
            0,
          ),
          percent(of((row) => row.proxyBusyShare)),
          percent(of((row) => row.loadBusyShare + row.upstreamBusyShare)),
          spread(
            of((row) => row.databaseMicrosecondsPerAnswer),
            0,
          ),
          spread(
            of((row) => row.readsPerAnswer),
            1,
          ),
        ],
      ];
    }),
  );
  return [
    '',
    `## At saturation, ${settings.connections} connections`,
    '',
    'The proxy is the bottleneck where its processor is full; else the rate is the generator’s and only the CPU counts.',
    '',
    ...table(
      [
        'workload',
        'target',
        'CPU µs each',
        'of it after the last answer',
        'answers/s',
        'proxy busy',
        'load + upstream busy',
        'database CPU µs each',
        'reads each',
      ],
      lines,
    ),
  ];
}

function openLoopSection(input: {
  readonly rows: readonly MeasurementRow[];
  readonly kind: OpenLoopRow['kind'];
  readonly title: string;
}): readonly string[] {
  const lines = namesWithDirect.flatMap((target) => {
    const own = openLoopRows(input.rows, input.kind).filter((row) => row.target === target);
    if (own.length === 0) return [];
    const of = (pick: (row: OpenLoopRow) => number) => summary(own.map(pick));
    return [
      [
        target,
        spread(
          of((row) => row.latencyMsP50),
          2,
        ),
        spread(
          of((row) => row.latencyMsP99),
          2,
        ),
        spread(
          of((row) => row.firstByteMsP50),
          2,
        ),
        spread(
          of((row) => row.firstByteMsP99),
          2,
        ),
        target === 'direct'
          ? ''
          : spread(
              of((row) => row.cpuMicrosecondsPerAnswer),
              0,
            ),
        spread(
          of((row) => row.sentLateMsP99),
          1,
        ),
      ],
    ];
  });
  if (lines.length === 0) return [];
  const columns = [
    'target',
    'whole answer ms p50',
    'p99',
    'first body byte ms p50',
    'p99',
    'CPU µs each',
    'generator late ms p99',
  ];
  return ['', `## ${input.title}`, '', ...table(columns, lines)];
}

function behaviourSection(rows: readonly MeasurementRow[]): readonly string[] {
  const lines = proxyNames.flatMap((target) => {
    const own = rows.filter((row) => row.target === target);
    const aborts = own.flatMap((row) => (row.kind === 'abort' ? [row.abortMs] : []));
    const seen = aborts.filter((abortMs) => abortMs !== null);
    const stalls = own.flatMap((row) => (row.kind === 'stall' ? [row.grownMbPerReader] : []));
    const memory = own.flatMap((row) => (row.kind === 'memory' ? [row] : []));
    if (aborts.length + stalls.length + memory.length === 0) return [];
    return [
      [
        target,
        aborts.length === 0 ? '' : `${seen.length} of ${aborts.length}`,
        spread(summary(seen), 1),
        spread(summary(stalls), 1),
        memory.map((row) => `${row.residentMb.toFixed(0)} after ${row.calls}`).join(', '),
      ],
    ];
  });
  if (lines.length === 0) return [];
  const columns = [
    'target',
    'aborts seen upstream',
    'abort ms',
    'MB for each client that never reads',
    'resident MB after calls',
  ];
  return ['', '## Leaving, stalling, memory', '', ...table(columns, lines)];
}

function noiseSection(rows: readonly MeasurementRow[]): readonly string[] {
  const used = rows.flatMap((row) => (row.kind === 'saturation' || row.kind === 'latency' ? [row] : []));
  const foreign = summary(used.map((row) => row.foreignBusyShare));
  const stolen = summary(used.map((row) => row.stolenShare));
  return [
    '',
    `Noise: others on this machine used ${percent(foreign)} of one processor during the samples, the hypervisor took ${percent(stolen)}.`,
  ];
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...lines.map(line)];
}

function spread(figure: Figure, digits: number): string {
  if (figure === null) return '–';
  return `${figure.median.toFixed(digits)} (${figure.low.toFixed(digits)}–${figure.high.toFixed(digits)})`;
}

function percent(figure: Figure): string {
  return figure === null ? '–' : `${Math.round(figure.median * 100)} %`;
}
