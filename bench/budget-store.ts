import type { BudgetSync, Settlement } from '../src/domain/budget/budget-sync.ts';
import { createBudgetStore } from '../src/store/budget/create-budget-store.ts';
import { plantEnvelope } from '../src/store/budget/envelope-row.fixture.ts';
import { openPool } from '../src/store/connection/open-pool.ts';
import { withTestDatabase } from '../test/fakes/postgres.ts';

/**
 * What the store does for a hot envelope: four gateways with 16 clients each, every call decided at the store in
 * micro-batches, settled by the next message. On the test server, whose files are in memory where there is room: a disk
 * adds its fsync to each message.
 *
 *   node bench/budget-store.ts
 */

const GATEWAYS = 4;
const CLIENTS = 16;
const SECONDS = 4;
const CAP = 5_000_000_000n;
const HOLD = 61_440_000n;

for (const many of [1, 6]) console.info(JSON.stringify(await measure(many)));

async function measure(many: number): Promise<Readonly<Record<string, number>>> {
  return withTestDatabase(async ({ pool, connection }) => {
    const ids = Array.from({ length: many }, (_, at) => `envelope-${at}`);
    for (const id of ids) await plantEnvelope(pool, { id, hardCap: CAP });
    const latencies: number[] = [];
    const gateways = Array.from({ length: GATEWAYS }, (_, at) => drive(`gateway-${at}`));
    const counted = await Promise.all(gateways);
    const [first = ''] = ids;
    const balance = await createBudgetStore({ pool, leaseMs: 10_000 }).balance({ envelopeId: first, periodStartMs: 0 });
    latencies.sort((one, other) => one - other);
    return {
      envelopes: many,
      'calls decided a second': Math.round(counted.reduce((sum, { decided }) => sum + decided, 0) / SECONDS),
      'of them held %': Math.round(
        (100 * counted.reduce((sum, { held }) => sum + held, 0)) /
          counted.reduce((sum, { decided }) => sum + decided, 0),
      ),
      'message p50 ms': Math.round((latencies[Math.floor(latencies.length / 2)] ?? 0) * 10) / 10,
      'message p99 ms': Math.round((latencies[Math.floor(latencies.length * 0.99)] ?? 0) * 10) / 10,
      'overshoot $': balance !== undefined && balance.spent > CAP ? Number(balance.spent - CAP) / 1e9 : 0,
      'spent % of the cap': balance === undefined ? 0 : Number((balance.spent * 1_000n) / CAP) / 10,
    };

    async function drive(gatewayId: string): Promise<{ decided: number; held: number }> {
      const own = openPool(connection, { connectionsMax: 1 });
      const store = createBudgetStore({ pool: own, leaseMs: 10_000 });
      const { epoch } = await store.register(gatewayId);
      const endMs = performance.now() + SECONDS * 1_000;
      let settlements: Settlement[] = [];
      let decided = 0;
      let held = 0;
      for (let sequence = 1; performance.now() < endMs; sequence += 1) {
        const began = performance.now();
        const reply = await store.sync(messageOf({ gatewayId, epoch, sequence }, settlements));
        latencies.push(performance.now() - began);
        const taken = reply.answers.filter(({ kind }) => kind === 'held');
        decided += reply.answers.length;
        held += taken.length;
        settlements = taken.map(({ callId }) => ({ callId, epoch, charges: chargesOf(400_000n) }));
      }
      await store.sync(messageOf({ gatewayId, epoch, sequence: 10_000_000 }, settlements, 0));
      await own.end();
      return { decided, held };
    }

    function messageOf(
      life: Pick<BudgetSync, 'gatewayId' | 'epoch' | 'sequence'>,
      settlements: readonly Settlement[],
      asks = CLIENTS,
    ): BudgetSync {
      const { gatewayId, sequence } = life;
      return {
        ...life,
        settlements,
        targets: ids.map((envelopeId) => ({ envelopeId, periodStartMs: 0, periodEndMs: 1_000_000, target: 0n })),
        asks: Array.from({ length: asks }, (_, at) => ({
          callId: `${gatewayId}-${sequence}-${at}`,
          needs: chargesOf(HOLD),
        })),
      };
    }

    function chargesOf(amount: bigint): Settlement['charges'] {
      return ids.map((envelopeId) => ({ envelopeId, periodStartMs: 0, amount }));
    }
  });
}
