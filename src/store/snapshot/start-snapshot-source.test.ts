import assert from 'node:assert/strict';
import { it } from 'node:test';
import { aPolicyVersion, someFacts } from '../../../test/fakes/policy-rows.ts';
import { type TestDatabase, withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { PolicyVersion } from '../../domain/policy/policy-version.ts';
import type { ControlStore } from '../../ports/control-store.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import { createControlStore } from '../control/create-control-store.ts';
import { ACTOR, apiKey, organisation, putOrganisation } from '../control/sample-organisation.fixture.ts';
import { type SnapshotSourceOptions, startSnapshotSource } from './start-snapshot-source.ts';

const clock = { nowMs: () => Date.UTC(2026, 2, 1), monotonicMs: () => performance.now() };

describeOnEachEngine('the snapshot source', (engine) => {
  it('joins all that the hot path needs to know of a key', async () => {
    await withSource({}, async ({ snapshots }) => {
      const snapshot = snapshots.current();
      assert.deepEqual(snapshot.keysByDigest.get('digest-of-key-1'), {
        keyId: 'key-1',
        owner: { kind: 'person', personId: 'ada' },
        teamId: 'support',
        roles: ['manager'],
        region: 'eu',
        employment: 'employee',
        projectId: 'help-desk',
        costCentre: 'cc-2',
        lane: 'production',
        tags: { grant: 'eu-2026' },
        scopes: ['call', 'audit.read'],
        allowedUseCaseIds: ['drafting'],
        defaultUseCaseId: 'drafting',
        expiresAtMs: Date.UTC(2027, 0, 1),
        status: 'active',
      });
      assert.deepEqual(snapshot.useCases.get('drafting'), organisation.use_case);
      assert.deepEqual(snapshot.models.get('small'), organisation.model);
      assert.deepEqual(snapshot.upstreams.get('openai'), organisation.upstream);
      assert.equal(snapshot.priceBook.rowsByPriceKey.get('openai/small')?.length, 1);
    });
  });

  it('shows a revoked key within a second when the server notifies', async () => {
    await withSource({ pollMs: 60_000 }, async ({ store, next }) => {
      // The first notification may come before the listener stands, and the poll is a minute away.
      const change = next();
      await revoke(store);
      assert.equal((await change).keysByDigest.get('digest-of-key-1')?.status, 'revoked');
    });
  });

  it('shows a revoked key within a second when nothing notifies', async () => {
    await withSource({ listen: false }, async ({ store, next }) => {
      const change = next();
      await revoke(store);
      const committedMs = performance.now();
      assert.equal((await change).keysByDigest.get('digest-of-key-1')?.status, 'revoked');
      assert.ok(performance.now() - committedMs < 1_000);
    });
  });

  it('counts a key as suspended once its owner, team or project is archived', async () => {
    await withSource({ pollMs: 20 }, async ({ store, next }) => {
      const change = next();
      await store.write(ACTOR, (unit) =>
        unit.put('person', { ...organisation.person, status: 'archived' }, { managedBy: 'api' }),
      );
      assert.equal((await change).keysByDigest.get('digest-of-key-1')?.status, 'suspended');
    });
  });

  it('swaps the whole object and keeps the parts that did not change', async () => {
    await withSource({ pollMs: 20 }, async ({ store, snapshots, next }) => {
      const before = snapshots.current();
      const change = next();
      await store.write(ACTOR, (unit) => unit.put('api_key', apiKey('key-2'), { managedBy: 'api' }));
      const after = await change;
      assert.notEqual(after, before);
      assert.equal(before.keysByDigest.has('digest-of-key-2'), false);
      assert.equal(after.keysByDigest.size, 2);
      assert.equal(after.useCases, before.useCases);
      assert.equal(after.priceBook, before.priceBook);
      assert.equal(after.policyVersion, before.policyVersion);
      assert.ok(after.version > before.version);
    });
  });

  it('decides by the built-in policy until a version is active, and by that one within a second', async () => {
    await withSource({ pollMs: 60_000 }, async ({ store, snapshots, next }) => {
      const before = snapshots.current();
      assert.equal(before.policyVersion, '0-built-in');
      const change = next();
      await putPolicy(store, aPolicyVersion({ id: '1', state: 'active' }));
      const active = await change;
      assert.equal(active.policyVersion, '1-aaaaaaaaaaaa');
      assert.equal(active.policies.active.decide(someFacts()).effect, 'refuse');
      assert.equal(active.useCases, before.useCases);
    });
  });

  it('has the staged and the shadow version beside the active one, and keeps what it has compiled', async () => {
    await withSource({ pollMs: 20 }, async ({ store, snapshots, next }) => {
      const first = next();
      await putPolicy(store, aPolicyVersion({ id: '1', state: 'active' }));
      const { policies } = await first;
      const second = next();
      await putPolicy(store, aPolicyVersion({ id: '2', state: 'staged', share: 0.25, shadow: true }));
      await second;
      const now = snapshots.current().policies;
      assert.equal(now.active, policies.active);
      assert.equal(now.staged?.share, 0.25);
      assert.equal(now.staged?.policy.version, '2-aaaaaaaaaaaa');
      assert.equal(now.shadow?.version, '2-aaaaaaaaaaaa');
    });
  });

  it('keeps the last snapshot while the store is away, says so, and goes on when it is back', async () => {
    await withSource({ pollMs: 20, storeAwayAfterMs: 100 }, async ({ store, snapshots, next, database }) => {
      const before = snapshots.current();
      const restore = await shutOut(database);
      await until(() => !snapshots.storeReachable());
      assert.equal(snapshots.current(), before);
      const change = next();
      await restore();
      await revoke(store);
      await change;
      assert.equal(snapshots.storeReachable(), true);
    });
  });

  it('throws when there is nothing to start with', async () => {
    await withTestDatabase(
      async ({ pool }) => {
        await assert.rejects(startSnapshotSource({ pool, clock, log: () => undefined }));
      },
      { engine, migrations: false },
    );
  });

  type Started = {
    readonly database: TestDatabase;
    readonly store: ControlStore;
    readonly snapshots: Awaited<ReturnType<typeof startSnapshotSource>>;
    /** Resolves with the next snapshot that is swapped in. */
    readonly next: () => Promise<Snapshot>;
  };

  async function withSource(
    options: Partial<SnapshotSourceOptions>,
    use: (started: Started) => Promise<void>,
  ): Promise<void> {
    await withTestDatabase(
      async (database) => {
        const store = createControlStore({ pool: database.pool, clock });
        await putOrganisation(store);
        let tell: (snapshot: Snapshot) => void = () => undefined;
        const onChange = (snapshot: Snapshot): void => tell(snapshot);
        const snapshots = await startSnapshotSource({
          pool: database.pool,
          clock,
          log: () => undefined,
          onChange,
          ...options,
        });
        const next = (): Promise<Snapshot> =>
          new Promise((resolve) => {
            tell = resolve;
          });
        try {
          await use({ database, store, snapshots, next });
        } finally {
          await snapshots.close();
        }
      },
      { engine },
    );
  }
});

async function revoke(store: ControlStore): Promise<void> {
  await store.write(ACTOR, (unit) => unit.put('api_key', apiKey('key-1', { status: 'revoked' }), { managedBy: 'api' }));
}

async function putPolicy(store: ControlStore, version: PolicyVersion): Promise<void> {
  await store.write(ACTOR, (unit) => unit.put('policy_version', version, { managedBy: 'api' }));
}

/** Closes every connection of the database but one and lets nobody in until the answer is called. */
async function shutOut({ pool, connection }: TestDatabase): Promise<() => Promise<void>> {
  const keeper = await pool.connect();
  await keeper.query(`alter database ${connection.database} with connection limit 0`);
  await keeper.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  return async () => {
    await keeper.query(`alter database ${connection.database} with connection limit -1`);
    keeper.release();
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
