import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import { NO_TOKENS } from '../../domain/usage/token-usage.ts';
import type { UsageFilter, UsageStore } from '../../ports/usage-store.ts';
import { batchOf, NOON_MS, sampleCall } from '../ingest/sample-call.fixture.ts';
import { withIngest } from '../ingest/with-ingest.fixture.ts';
import { createUsageStore } from './create-usage-store.ts';

const dayMs = 24 * 60 * 60 * 1000;
const MIDNIGHT_MS = NOON_MS - dayMs / 2;
const ALL: UsageFilter = { fromMs: 0, toMs: Date.UTC(2100, 0) };

// biome-ignore format: a table is read down
const calls: readonly CallRecord[] = [
  sampleCall(1, { admittedAtMs: MIDNIGHT_MS - 1, costNanodollars: '100' }),
  sampleCall(2, { admittedAtMs: MIDNIGHT_MS,     costNanodollars: '20', teamId: 'sales', personId: 'grace' }),
  sampleCall(3, { admittedAtMs: NOON_MS,         costNanodollars: null, usageBasis: 'estimated', modelId: 'large' }),
  sampleCall(4, { admittedAtMs: NOON_MS + 1,     costNanodollars: '0', outcome: 'refused', teamId: null, modelId: null, usage: NO_TOKENS, usageBasis: 'none' }),
  sampleCall(5, { admittedAtMs: NOON_MS + dayMs, costNanodollars: '9223372036854775807', outcome: 'upstream_timeout', taskId: 'ticket', taskSource: 'client',
    usage: { inputUncachedTokens: 1, inputCacheReadTokens: 2, inputCacheWrite5mTokens: 3, inputCacheWrite1hTokens: 4, inputCacheWriteUnknownTokens: 5, outputVisibleTokens: 6, outputReasoningTokens: 7 } }),
  sampleCall(6, { admittedAtMs: NOON_MS + dayMs, costNanodollars: '9223372036854775807', outcome: 'client_left' }),
];

describeOnEachEngine('the usage store', (engine) => {
  it('sums calls of every kind, beyond what a bigint holds', async () => {
    await withCalls(async (usage) => {
      assert.deepEqual(await usage.totals(ALL), {
        calls: 6,
        callsRefused: 1,
        callsFailed: 1,
        callsEstimated: 1,
        callsUnpriced: 1,
        inputUncachedTokens: 4 * 300 + 1,
        inputCacheReadTokens: 4 * 100 + 2,
        inputCacheWriteTokens: 12,
        outputVisibleTokens: 4 * 50 + 6,
        outputReasoningTokens: 7,
        costNanodollars: (2n * 9223372036854775807n + 120n).toString(),
      });
    });
  });

  // biome-ignore format: a table is read down
  const filters = [
    { what: 'a UTC day',             filter: { fromMs: MIDNIGHT_MS, toMs: MIDNIGHT_MS + dayMs },     serials: [2, 3, 4] },
    { what: 'hours',                 filter: { fromMs: NOON_MS, toMs: NOON_MS + 3_600_000 },         serials: [3, 4] },
    { what: 'single milliseconds',   filter: { fromMs: NOON_MS + 1, toMs: NOON_MS + dayMs },         serials: [4] },
    { what: 'days with edges',       filter: { fromMs: MIDNIGHT_MS - 1, toMs: NOON_MS + dayMs + 1 }, serials: [1, 2, 3, 4, 5, 6] },
    { what: 'nothing',               filter: { fromMs: NOON_MS, toMs: NOON_MS },                     serials: [] },
    { what: 'a team',                filter: { ...ALL, teamId: 'sales' },                            serials: [2] },
    { what: 'a person and a model',  filter: { ...ALL, personId: 'ada', modelId: 'large' },          serials: [3] },
    { what: 'a task',                filter: { ...ALL, taskId: 'ticket' },                           serials: [5] },
    { what: 'a key and a use case',  filter: { ...ALL, keyId: 'key-1', useCaseId: 'drafting' },      serials: [1, 2, 3, 4, 5, 6] },
    { what: 'an unknown project',    filter: { ...ALL, projectId: 'nowhere' },                       serials: [] },
  ] as const;
  it('finds the same calls by sums and by the ledger, for every filter', async () => {
    await withCalls(async (usage) => {
      for (const { what, filter, serials } of filters) {
        const page = await usage.calls(filter, { limit: 50, afterId: null });
        assert.deepEqual(page.calls.map(serialOf).sort(), [...serials], what);
        assert.equal((await usage.totals(filter)).calls, serials.length, what);
      }
    });
  });

  it('groups by every dimension, the dearest first, and days in their order', async () => {
    await withCalls(async (usage) => {
      const groups = async (...[by, limit]: [Parameters<UsageStore['groups']>[1], number]) =>
        (await usage.groups(ALL, by, limit)).rows.map(({ group, calls: counted }) => [group, counted]);
      assert.deepEqual(await groups('day', 9), [
        ['2026-03-14', 1],
        ['2026-03-15', 3],
        ['2026-03-16', 2],
      ]);
      assert.deepEqual(await groups('team', 9), [
        ['support', 4],
        ['sales', 1],
        [null, 1],
      ]);
      assert.deepEqual(await groups('team', 1), [['support', 4]]);
      assert.deepEqual(await groups('model', 9), [
        ['small', 4],
        ['large', 1],
        [null, 1],
      ]);
      assert.deepEqual(await groups('person', 9), [
        ['ada', 5],
        ['grace', 1],
      ]);
      assert.equal((await groups('task', 9)).length, 6);
      for (const by of ['project', 'use_case', 'cost_centre', 'lane', 'upstream', 'key'] as const) {
        assert.equal((await groups(by, 9)).length, 1, by);
      }
    });
  });

  it('gives rows and one for all others, which together are the totals, however few rows are asked for', async () => {
    await withCalls(async (usage) => {
      const totals = await usage.totals(ALL);
      for (const by of ['day', 'team', 'model', 'person', 'task'] as const) {
        for (const limit of [1, 2, 3, 9]) {
          const { rows, other } = await usage.groups(ALL, by, limit);
          const parts = [...rows, ...(other === null ? [] : [other])];
          const sum = (member: 'calls' | 'outputVisibleTokens') =>
            parts.reduce((whole, part) => whole + part[member], 0);
          assert.ok(rows.length <= limit);
          assert.deepEqual([sum('calls'), sum('outputVisibleTokens')], [totals.calls, totals.outputVisibleTokens]);
          assert.equal(
            String(parts.reduce((cost, part) => cost + BigInt(part.costNanodollars), 0n)),
            totals.costNanodollars,
          );
          const all = (await usage.groups(ALL, by, 99)).rows.length;
          assert.equal(rows.length + (other?.groups ?? 0), all, `${by} ${limit}`);
        }
      }
    });
  });

  it('pages through calls newest first, each once, also those of one millisecond', async () => {
    await withCalls(async (usage) => {
      const seen: number[] = [];
      for (let afterId: string | null = null; ; ) {
        const page = await usage.calls(ALL, { limit: 1, afterId });
        seen.push(...page.calls.map(serialOf));
        if (page.nextAfterId === null) break;
        afterId = page.nextAfterId;
      }
      assert.deepEqual(seen, [6, 5, 4, 3, 2, 1]);
    });
  });

  it('knows no call by an id that is none', async () => {
    await withCalls(async (usage) => {
      assert.equal(await usage.call('no uuid'), undefined);
      assert.equal(await usage.call(sampleCall(99).callId), undefined);
    });
  });

  async function withCalls(use: (usage: UsageStore) => Promise<void>): Promise<void> {
    await withIngest({ engine }, async ({ pool, ingest }) => {
      await ingest(batchOf(1, { settles: calls }));
      await use(createUsageStore({ pool }));
    });
  }
});

function serialOf({ callId }: CallRecord): number {
  return Number.parseInt(callId.slice(-12), 16);
}
