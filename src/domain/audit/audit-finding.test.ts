import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AuditFinding, describeFinding } from './audit-finding.ts';

const table: readonly (readonly [AuditFinding, string])[] = [
  [{ kind: 'changed', sequence: 7 }, 'Event 7 was changed: its hash is not the one of what it says.'],
  [{ kind: 'removed', sequence: 7, lastSequence: 7 }, 'Event 7 was removed.'],
  [{ kind: 'removed', sequence: 7, lastSequence: 9 }, 'Events 7 to 9 were removed.'],
  [{ kind: 'inserted', sequence: 7 }, 'An event that claims to be 7 was inserted.'],
  [{ kind: 'reordered', sequence: 7, foundSequence: 9 }, 'Events were put in another order: 9 stands where 7 belongs.'],
  [
    { kind: 'tail_cut', sequence: 9, lastSequence: 7 },
    'The tail was cut: a checkpoint was signed for event 9, and the chain ends at 7.',
  ],
  [{ kind: 'file_cut', sequence: 8 }, 'The file was cut before event 8 or its end line.'],
  [
    { kind: 'leaf_changed', sequence: 7, batchId: 'b', index: 1, callId: 'c' },
    'Call c of batch b (event 7) was changed.',
  ],
  [
    { kind: 'leaf_changed', sequence: 7, batchId: 'b', index: 1, callId: null },
    'Call number 2 of batch b (event 7) was changed.',
  ],
  [
    { kind: 'leaf_changed', sequence: 7, batchId: 'b', index: null, callId: null },
    'A call of batch b (event 7) was changed, removed or added.',
  ],
];
for (const [finding, sentence] of table) {
  test(`"${sentence}" is what is said of it`, () => assert.equal(describeFinding(finding), sentence));
}
