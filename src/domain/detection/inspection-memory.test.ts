import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextInspection } from './finding.ts';
import { createInspectionMemory } from './inspection-memory.ts';

const NOTHING: TextInspection = { findings: [], failures: [] };

function found(many: number): TextInspection {
  const finding = { type: 'iban', start: 0, end: 9, confidence: 90, detectorId: 'iban', detectorVersion: 1 };
  return { findings: Array.from({ length: many }, () => finding), failures: [] };
}

test('What was used last is remembered, and never more than the bound of entries', () => {
  const memory = createInspectionMemory({ entriesMax: 10, bytesMax: 1e9 });
  for (let text = 0; text < 100; text++) {
    memory.remember(`text ${text}`, NOTHING);
    memory.find('text 0');
    assert.ok(memory.size().entries <= 10);
  }
  assert.notEqual(memory.find('text 0'), undefined);
  assert.notEqual(memory.find('text 99'), undefined);
  assert.equal(memory.find('text 1'), undefined);
});

test('Bytes are bounded as well: texts with many findings drive others out, and one too large is not remembered', () => {
  const memory = createInspectionMemory({ entriesMax: 1e6, bytesMax: 100_000 });
  for (let text = 0; text < 1000; text++) {
    memory.remember(`text ${text}`, found(20));
    assert.ok(memory.size().bytes <= 100_000);
  }
  memory.remember('large', found(10_000));
  assert.equal(memory.find('large'), undefined);
  assert.equal(memory.find('text 999')?.findings.length, 20);
});
