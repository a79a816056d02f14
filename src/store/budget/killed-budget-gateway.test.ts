import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { sumEntries } from '../../domain/budget/ledger.ts';
import { eventually } from '../embedded/embedded-test-store.fixture.ts';
import { seededRandom } from '../journal/seeded-random.fixture.ts';
import { createBudgetStore } from './create-budget-store.ts';
import { plantEnvelope } from './envelope-row.fixture.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1_000_000));
const KILLS = Number(process.env['KILLS'] ?? 4);
const GATEWAYS = 4;
/** The dollar is enough for five times as many, at what each of them may cost. */
const CALLS_MIN = 50;
const program = fileURLToPath(new URL('killed-budget-gateway.fixture.ts', import.meta.url));
const CAPS = { team: 1_000_000_000n, organisation: 4_000_000_000n };

describeOnEachEngine('four gateways under kill -9', (engine) => {
  test('a cap of one dollar holds at one dollar, and after the restart the ledger says what the journals say, each call once', (t) =>
    withTestDatabase(
      async ({ pool, connection }) => {
        t.diagnostic(`seed ${SEED} (repeat with SEED=${SEED})`);
        const folder = mkdtempSync(join(tmpdir(), 'tokenward-budget-'));
        t.after(() => rmSync(folder, { recursive: true, force: true }));
        for (const [id, hardCap] of Object.entries(CAPS)) await plantEnvelope(pool, { id, hardCap });
        const random = seededRandom(SEED);
        const names = Array.from({ length: GATEWAYS }, (_, at) => `gateway-${at}`);
        const start = (name: string, mode: string): ChildProcess => {
          const seed = String(Math.floor(random() * 1_000_000));
          const values = [JSON.stringify(connection), name, join(folder, name), seed, mode];
          return spawn(process.execPath, [program, ...values], { stdio: ['ignore', 'pipe', 'inherit'] });
        };
        const running = new Map(names.map((name) => [name, start(name, 'call')]));
        t.after(() => Promise.all([...running.values()].map(end)));
        await Promise.all([...running.values()].map((child) => once(child.stdout ?? child, 'data')));
        for (let kill = 0; kill < KILLS; kill += 1) {
          await new Promise((resolve) => setTimeout(resolve, 50 + random() * 250));
          const name = names[Math.floor(random() * names.length)] ?? '';
          await end(running.get(name));
          const again = start(name, 'call');
          running.set(name, again);
          await once(again.stdout ?? again, 'data');
        }
        const costs = () => new Map(names.flatMap((name) => readCosts(join(folder, name))));
        await eventually('enough calls', () => costs().size > CALLS_MIN);
        await Promise.all([...running.values()].map(end));
        const told = names.map((name) => once(start(name, 'settle'), 'exit'));
        for (const [code] of await Promise.all(told)) assert.equal(code, 0);

        const store = createBudgetStore({ pool, leaseMs: 2_000 });
        for (const name of names) await store.closeEarlierEpochs({ gatewayId: name, epoch: 1_000_000 });
        const written = costs();
        const total = [...written.values()].reduce((sum, amount) => sum + amount, 0n);
        for (const [envelopeId, hardCap] of Object.entries(CAPS)) {
          const account = { envelopeId, periodStartMs: 0 };
          const balance = await store.balance(account);
          assert.deepEqual(balance, { limit: hardCap, spent: total, held: 0n, suspense: 0n });
          assert.deepEqual(sumEntries(await store.entries(account)), balance);
        }
        assert.ok(total <= CAPS.team, `${total} were spent of ${CAPS.team}`);
        t.diagnostic(`${written.size} calls, ${total} of ${CAPS.team} spent`);
      },
      { engine },
    ));
});

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** What each call has cost, as its last line in the journal says; a gateway that was killed before its first call has none. */
function readCosts(file: string): readonly (readonly [string, bigint])[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const { callId, charges } = JSON.parse(line);
      return [String(callId), BigInt(charges[0].amount)] as const;
    });
}
