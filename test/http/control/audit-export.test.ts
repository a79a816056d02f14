import assert from 'node:assert/strict';
import { createHash, createPublicKey, hash, verify } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { AuditExportLine } from '../../../src/contract/audit.ts';
import { type Checkpoint, checkpointSigningText } from '../../../src/domain/audit/chain.ts';
import { type AuditReport, createExportVerifier } from '../../../src/domain/audit/verify-export.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

describe('The audit export of the control API', () => {
  let house: ControlHouse;
  let client: ControlClient;
  before(async () => {
    house = await openControlHouse();
    client = await house.admin();
    for (let index = 0; index < 45; index += 1) {
      house.clock.ms = START_MS + index * 10_000;
      await recordTen(index);
      if (index % 15 === 0) await client.call('signAuditCheckpoint', {});
    }
  });
  after(() => house.close());

  test('it holds the whole chain and is verified with the public key alone', async () => {
    const checkpoint = await client.call('signAuditCheckpoint', {});
    const lines = await collect({});
    for (const line of lines) AuditExportLine.parse(JSON.parse(line));
    const report = check(lines, [checkpoint]);
    assert.equal(report.finding, null);
    assert.ok(report.sound);
    assert.equal(report.firstSequence, 1);
    assert.equal(report.lastSequence, checkpoint.sequence);
    assert.equal(report.signedUpToSequence, checkpoint.sequence);
    assert.equal(report.checkpointsChecked, 4 + 1);
  });

  test('the public key can be had by itself', async () => {
    const { publicKeyPem, origin } = await client.call('readAuditPublicKey', {});
    assert.equal(publicKeyPem, house.publicKeyPem);
    assert.equal(origin, 'tokenward.test');
  });

  test('a changed line, a lost line and a cut file are found', async () => {
    const lines = await collect({});
    const at = lines.findIndex((line) => line.includes('Number 200'));
    const changed = lines.map((line, index) => (index === at ? line.replace('Number 200', 'Number 201') : line));
    assert.equal(check(changed, []).sound, false);
    assert.equal(check(lines.toSpliced(at, 1), []).sound, false);
    assert.equal(check(lines.slice(0, -1), []).sound, false);
  });

  test('a part of it is a chain without holes', async () => {
    const from = new Date(START_MS + 100_000).toISOString();
    const to = new Date(START_MS + 300_000).toISOString();
    const report = check(await collect({ from, to }), []);
    assert.ok(report.sound, JSON.stringify(report.finding));
    assert.equal(report.eventsChecked, 210);
  });

  test('signing an unchanged head again gives the same checkpoint', async () => {
    const first = await client.call('signAuditCheckpoint', {});
    assert.deepEqual(await client.call('signAuditCheckpoint', {}), first);
    const all = await client.call('listAuditCheckpoints', {});
    assert.equal(all.rows.filter(({ sequence }) => sequence === first.sequence).length, 1);
  });

  test('pages of events join into the chain, whatever their size', async () => {
    const sequences: number[] = [];
    for await (const event of client.rows('listAuditEvents', { query: { limit: 7 } })) sequences.push(event.sequence);
    assert.deepEqual(
      sequences,
      sequences.map((_, index) => index + 1),
    );
  });

  function recordTen(index: number): Promise<void> {
    const actor = { kind: 'system', id: 'test', keyId: null, requestId: `request-${index}` } as const;
    return house.store.write(actor, async (unit) => {
      for (let one = 0; one < 10; one += 1) {
        await unit.audit({
          type: 'test.happened',
          subject: `test:${index}`,
          detail: { words: `Number ${index}${one}` },
        });
      }
    });
  }

  async function collect(query: { readonly from?: string; readonly to?: string }): Promise<readonly string[]> {
    const lines: string[] = [];
    for await (const line of client.lines('exportAudit', { query })) lines.push(line);
    return lines;
  }

  function check(lines: readonly string[], pinned: readonly Checkpoint[]): AuditReport {
    const publicKey = createPublicKey(house.publicKeyPem);
    const verifier = createExportVerifier({
      sha256: (text) => hash('sha256', text, 'hex'),
      hashParts: (parts) => {
        const sum = createHash('sha256');
        for (const part of parts) sum.update(part);
        return sum.digest();
      },
      checkSignature: (checkpoint) => {
        const text = Buffer.from(checkpointSigningText(checkpoint));
        return verify(null, text, publicKey, Buffer.from(checkpoint.signature, 'base64')) ? 'valid' : 'forged';
      },
      pinned,
    });
    for (const line of lines) verifier.accept(line);
    return verifier.finish();
  }
});
