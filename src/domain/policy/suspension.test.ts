import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSuspension, SUSPENDABLE, type Suspension, suspensionInWords, suspensionKey } from './suspension.ts';

const NOW = Date.UTC(2026, 10, 22);
const question = {
  keyId: 'key',
  owner: { kind: 'person', personId: 'person' },
  templateId: 'template',
  useCaseId: 'use_case',
  modelId: 'model',
} as const;

function suspended(subjects: readonly Suspension['subject'][], expiresAtMs: number | null = null) {
  return new Map(
    subjects.map((subject): [string, Suspension] => [
      suspensionKey(subject),
      { id: `s-${subject.kind}`, subject, reason: 'leak', expiresAtMs },
    ]),
  );
}

test('each of key, person, template, use case and model stops a call when it is suspended', () => {
  for (const kind of SUSPENDABLE) {
    assert.equal(findSuspension(suspended([{ kind, id: kind }]), question, NOW)?.subject.kind, kind);
    assert.equal(findSuspension(suspended([{ kind, id: 'another' }]), question, NOW), undefined);
  }
});

test('a suspension ends at its expiry, to the millisecond, without anything being written', () => {
  const until = suspended([{ kind: 'model', id: 'model' }], NOW);
  assert.ok(findSuspension(until, question, NOW - 1));
  assert.equal(findSuspension(until, question, NOW), undefined);
});

test('the key is named before the person, and the person before what they use', () => {
  const all = suspended(SUSPENDABLE.map((kind) => ({ kind, id: kind })));
  assert.equal(findSuspension(all, question, NOW)?.subject.kind, 'key');
  all.delete('key:key');
  assert.equal(findSuspension(all, question, NOW)?.subject.kind, 'person');
});

test("a person's suspension does not stop a service account of the same name", () => {
  const owner = { kind: 'service_account', serviceAccountId: 'person' } as const;
  const found = findSuspension(suspended([{ kind: 'person', id: 'person' }]), { keyId: 'k', owner }, NOW);
  assert.equal(found, undefined);
});

test('the sentence says what is suspended, why, and until when', () => {
  const subject = { kind: 'use_case', id: 'drafting' } as const;
  assert.equal(
    suspensionInWords({ id: 's', subject, reason: 'A leak is looked into.', expiresAtMs: NOW }),
    'The use case "drafting" is suspended until 2026-11-22T00:00:00.000Z: A leak is looked into.',
  );
  assert.match(suspensionInWords({ id: 's', subject, reason: 'x', expiresAtMs: null }), /until it is lifted/);
});
