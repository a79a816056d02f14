import assert from 'node:assert/strict';
import { readCheckpointText, type VerifiedExport, verifyAuditExport } from '../../src/app/audit/verify-audit-export.ts';
import type { HouseProcess } from './house-process.ts';

/**
 * Both verdicts on the trail: the server's own, and that of a stranger who has the export, the public key from elsewhere
 * and a checkpoint, and asks no server.
 */
export async function verifyTrail(house: Pick<HouseProcess, 'client' | 'publicKeyPem'>): Promise<VerifiedExport> {
  const own = await house.client.call('verifyAudit', { query: { events: 100_000 } });
  assert.ok(own.sound, own.fault ?? 'the server finds its trail at fault');
  const checkpoint = readCheckpointText(JSON.stringify(await house.client.call('signAuditCheckpoint', {})));
  assert.ok(checkpoint !== undefined);
  const lines: string[] = [];
  for await (const line of house.client.lines('exportAudit', {})) lines.push(line);
  const report = await verifyAuditExport(lines, { publicKeyPems: [house.publicKeyPem()], pinned: [checkpoint] });
  assert.ok(report.sound, report.sentence ?? 'the trail is not sound');
  assert.equal(report.lastSequence, checkpoint.sequence);
  return report;
}
