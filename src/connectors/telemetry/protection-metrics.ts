import { Counter, type Registry } from 'prom-client';
import type { CallRecord } from '../../domain/usage/call-record.ts';

/** Types and detectors come from the house and the organisation; beyond this many they are counted as `other`. */
const LABELS_MAX = 200;

/** Counts what was found, what was done about it, and detectors that failed. Costs nothing for a call without any. */
export function createProtectionMetrics(registry: Registry): (record: CallRecord) => void {
  const registers = [registry];
  const found = new Counter({
    name: 'tokenward_findings_total',
    help: 'Findings in requests and answers, by type.',
    labelNames: ['direction', 'type'],
    registers,
  });
  const done = new Counter({
    name: 'tokenward_protection_total',
    help: 'Calls by what protection did: obligations carried out, refusals for content, actions on answers.',
    labelNames: ['action'],
    registers,
  });
  const failed = new Counter({
    name: 'tokenward_inspection_failures_total',
    help: 'Calls in which a detector did not do its work.',
    labelNames: ['detector'],
    registers,
  });
  const bounded = boundLabels(LABELS_MAX);
  return (record) => {
    for (const type in record.findings)
      found.inc({ direction: 'request', type: bounded(type) }, record.findings[type] ?? 0);
    for (const type in record.answerFindings)
      found.inc({ direction: 'answer', type: bounded(type) }, record.answerFindings[type] ?? 0);
    for (const kind of record.obligations) done.inc({ action: kind });
    if (record.findingsDigest !== null && record.outcome === 'refused')
      done.inc({ action: record.repeatOf === null ? 'refuse' : 'refuse_again' });
    if (record.answerAction !== null) done.inc({ action: `answer_${record.answerAction}` });
    for (const detector of record.inspectionFailures) failed.inc({ detector: bounded(detector) });
  };
}

function boundLabels(labelsMax: number): (label: string) => string {
  const known = new Set<string>();
  return (label) => {
    if (known.has(label)) return label;
    if (known.size >= labelsMax) return 'other';
    known.add(label);
    return label;
  };
}
