import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { plantEnvelope } from './envelope-row.fixture.ts';
import { ledgerReads } from './ledger-reads.ts';

describeOnEachEngine('lines of the ledger', (engine) => {
  test('are read newest first, page by page, each once, also past the ninth', () =>
    withTestDatabase(
      async ({ pool }) => {
        const account = { envelopeId: 'one', periodStartMs: 0 };
        await plantEnvelope(pool, { id: 'one', hardCap: 1_000n });
        await pool.query(
          `insert into tokenward.budget_account
             (envelope_id, period_start_ms, period_end_ms, cap_applied, amount_limit, spent, held, suspense)
           values ('one', 0, 1000, 0, 0, 0, 0, 0)`,
        );
        for (let amount = 1; amount <= 23; amount += 1) {
          await pool.query(
            `insert into tokenward.budget_entry (envelope_id, period_start_ms, kind, amount) values ('one', 0, 'commit', $1)`,
            [amount],
          );
        }
        const seen: bigint[] = [];
        let beforeId: bigint | null = null;
        for (let pages = 0; pages < 10; pages += 1) {
          const rows = await ledgerReads(pool).entriesBefore(account, { limit: 5, beforeId, kind: null });
          if (rows.length === 0) break;
          seen.push(...rows.map(({ amount }) => amount));
          beforeId = rows.at(-1)?.id ?? null;
        }
        assert.deepEqual(
          seen,
          Array.from({ length: 23 }, (_, at) => BigInt(23 - at)),
        );
      },
      { engine },
    ));
});
