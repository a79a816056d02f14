import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { createAuditStore } from '../audit/create-audit-store.ts';
import { createUsageStore } from '../usage/create-usage-store.ts';
import { merkleRoot } from './merkle-root.ts';
import { batchOf, callIdAt, NOON_MS, sampleAdmit, sampleCall } from './sample-call.fixture.ts';
import { SettledLines } from './settled-lines.ts';
import { auditBodies, count, ledgerOf, withIngest } from './with-ingest.fixture.ts';

describeOnEachEngine('the ingest of journal batches', (engine) => {
  it('records every member of a call as it was settled', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const full = sampleCall(1, {
        serviceAccountId: 'nightly',
        purpose: 'a letter',
        outputDestination: 'crm',
        templateId: 't-1',
        templateVersion: '3',
        sessionId: 'session',
        taskSource: 'client',
        conversationHash: 'h1',
        prefixHashes: ['h0', 'h-1'],
        approverId: 'grace',
        maxOutputTokens: 1e300,
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        costNanodollars: '9223372036854775807',
        vendorUsage: { b: 1, a: [1.5e-7], deep: { text: 'ü' } },
      });
      const empty = sampleCall(2, {
        keyId: null,
        personId: null,
        teamId: null,
        projectId: null,
        costCentre: null,
        lane: null,
        useCaseId: null,
        useCaseSource: null,
        tier: null,
        taskId: null,
        taskSource: null,
        face: null,
        modelId: null,
        upstreamId: null,
        status: null,
        firstByteMs: null,
        vendorUsage: null,
        costNanodollars: null,
        priceId: null,
        decisionRules: [],
      });
      await ingest(batchOf(1, { settles: [full, empty] }));
      const usage = createUsageStore({ pool });
      assert.deepEqual(await usage.call(full.callId), full);
      assert.deepEqual(await usage.call(empty.callId), empty);
    });
  });

  it('changes nothing when the same lines come again, in whatever cut', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const calls = [1, 2, 3, 4].map((serial) => sampleCall(serial));
      await ingest(batchOf(1, { admits: calls, settles: calls }));
      const before = await ledgerOf(pool);
      await ingest(batchOf(1, { admits: calls, settles: calls }));
      await ingest(batchOf(2, { admits: calls.slice(1), settles: calls.slice(2) }));
      assert.deepEqual(await ledgerOf(pool), before);
      assert.equal((await auditBodies(pool, 'calls.batch')).length, 1);
    });
  });

  it('takes what is new from a batch that it knows in part', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      await ingest(batchOf(1, { settles: [sampleCall(1)] }));
      await ingest(batchOf(1, { settles: [sampleCall(1), sampleCall(2), sampleCall(2, { attempts: 9 })] }));
      assert.equal(await count(pool, 'calls'), 2);
      const [, event] = await auditBodies(pool, 'calls.batch');
      assert.equal(event?.detail['count'], 1);
      assert.equal(event?.detail['firstCallId'], sampleCall(2).callId);
      const leaves = await createAuditStore({ pool }).batchLeaves(event?.subject ?? '');
      assert.deepEqual(leaves, [JSON.stringify(sampleCall(2))]);
    });
  });

  it('keeps a call open from its admission to its settlement, and never opens it again', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const usage = createUsageStore({ pool });
      await ingest(batchOf(1, { admits: [sampleAdmit(1), sampleAdmit(2)] }));
      assert.deepEqual(await usage.openCalls(10), [sampleAdmit(1), sampleAdmit(2)]);
      await ingest(batchOf(2, { settles: [sampleCall(1)] }));
      await ingest(batchOf(3, { admits: [sampleAdmit(1)] }));
      assert.deepEqual(await usage.openCalls(10), [sampleAdmit(2)]);
    });
  });

  it('stands for all settled calls of a batch with one event whose root anybody can reckon again', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const batch = batchOf(1, { settles: [1, 2, 3, 4, 5].map((serial) => sampleCall(serial)) });
      await ingest(batch);
      const [event] = await auditBodies(pool, 'calls.batch');
      assert.deepEqual(event?.detail, {
        batchId: batch.batchId,
        gatewayId: 'gateway-a',
        count: 5,
        merkleRoot: merkleRoot(new SettledLines(batch.settles)),
        firstCallId: sampleCall(1).callId,
        lastCallId: sampleCall(5).callId,
      });
      assert.deepEqual(await createAuditStore({ pool }).batchLeaves(batch.batchId), batch.settles.map(String));
    });
  });

  it('puts lines aside that the store refuses, and records all the others', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const good = [1, 2, 3, 4, 5, 6, 7].map((serial) => JSON.stringify(sampleCall(serial)));
      const bad = [
        JSON.stringify(sampleCall(11, { costNanodollars: '99999999999999999999' })),
        JSON.stringify(sampleCall(12, { callId: 'no uuid' })),
        `${good[0]},${good[1]}`,
        '{"callId":',
        '',
        `{"a":${'['.repeat(100_000)}`,
        'a\u0000b',
        'null',
        JSON.stringify({ ...sampleCall(13), usage: null }),
        `${good[0]}\n`,
      ];
      const settles = bad
        .flatMap((line, index) => [line, good[index % good.length] ?? ''])
        .map((line) => Buffer.from(line));
      const admits = ['{', JSON.stringify(sampleAdmit(20)), '{}'].map((line) => Buffer.from(line));
      await ingest({ ...batchOf(1, {}), settles, admits });
      assert.equal(await count(pool, 'calls'), good.length);
      assert.equal(await count(pool, 'call_open'), 1);
      assert.equal(await count(pool, 'ingest_quarantine'), bad.length + 2);
      assert.equal((await auditBodies(pool, 'ingest.quarantined')).length, bad.length + 2);

      const before = await ledgerOf(pool);
      await ingest({ ...batchOf(1, {}), settles, admits });
      assert.deepEqual(await ledgerOf(pool), before);
      assert.equal((await auditBodies(pool, 'ingest.quarantined')).length, bad.length + 2);
    });
  });

  it('meters a call whose texts PostgreSQL cannot hold', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const hostile = sampleCall(1, {
        sessionId: 'a\u0000b\ud800',
        purpose: 'x'.repeat(20_000),
        taskId: 'y'.repeat(20_000),
        taskSource: 'client',
      });
      await ingest(batchOf(1, { settles: [hostile] }));
      const stored = await createUsageStore({ pool }).call(hostile.callId);
      assert.equal(stored?.sessionId, 'a\ufffdb\ufffd');
      assert.equal(stored?.purpose?.length, 512);
      assert.equal(await count(pool, 'ingest_quarantine'), 0);
    });
  });

  it('throws when the store itself is at fault, and puts nothing aside', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      await pool.query('alter table tokenward.usage_daily rename to elsewhere');
      await assert.rejects(ingest(batchOf(1, { settles: [sampleCall(1)] })), /usage_daily/);
      await pool.query('alter table tokenward.elsewhere rename to usage_daily');
      await ingest(batchOf(1, { settles: [sampleCall(1)] }));
      assert.equal(await count(pool, 'calls'), 1);
      assert.equal(await count(pool, 'ingest_quarantine'), 0);
    });
  });

  it('records calls of a gateway whose clock jumped', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const moments = [0, Date.UTC(1999, 0, 1), NOON_MS, Date.UTC(2090, 5, 1), 2 ** 48 - 1];
      const calls = moments.map((admittedAtMs, index) =>
        sampleCall(index + 1, { admittedAtMs, settledAtMs: admittedAtMs + 5 }),
      );
      await ingest(batchOf(1, { settles: calls }));
      await ingest(batchOf(1, { settles: calls }));
      const usage = createUsageStore({ pool });
      for (const call of calls) assert.deepEqual(await usage.call(call.callId), call);
      assert.equal(await count(pool, 'calls_default'), 4);
    });
  });

  it('moves calls out of the default partition once their month is plausible', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const before = sampleCall(1, { admittedAtMs: Date.UTC(2026, 0, 31, 23, 59, 59, 999) });
      await ingest(batchOf(1, { settles: [before] }));
      assert.equal(await count(pool, 'calls_default'), 0);
      assert.equal(await count(pool, 'calls_y2026m01'), 1);
      await ingest(batchOf(2, { settles: [before] }));
      assert.equal(await count(pool, 'calls'), 1);
    });
  });

  it('tells of each tier 3 call by itself and counts like refusals of a key', async () => {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      const refusal = { decision: 'refuse', outcome: 'refused', status: 403, errorCode: 'model_not_allowed' } as const;
      await ingest(
        batchOf(1, {
          settles: [
            sampleCall(1, { tier: 3 }),
            sampleCall(2, refusal),
            sampleCall(3, refusal),
            sampleCall(4, { ...refusal, keyId: 'key-2', personId: null }),
            sampleCall(5, { ...refusal, errorCode: 'body_not_json' }),
            sampleCall(6, { ...refusal, tier: 3 }),
          ],
        }),
      );
      const [admitted, ...more] = await auditBodies(pool, 'call.admitted_tier3');
      assert.equal(more.length, 0);
      assert.deepEqual(admitted?.actor, { kind: 'person', id: 'ada', keyId: 'key-1' });
      assert.equal(admitted?.subject, callIdAt(NOON_MS + 1, 1));
      const refused = await auditBodies(pool, 'call.refused');
      assert.deepEqual(
        refused.map(({ subject, detail }) => [subject, detail['count'], detail['errorCode']]),
        [
          ['key-1', 3, 'model_not_allowed'],
          ['key-2', 1, 'model_not_allowed'],
        ],
      );
    });
  });
});
