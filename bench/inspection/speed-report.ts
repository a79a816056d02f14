import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Speed, Times } from './speed.ts';

/** What people read, and with `write` the file bench/results/inspection-speed.md. */
export function writeSpeedReport(speed: Speed, write: boolean): string {
  const slowest = [...speed.adversarial].sort((one, other) => other.ms - one.ms);
  const report = [
    '# Speed of inspection: the last recorded run',
    '',
    `\`node bench/inspection/speed.ts\` · Node ${process.versions.node} · ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    '',
    '| what | asked | measured |',
    '|---|--:|--:|',
    `| MB a CPU second, all corpora, warmed | 120 | ${speed.allMegabytesPerCpuSecond.toFixed(0)} |`,
    `| new prompt of 10 kB | p50 0.15 ms, p99 1 ms | ${inWords(speed.promptMs)} |`,
    `| conversation of 100 kB, all known but 2 kB | | ${inWords(speed.conversationMs)} |`,
    `| adversarial megabyte, the worst | 50 ms | ${slowest[0]?.ms.toFixed(0)} ms (${slowest[0]?.name}) |`,
    `| worst time a byte against the usual | 3 | ${Math.max(...speed.adversarial.map(({ ratio }) => ratio)).toFixed(1)} |`,
    `| building the detectors, once | | ${speed.createMs.toFixed(0)} ms |`,
    '',
    '## By corpus',
    '',
    '| corpus | MB a CPU second |',
    '|---|--:|',
    ...speed.corpora.map(({ name, megabytesPerCpuSecond }) => `| ${name} | ${megabytesPerCpuSecond.toFixed(0)} |`),
    '',
    '## A megabyte made to be slow',
    '',
    '| text | ms | times the usual a byte | told as |',
    '|---|--:|--:|---|',
    ...slowest.map(({ name, ms, ratio, note }) => `| ${name} | ${ms.toFixed(1)} | ${ratio.toFixed(1)} | ${note} |`),
    '',
  ].join('\n');
  if (write) writeFileSync(new URL('../results/inspection-speed.md', import.meta.url), `${report}\n`);
  return report;
}

function inWords({ p50, p99, max }: Times): string {
  return `p50 ${p50.toFixed(3)}, p99 ${p99.toFixed(3)}, worst ${max.toFixed(2)} ms`;
}
