import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { embeddedEngine } from '../../../test/fakes/store-engines.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import { createUsageStore } from '../usage/create-usage-store.ts';
import { createIngest } from './create-ingest.ts';
import { batchOf, NOON_MS, sampleCall } from './sample-call.fixture.ts';
import { auditBodies, ledgerOf } from './with-ingest.fixture.ts';

const seed = Number(process.env['TOKENWARD_TEST_SEED'] ?? Date.now() % 2 ** 31);
const RUNS = 15;

/** Calls of few people over few conversations, some of them known to another gateway, on both sides of midnight. */
const callArbitrary = fc.record({
  personId: fc.constantFrom('ada', 'grace'),
  modelId: fc.constantFrom('small', 'large'),
  taskSource: fc.constantFrom('new', 'new', 'prefix', 'client', null),
  task: fc.integer({ min: 1, max: 6 }),
  conversationHash: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { nil: null }),
  prefixHashes: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 3 }),
  outcome: fc.constantFrom('completed', 'refused', 'upstream_error', 'client_left'),
  usageBasis: fc.constantFrom('measured', 'estimated', 'none'),
  costNanodollars: fc.option(fc.integer({ min: 0, max: 10 ** 9 }).map(String), { nil: null }),
  hoursLater: fc.integer({ min: 0, max: 30 }),
});

const linesArbitrary = fc.array(callArbitrary, { minLength: 1, maxLength: 25 }).map((calls) =>
  calls.map(
    ({ task, hoursLater, ...call }, index): CallRecord =>
      sampleCall(index, {
        ...call,
        // A task that a gateway began bears the id of the call that began it.
        taskId: call.taskSource === 'new' ? `task-of-${index}` : `task-of-${task}`,
        admittedAtMs: NOON_MS + hoursLater * 3_600_000 + index,
      }),
  ),
);

/** Where to cut, and which cuts are offered once more. */
const cutArbitrary = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 25, maxLength: 25 }),
  repeated: fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }),
});

it(`leaves the same ledger however the same lines are cut into batches and repeated (seed ${seed})`, async () => {
  await withTestDatabase(
    async ({ pool }) => {
      const law = fc.asyncProperty(linesArbitrary, cutArbitrary, async (calls, { sizes, repeated }) => {
        const oneByOne = await ledgerAfter(
          pool,
          calls.map((call) => [call]),
        );
        const batches = cut(calls, sizes).flatMap((batch, index) => (repeated[index] ? [batch, batch] : [batch]));
        assert.deepEqual(await ledgerAfter(pool, [calls, calls]), oneByOne);
        assert.deepEqual(await ledgerAfter(pool, [...batches, ...batches]), oneByOne);
      });
      await fc.assert(law, { seed, numRuns: RUNS, interruptAfterTimeLimit: 60_000 });
    },
    { engine: embeddedEngine },
  );
});

async function ledgerAfter(pool: Pool, batches: readonly (readonly CallRecord[])[]): Promise<unknown> {
  await pool.query(`truncate tokenward.calls, tokenward.call_open, tokenward.usage_hourly, tokenward.usage_daily,
    tokenward.conversation_head, tokenward.task_link, tokenward.audit_batch`);
  const before = (await auditBodies(pool, 'calls.batch')).length;
  const ingest = createIngest({ pool, clock: { nowMs: () => NOON_MS }, log: () => undefined });
  for (const [index, calls] of batches.entries()) await ingest(batchOf(index, { admits: calls, settles: calls }));
  await sumsAgreeWithCalls(pool);
  const events = (await auditBodies(pool, 'calls.batch')).slice(before);
  const leaves = events.reduce((sum, { detail }) => sum + Number(detail['count']), 0);
  return { ledger: await ledgerOf(pool), leaves };
}

/** From whatever table a span is answered, the sum is that of the calls. */
async function sumsAgreeWithCalls(pool: Pool): Promise<void> {
  const usage = createUsageStore({ pool });
  const span = { fromMs: NOON_MS - 1_234_567, toMs: NOON_MS + 29 * 3_600_000 + 5 };
  const { calls } = await usage.calls(span, { limit: 100, afterId: null });
  const totals = await usage.totals(span);
  assert.equal(totals.calls, calls.length);
  assert.equal(totals.callsUnpriced, calls.filter(({ costNanodollars }) => costNanodollars === null).length);
  assert.equal(
    totals.costNanodollars,
    calls.reduce((sum, { costNanodollars }) => sum + BigInt(costNanodollars ?? 0), 0n).toString(),
  );
  const byPerson = await usage.groups(span, 'person', 10);
  assert.equal(
    byPerson.rows.reduce((sum, row) => sum + row.calls, 0),
    calls.length,
  );
}

function cut(calls: readonly CallRecord[], sizes: readonly number[]): readonly (readonly CallRecord[])[] {
  const batches: (readonly CallRecord[])[] = [];
  let from = 0;
  for (const size of sizes) {
    if (from < calls.length) batches.push(calls.slice(from, from + size));
    from += size;
  }
  return batches;
}
