import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBudgetModel } from '../../../test/fakes/budget-model.ts';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { type BudgetReply, type BudgetSync, type Charge, nameAccount } from '../../domain/budget/budget-sync.ts';
import { sumEntries } from '../../domain/budget/ledger.ts';
import { seededRandom } from '../journal/seeded-random.fixture.ts';
import { createBudgetStore } from './create-budget-store.ts';
import { plantEnvelope } from './envelope-row.fixture.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 3);
const FIRST_SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1_000_000));
const MESSAGES = 60;
const GATEWAYS = ['gateway-a', 'gateway-b', 'gateway-c'];
const ENVELOPES = ['envelope-a', 'envelope-b', 'envelope-c', 'envelope-none'];
const LEASE_MS = 3_600_000;

describeOnEachEngine('the store and its model', (engine) => {
  test('any messages have the same answers, the same balances and the same ledgers from SQL and from the model', async (t) => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
      t.diagnostic(`seed ${seed} (repeat with SEED=${seed} SEEDS=1)`);
      await withTestDatabase(({ pool }) => compare(pool, seededRandom(seed)), { engine });
    }
  });
});

async function compare(pool: Parameters<typeof plantEnvelope>[0], random: () => number): Promise<void> {
  const model = createBudgetModel({ leaseMs: LEASE_MS });
  const store = createBudgetStore({ pool, leaseMs: LEASE_MS });
  for (const [at, id] of ENVELOPES.slice(0, 3).entries()) {
    const envelope = { hardCap: BigInt(Math.floor(random() * 5_000)), overdraft: BigInt(at * 100) };
    if (envelope.hardCap < 300n) envelope.hardCap = 300n;
    model.envelopes.set(id, { ...envelope });
    await plantEnvelope(pool, { id, ...envelope });
  }
  const epochs = new Map<string, number>();
  for (const id of GATEWAYS) epochs.set(id, await registerBoth(id));
  const sequences = new Map<string, number>();
  for (let turn = 0; turn < MESSAGES; turn += 1) {
    const gatewayId = pick(random, GATEWAYS);
    const draw = random();
    if (draw < 0.04) epochs.set(gatewayId, await registerBoth(gatewayId));
    else if (draw < 0.08) await expireBoth();
    else if (draw < 0.12) {
      const life = { gatewayId, epoch: epochs.get(gatewayId) ?? 0 };
      assert.equal(await store.closeEarlierEpochs(life), model.closeEarlierEpochs(life.gatewayId, life.epoch));
    } else if (draw < 0.18) await changeCap();
    else {
      const sequence = (sequences.get(gatewayId) ?? 0) + (random() < 0.1 ? 0 : 1);
      sequences.set(gatewayId, sequence);
      const epoch = (epochs.get(gatewayId) ?? 0) - (random() < 0.05 ? 1 : 0);
      const message = newMessage(random, { gatewayId, epoch, sequence });
      assert.deepEqual(inOrder(await store.sync(message)), inOrder(model.sync(message, 0)));
    }
    await compareBalances();
  }

  async function registerBoth(id: string): Promise<number> {
    const { epoch } = await store.register(id);
    assert.equal(model.register(id), epoch);
    return epoch;
  }

  async function expireBoth(): Promise<void> {
    await pool.query(
      `update tokenward.budget_lease set expires_at = now() - interval '1 second' where state = 'active'`,
    );
    assert.equal(await store.expireLeases(), model.expireLeases(LEASE_MS + 1));
  }

  async function changeCap(): Promise<void> {
    const id = pick(random, ENVELOPES.slice(0, 3));
    const row = model.envelopes.get(id);
    if (row === undefined) return;
    row.hardCap = BigInt(300 + Math.floor(random() * 5_000));
    await pool.query('update tokenward.budget_envelope set hard_cap = $2 where id = $1', [id, row.hardCap.toString()]);
  }

  async function compareBalances(): Promise<void> {
    for (const { envelopeId, periodStartMs, balance } of model.accounts.values()) {
      const account = { envelopeId, periodStartMs };
      assert.deepEqual(await store.balance(account), balance);
      assert.deepEqual(sumEntries(await store.entries(account)), balance);
    }
  }
}

type Life = Pick<BudgetSync, 'gatewayId' | 'epoch' | 'sequence'>;

function newMessage(random: () => number, life: Life): BudgetSync {
  const keys = ENVELOPES.filter(() => random() < 0.7).map((envelopeId) => ({
    envelopeId,
    periodStartMs: random() < 0.8 ? 1_000 : 2_000,
  }));
  const charges = (): Charge[] =>
    keys.filter(() => random() < 0.7).map((key) => ({ ...key, amount: BigInt(Math.floor(random() ** 3 * 900)) }));
  const list = <T>(most: number, make: () => T): T[] => Array.from({ length: Math.floor(random() * most) }, make);
  return {
    ...life,
    settlements: list(4, () => ({
      callId: `call-${Math.floor(random() * 60)}`,
      epoch: life.epoch,
      charges: charges(),
    })),
    // Periods of an hour apart that do not touch: what is carried over is tested by itself.
    targets: keys.map((key) => ({
      ...key,
      periodEndMs: key.periodStartMs + 500,
      target: BigInt(Math.floor(random() * 1_500)),
    })),
    asks: list(5, () => ({ callId: `ask-${Math.floor(random() * 1_000_000)}`, needs: charges() })),
  };
}

function inOrder({ kind, accounts, answers }: BudgetReply): BudgetReply {
  const byName = [...accounts].sort((one, other) => (nameAccount(one) < nameAccount(other) ? -1 : 1));
  return { kind, accounts: byName, answers };
}

function pick<T>(random: () => number, from: readonly T[]): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}
