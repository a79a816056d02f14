import assert from 'node:assert/strict';
import { createHash, createPublicKey, hash, verify } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import type { RequestOf } from '../../../src/client/operation-request.ts';
import { checkpointSigningText } from '../../../src/domain/audit/chain.ts';
import { createExportVerifier } from '../../../src/domain/audit/verify-export.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleAdmit, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

const HOUR_MS = 3_600_000;

type Query = NonNullable<RequestOf<'listCalls'>['query']>;

describe('Usage by the control API', () => {
  let house: ControlHouse;
  let client: ControlClient;
  const calls = [
    sampleCall(1, { admittedAtMs: START_MS - 3 * HOUR_MS }),
    sampleCall(2, { admittedAtMs: START_MS - 2 * HOUR_MS, personId: 'eve', teamId: 'legal', costNanodollars: null }),
    sampleCall(3, { admittedAtMs: START_MS - HOUR_MS, modelId: 'large', costNanodollars: '5' }),
  ];
  before(async () => {
    house = await openControlHouse();
    client = await house.admin();
    const clock = { nowMs: () => house.clock.ms };
    const ingest = createIngest({ pool: house.database.pool, clock, log: () => undefined });
    const open = sampleAdmit(4, { admittedAtMs: START_MS - 1_000 });
    await ingest(batchOf(1, { admits: [...calls, open], settles: calls }));
  });
  after(() => house.close());

  test('sums hold what was settled, and say what they do not know the price of', async () => {
    const totals = await client.call('readUsage', {});
    assert.equal(totals.calls, 3);
    assert.equal(totals.callsUnpriced, 1);
    assert.equal(totals.costNanodollars, '1234505');
    const legal = await client.call('readUsage', { query: { teamId: 'legal' } });
    assert.equal(legal.calls, 1);
    const none = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };
    assert.equal((await client.call('readUsage', { query: none })).calls, 0);
  });

  test('calls and groups have the names of what they name by id', async () => {
    await client.call('createTeam', { body: { id: 'legal', name: 'Legal affairs' } });
    const listed = await client.call('listCalls', { query: { teamId: 'legal' } });
    assert.equal(listed.names?.team?.['legal'], 'Legal affairs');
    const one = await client.call('readCall', { params: { id: listed.rows[0]?.callId ?? '' } });
    assert.equal(one.names?.team?.['legal'], 'Legal affairs');
    const byTeam = await client.call('readUsageGroups', { query: { by: 'team' } });
    assert.equal(byTeam.names?.team?.['legal'], 'Legal affairs');
    assert.deepEqual((await client.call('readUsageGroups', { query: { by: 'model' } })).names, {});
  });

  test('groups name what they are of', async () => {
    const groups = await client.call('readUsageGroups', { query: { by: 'model' } });
    assert.deepEqual(
      new Map(groups.rows.map((row) => [row.group, row.calls])),
      new Map([
        ['small', 2],
        ['large', 1],
      ]),
    );
  });

  test('calls are listed newest first, page by page, each as it was settled', async () => {
    const seen = [];
    for await (const call of client.rows('listCalls', { query: { limit: 2 } })) seen.push(call);
    assert.deepEqual(
      seen.map(({ callId }) => callId),
      calls.map(({ callId }) => callId).reverse(),
    );
    const [first] = calls;
    const read = await client.call('readCall', { params: { id: first?.callId ?? '' } });
    assert.equal(read.admittedAt, new Date(START_MS - 3 * HOUR_MS).toISOString());
    assert.deepEqual(read.usage, first?.usage);
    assert.deepEqual(read.vendorUsage, first?.vendorUsage);
    assert.ok(!('prefixHashes' in read));
  });

  test('the calls that a counter of the sums counts are listed alone, and nothing else is narrowed by it', async () => {
    const idsOf = async (query: Query) =>
      (await client.call('listCalls', { query })).rows.map(({ personId, modelId }) => `${personId} ${modelId}`);
    assert.deepEqual(await idsOf({ only: 'unpriced' }), ['eve small']);
    assert.deepEqual(await idsOf({ only: 'refused' }), []);
    assert.equal((await idsOf({ only: 'charged' })).length, 3);
    assert.deepEqual(await idsOf({ lane: 'exploration' }), []);
    assert.deepEqual(await idsOf({ costCentre: 'cc-1', teamId: 'legal' }), ['eve small']);
    const lines = (
      await (await house.send('/api/v1/calls.csv?only=unpriced', { key: await house.makeKey(['control.read']) })).text()
    )
      .trim()
      .split('\r\n');
    assert.equal(lines.length, 2);
  });

  test('a tier is that of the use cases that have it now, in sums as in the list', async () => {
    const tier = { tier: '1' } as const;
    assert.equal((await client.call('readUsage', { query: tier })).calls, 0);
    await client.call('createUseCase', {
      body: { id: 'drafting', name: 'Drafting', tier: 1, lane: 'both', modelStack: [] },
    });
    assert.equal((await client.call('readUsage', { query: tier })).calls, 3);
    assert.equal((await client.call('listCalls', { query: tier })).rows.length, 3);
  });

  test('a call that is not settled yet is among the open ones', async () => {
    const open = await client.call('listOpenCalls', {});
    assert.deepEqual(
      open.rows.map(({ callId }) => callId),
      [sampleAdmit(4, { admittedAtMs: START_MS - 1_000 }).callId],
    );
  });

  test('a person sees the sum of their own calls and of nobody else’s', async () => {
    const own = await house.clientOf(await house.makeKey(['call'])).call('readMyUsage', {});
    assert.equal(own.calls, 2);
  });

  test('the audit export carries the calls, and a stranger can check each of them', async () => {
    const checkpoint = await client.call('signAuditCheckpoint', {});
    const publicKey = createPublicKey(house.publicKeyPem);
    const verifier = createExportVerifier({
      sha256: (text) => hash('sha256', text, 'hex'),
      hashParts: (parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest(),
      checkSignature: (one) =>
        verify(null, Buffer.from(checkpointSigningText(one)), publicKey, Buffer.from(one.signature, 'base64'))
          ? 'valid'
          : 'forged',
      pinned: [checkpoint],
    });
    for await (const line of client.lines('exportAudit', {})) verifier.accept(line);
    const report = verifier.finish();
    assert.equal(report.finding, null);
    assert.equal(report.leavesChecked, 3);
  });
});
