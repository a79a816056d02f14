import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { rowsOfLine } from '../../domain/chargeback/charge-line.ts';
import { createShowbackFold, type ShowbackGrouping } from '../../domain/chargeback/fold-showback.ts';
import type { UsageGroup } from '../../domain/chargeback/usage-group.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import { NO_TOKENS } from '../../domain/usage/token-usage.ts';
import type { ChargeView, PeopleView } from '../../ports/chargeback-store.ts';
import { createIngest } from '../ingest/create-ingest.ts';
import { batchOf, NOON_MS, sampleCall } from '../ingest/sample-call.fixture.ts';
import { rebuildSums } from '../usage/rebuild-sums.ts';
import { createChargebackStore } from './create-chargeback-store.ts';

const seed = Number(process.env['TOKENWARD_TEST_SEED'] ?? Date.now() % 2 ** 31);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SPAN = { fromMs: NOON_MS - 12 * HOUR_MS, toMs: NOON_MS + 36 * HOUR_MS };
const TOGETHER: PeopleView = { kind: 'together' };
const GROUPINGS: readonly ShowbackGrouping[] = ['team', 'project', 'use_case', 'cost_centre', 'model', 'lane', 'day'];

/** Few of each dimension; some at an agreed price, on both sides of a threshold; some without a price, some that cost nothing. */
const callArbitrary = fc.record({
  ...{ personId: fc.constantFrom('ada', 'grace'), teamId: fc.constantFrom('support', 'sales', null) },
  ...{ useCaseId: fc.constantFrom('drafting', null), modelId: fc.constantFrom('small', 'large') },
  lane: fc.constantFrom('production', 'exploration'),
  usageBasis: fc.constantFrom('measured', 'estimated', 'none'),
  costNanodollars: fc.option(fc.integer({ min: 0, max: 10 ** 9 }).map(String), { nil: null }),
  priceId: fc.constantFrom('seed:small', 'agreed', null),
  serviceTier: fc.constantFrom('batch', null),
  input: fc.constantFrom(0, 10, 2_000),
  gatewayId: fc.constantFrom('gateway-a', 'gateway-b'),
  hoursLater: fc.integer({ min: -11, max: 34 }),
});
const callsArbitrary = fc.array(callArbitrary, { minLength: 1, maxLength: 30 }).map((calls) =>
  calls.map(
    ({ input, hoursLater, ...call }, index): CallRecord =>
      sampleCall(index, {
        ...call,
        usage: { ...NO_TOKENS, inputUncachedTokens: input, outputVisibleTokens: index },
        admittedAtMs: NOON_MS + hoursLater * HOUR_MS + index,
      }),
  ),
);

it(`what is charged is the same by the sums of hours and by the calls, whatever is asked for, late calls too (seed ${seed})`, async () => {
  await withTestDatabase(async ({ pool }) => {
    await plantPrices(pool);
    const law = fc.asyncProperty(callsArbitrary, fc.integer({ min: 1, max: 9 }), async (calls, size) => {
      await ingestAnew(pool, calls, size);
      await sumsAreCalls(pool, 'UTC');
      await sumsAreCalls(pool, 'America/New_York');
      const sums = await everySum(pool);
      await rebuild(pool);
      assert.deepEqual(await everySum(pool), sums);
    });
    await fc.assert(law, { seed, numRuns: 6, interruptAfterTimeLimit: 30_000 });
  });
});

/** A time that begins a millisecond earlier is not of whole hours, and so is read from the calls. */
async function sumsAreCalls(pool: Pool, timeZone: string): Promise<void> {
  const span = { ...SPAN, timeZone };
  const byCalls = await groupsOf(pool, { ...span, fromMs: span.fromMs - 1 });
  assert.deepEqual(await groupsOf(pool, span), byCalls);
  for (const by of GROUPINGS)
    for (const filter of [{}, { teamId: 'sales' }, { modelId: 'small', lane: 'production' }]) {
      const wanted = byCalls.filter(
        ({ teamId, modelId, lane }) =>
          (filter.teamId ?? teamId) === teamId &&
          (filter.modelId ?? modelId) === modelId &&
          (filter.lane ?? lane) === lane,
      );
      assert.deepEqual(folded(await groupsOf(pool, span, { by, filter }), by), folded(wanted, by));
    }
}

function folded(groups: readonly UsageGroup[], by: ShowbackGrouping): unknown {
  const fold = createShowbackFold(by);
  for (const group of groups) for (const row of rowsOfLine({ kind: 'calls', group, prices: null })) fold.add(row);
  return { totals: fold.totals(), lines: fold.lines() };
}

async function groupsOf(
  pool: Pool,
  span: typeof SPAN & { readonly timeZone: string },
  view?: ChargeView,
): Promise<readonly UsageGroup[]> {
  const reading = await createChargebackStore({ pool }).openReading();
  try {
    return await Array.fromAsync(reading.groups(span, TOGETHER, view));
  } finally {
    await reading.end();
  }
}

/** In batches of a size, each of one gateway; the last comes again, and first what was admitted last. */
async function ingestAnew(pool: Pool, calls: readonly CallRecord[], size: number): Promise<void> {
  await pool.query(`truncate tokenward.calls, tokenward.call_open, tokenward.usage_hourly, tokenward.usage_daily,
    tokenward.charge_hourly, tokenward.conversation_head, tokenward.task_link, tokenward.audit_batch`);
  const ingest = createIngest({ pool, clock: { nowMs: () => NOON_MS }, log: () => undefined });
  const late = calls.toReversed();
  for (const gatewayId of ['gateway-a', 'gateway-b']) {
    const own = late.filter((call) => call.gatewayId === gatewayId);
    for (let from = 0; from < own.length; from += size) {
      const batch = batchOf(from, { settles: own.slice(from, from + size), gatewayId });
      await ingest(batch);
      await ingest(batch);
    }
  }
}

/** Whatever is kept of calls beside the calls. */
async function everySum(pool: Pool): Promise<readonly unknown[]> {
  const tables = ['usage_hourly', 'usage_daily', 'charge_hourly'].map(
    (name) => `select '${name}' || t::text as row from tokenward.${name} t`,
  );
  return (await pool.query(`${tables.join(' union all ')} order by 1`)).rows;
}

async function rebuild(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await rebuildSums(client, { fromMs: NOON_MS - 2.5 * DAY_MS, toMs: NOON_MS + 3.5 * DAY_MS });
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** A list price, the one beyond a thousand tokens, and one that was agreed. */
async function plantPrices(pool: Pool): Promise<void> {
  await pool.query(
    `insert into tokenward.price (id, price_key, effective_from, predicates, source, revision, managed_by, created_at, updated_at, changed_version)
     select id, 'small', 'epoch', predicates::jsonb, 'planted', 1, 'api', now(), now(), 0
     from (values ('seed:small', '{}'), ('seed:small-long', '{"inputTokensMin": 1000}'), ('agreed', '{}')) as p(id, predicates)`,
  );
}
