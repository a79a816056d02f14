import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportChain } from '../../../src/control/audit-export.ts';
import { KEY_ID, makeExport, sha256, verifyLines } from '../../../src/domain/audit/audit-export.fixture.ts';
import type { ExportLine } from '../../../src/domain/audit/export-lines.ts';
import type { AuditStore } from '../../../src/ports/audit-store.ts';

/** A store that holds what a sound export says, and nothing of its leaf hashes. */
function storeOf(lines: readonly ExportLine[]): AuditStore {
  const events = lines.filter((line) => line.kind === 'event').map(({ kind: _, ...event }) => event);
  const leaves = new Map(lines.filter((line) => line.kind === 'leaves').map((line) => [line.batchId, line.leaves]));
  const last = events.at(-1);
  return {
    events: async (page) => ({
      events: events.filter(({ sequence }) => sequence > page.afterSequence).slice(0, page.limit),
      nextAfterSequence: null,
    }),
    head: async () => ({ sequence: last?.sequence ?? 0, hash: last?.hash ?? '' }),
    checkpoints: async () => [],
    newestCheckpoint: async () => undefined,
    addCheckpoint: async () => undefined,
    batchLeaves: async (batchId) => leaves.get(batchId),
  };
}

async function exportOf(audit: AuditStore): Promise<ExportLine[]> {
  const clock = { nowMs: () => 1, monotonicMs: () => 1 };
  const signer = { keyId: KEY_ID, publicKeyPem: '', sign: () => '' };
  const lines: ExportLine[] = [];
  const context = { audit, signer, origin: 'test', clock, sha256 };
  for await (const line of exportChain(context, { fromMs: undefined, toMs: undefined })) lines.push(line);
  return lines;
}

test('a call that was changed in an exported batch is named, not only its batch', async () => {
  const lines = await exportOf(storeOf(makeExport({ events: 6, checkpointsAt: [], withLeafHashes: false })));
  assert.equal(verifyLines(lines).finding, null);
  const changed = lines.map((line) =>
    line.kind === 'leaves' && line.batchId === 'batch-6'
      ? {
          ...line,
          leaves: line.leaves.map((leaf, at) => (at === 1 ? leaf.replace(/}$/, ',"outcome":"other"}') : leaf)),
        }
      : line,
  );
  const { finding } = verifyLines(changed);
  assert.ok(
    finding?.kind === 'leaf_changed' && finding.sequence === 6 && finding.index === 1 && finding.callId !== null,
  );
});
