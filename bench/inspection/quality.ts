import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openOfflineInspection } from '../../src/app/inspection/open-offline-inspection.ts';
import { measureQuality } from './measure-quality.ts';
import { qualityReport } from './quality-report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '7' },
    'per-kind': { type: 'string', default: '66' },
    write: { type: 'boolean', default: false },
    missed: { type: 'boolean', default: false },
    false: { type: 'boolean', default: false },
  },
});

const inspection = openOfflineInspection({ settings: null, groups: null, confidenceMin: 50, all: false });
const quality = measureQuality(inspection, { seed: Number(values.seed), perKind: Number(values['per-kind']) });
const report = qualityReport(
  quality,
  `\`node bench/inspection/quality.ts --seed ${values.seed} --per-kind ${values['per-kind']}\``,
);
process.stdout.write(`${report}\n`);
if (values.missed) {
  for (const { kind, carrier, text } of quality.missed)
    process.stdout.write(`\n--- ${kind} in ${carrier}\n${text.slice(0, 400)}\n`);
}
if (values.false) {
  for (const { name, findings } of quality.benign) {
    for (const { type, confidence, detector } of findings.slice(0, 12))
      process.stdout.write(`${name}: ${type} ${confidence} by ${detector}\n`);
  }
}
if (values.write) writeFileSync(new URL('../results/inspection.md', import.meta.url), `${report}\n`);
