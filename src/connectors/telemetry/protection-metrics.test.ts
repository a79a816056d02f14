import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Registry } from 'prom-client';
import { aCallRecord } from '../../../test/fakes/call-rows.ts';
import { createProtectionMetrics } from './protection-metrics.ts';

async function linesAfter(...records: readonly Parameters<typeof aCallRecord>[0][]): Promise<readonly string[]> {
  const registry = new Registry();
  const observe = createProtectionMetrics(registry);
  for (const record of records) observe(aCallRecord(record));
  return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

test('a call in which nothing was found counts nothing', async () => {
  assert.deepEqual(await linesAfter({}), []);
});

test('findings, what was done about them and detectors that failed are counted', async () => {
  const refused = { outcome: 'refused', findings: { iban: 2 }, findingsDigest: 'x' } as const;
  const lines = await linesAfter(
    { findings: { iban: 2, email: 1 }, obligations: ['redact'], answerFindings: { email: 1 }, answerAction: 'note' },
    refused,
    { ...refused, repeatOf: 'call-1' },
    { inspectionFailures: ['cards:timed_out'] },
  );
  for (const line of [
    'tokenward_findings_total{direction="request",type="iban"} 6',
    'tokenward_findings_total{direction="answer",type="email"} 1',
    'tokenward_protection_total{action="redact"} 1',
    'tokenward_protection_total{action="answer_note"} 1',
    'tokenward_protection_total{action="refuse"} 1',
    'tokenward_protection_total{action="refuse_again"} 1',
    'tokenward_inspection_failures_total{detector="cards:timed_out"} 1',
  ])
    assert.ok(lines.includes(line), `${line} in ${lines.join(' · ')}`);
});

test('types that somebody invents without end are counted together', async () => {
  const records = Array.from({ length: 300 }, (_, at) => ({ findings: { [`type_${at}`]: 1 } }));
  const lines = await linesAfter(...records);
  assert.ok(lines.length <= 201);
  assert.ok(lines.includes('tokenward_findings_total{direction="request",type="other"} 100'));
});
