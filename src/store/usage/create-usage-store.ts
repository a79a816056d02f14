import type { Pool } from 'pg';
import type { UsageStore } from '../../ports/usage-store.ts';
import { readCall, readCalls, readOpenCalls } from './read-calls.ts';
import { readGroups, readTotals } from './read-sums.ts';

/** The usage of settled calls on PostgreSQL: sums from the kept sums where they can tell, from the ledger where not. */
export function createUsageStore({ pool }: { readonly pool: Pool }): UsageStore {
  return {
    totals: (filter) => readTotals(pool, filter),
    groups: (filter, by, limit) => readGroups(pool, filter, { by, limit }),
    calls: (filter, page) => readCalls(pool, filter, page),
    call: (callId) => readCall(pool, callId),
    openCalls: (limit) => readOpenCalls(pool, limit),
  };
}
