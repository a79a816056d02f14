import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Pool } from 'pg';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { Project } from '../../domain/identity/directory.ts';
import type { CaseNoun } from '../../ports/case-nouns.ts';
import type { ControlStore, Noun, Page } from '../../ports/control-store.ts';
import { createAuditStore } from '../audit/create-audit-store.ts';
import { createControlStore } from './create-control-store.ts';
import { ACTOR, apiKey, organisation, putOrganisation } from './sample-organisation.fixture.ts';

const NOW_MS = Date.UTC(2026, 2, 15, 12);
const team = organisation.team;
// biome-ignore format: one line is enough
const nouns: readonly Exclude<Noun, CaseNoun>[] = ['cost_centre', 'team', 'person', 'project', 'service_account', 'use_case', 'upstream', 'model', 'price', 'api_key', 'workflow'];

describeOnEachEngine('the control store', (engine) => {
  it('gives back every noun as it was put, with its bookkeeping', async () => {
    await withStore(async ({ store }) => {
      for (const noun of nouns) {
        const row = organisation[noun];
        assert.deepEqual(await store.get(noun, row.id), {
          row,
          revision: 1,
          managedBy: 'sample',
          createdAtMs: NOW_MS,
          updatedAtMs: NOW_MS,
        });
      }
      assert.equal(await store.get('team', 'nobody'), undefined);
    });
  });

  // biome-ignore format: a table is read down
  const puts = [
    { what: 'the same row again',                     row: team,                          options: { managedBy: 'sample' },                       result: 'unchanged',         revision: 1 },
    { what: 'another row',                            row: { ...team, name: 'Care' },     options: { managedBy: 'sample' },                       result: 'updated',           revision: 2 },
    { what: 'the same row kept by somebody else',     row: team,                          options: { managedBy: 'file' },                         result: 'updated',           revision: 2 },
    { what: 'the revision that is there',             row: { ...team, name: 'Care' },     options: { managedBy: 'api', expectedRevision: 1 },     result: 'updated',           revision: 2 },
    { what: 'a revision that is past',                row: { ...team, name: 'Care' },     options: { managedBy: 'api', expectedRevision: 7 },     result: 'revision_conflict', revision: 1 },
    { what: 'an insertion of what is there',          row: { ...team, name: 'Care' },     options: { managedBy: 'api', expectedRevision: null },  result: 'revision_conflict', revision: 1 },
    { what: 'an insertion of what is new',            row: { ...team, id: 'sales' },      options: { managedBy: 'api', expectedRevision: null },  result: 'inserted',          revision: 1 },
    { what: 'a revision of what is not there',        row: { ...team, id: 'sales' },      options: { managedBy: 'api', expectedRevision: 1 },     result: 'revision_conflict', revision: undefined },
  ] as const;
  for (const { what, row, options, result, revision } of puts) {
    it(`answers ${result} to ${what}`, async () => {
      await withStore(async ({ store }) => {
        assert.equal(await store.write(ACTOR, (unit) => unit.put('team', row, options)), result);
        assert.equal((await store.get('team', row.id))?.revision, revision);
      });
    });
  }

  it('publishes one version for a write that changed something, and none for one that did not', async () => {
    await withStore(async ({ store, pool }) => {
      const before = await version(pool);
      await store.write(ACTOR, (unit) => unit.put('team', team, { managedBy: 'sample' }));
      assert.equal(await version(pool), before);
      await store.write(ACTOR, async (unit) => {
        await unit.put('team', { ...team, name: 'Care' }, { managedBy: 'api' });
        await unit.put('api_key', apiKey('key-2'), { managedBy: 'api' });
      });
      assert.equal(await version(pool), before + 1);
    });
  });

  it('puts the events of a write into the chain in their order, with who did it', async () => {
    await withStore(async ({ store, pool }) => {
      await store.write(ACTOR, async (unit) => {
        await unit.audit({ type: 'team.changed', subject: 'support', detail: { name: 'Care' } });
        await unit.audit({ type: 'team.archived', subject: 'support', detail: {} });
      });
      const { events } = await createAuditStore({ pool }).events({ afterSequence: 1, limit: 9 }, {});
      assert.deepEqual(
        events.map(({ body }) => JSON.parse(body)),
        [
          {
            actor: { id: 'ada', keyId: 'key-admin', kind: 'person' },
            atMs: NOW_MS,
            detail: { name: 'Care' },
            requestId: 'request-1',
            subject: 'support',
            type: 'team.changed',
          },
          {
            actor: { id: 'ada', keyId: 'key-admin', kind: 'person' },
            atMs: NOW_MS,
            detail: {},
            requestId: 'request-1',
            subject: 'support',
            type: 'team.archived',
          },
        ],
      );
    });
  });

  it('does nothing at all when the work throws: no row, no event, no version', async () => {
    await withStore(async ({ store, pool }) => {
      const before = { version: await version(pool), head: await createAuditStore({ pool }).head() };
      const work = store.write(ACTOR, async (unit) => {
        await unit.put('team', { ...team, name: 'Care' }, { managedBy: 'api' });
        await unit.audit({ type: 'team.changed', subject: 'support', detail: {} });
        throw new Error('changed my mind');
      });
      await assert.rejects(work, /changed my mind/);
      assert.deepEqual(await store.get('team', 'support').then((stored) => stored?.row), team);
      assert.deepEqual({ version: await version(pool), head: await createAuditStore({ pool }).head() }, before);
    });
  });

  it('refuses a row whose reference leads nowhere, and a key with another digest', async () => {
    await withStore(async ({ store }) => {
      const orphan = { ...team, id: 'sales', costCentre: 'nowhere' };
      await assert.rejects(
        store.write(ACTOR, (unit) => unit.put('team', orphan, { managedBy: 'api' })),
        /foreign key/,
      );
      const changed = apiKey('key-1', { digest: 'another' });
      await assert.rejects(
        store.write(ACTOR, (unit) => unit.put('api_key', changed, { managedBy: 'api' })),
        /digest/,
      );
    });
  });

  it('lets many writers change one row after one another, without losing a change', async () => {
    await withStore(async ({ store }) => {
      await Promise.all(
        Array.from({ length: 12 }, () =>
          store.write(ACTOR, async (unit) => {
            const stored = await unit.get('team', 'support');
            assert.ok(stored);
            await unit.put('team', { ...stored.row, name: `${stored.row.name}+` }, { managedBy: 'api' });
          }),
        ),
      );
      const stored = await store.get('team', 'support');
      assert.equal(stored?.row.name, `Support${'+'.repeat(12)}`);
      assert.equal(stored?.revision, 13);
    });
  });

  it('lists pages in the order of the ids, by exact members only', async () => {
    await withStore(async ({ store }) => {
      const ids = ['b', 'B', 'a-1', 'a', 'Ä'];
      await store.write(ACTOR, async (unit) => {
        for (const id of ids) await unit.put('project', { ...organisation.project, id }, { managedBy: 'api' });
      });
      const seen: string[] = [];
      for (let afterId: string | null = null; ; ) {
        const page: Page<Project> = await store.list('project', { limit: 2, afterId, where: { teamId: 'support' } });
        seen.push(...page.rows.map(({ row }) => row.id));
        if (page.nextAfterId === null) break;
        afterId = page.nextAfterId;
      }
      assert.deepEqual(seen, ['B', 'a', 'a-1', 'b', 'help-desk', 'Ä']);
      assert.equal((await store.list('project', { limit: 9, afterId: null, where: { teamId: 'x' } })).rows.length, 0);
      await assert.rejects(store.list('project', { limit: 9, afterId: null, where: { 'id;--': 'x' } }), RangeError);
    });
  });

  it('numbers the versions of the configuration file without a gap', async () => {
    await withStore(async ({ store }) => {
      const record = (): Promise<number> =>
        store.write(ACTOR, (unit) => unit.recordConfiguration({ text: 'a: 1', summary: 'one team' }));
      assert.equal(await record(), 1);
      await assert.rejects(
        store.write(ACTOR, async (unit) => {
          await unit.recordConfiguration({ text: 'a: 2', summary: 'broken' });
          throw new Error('no');
        }),
      );
      assert.equal(await record(), 2);
    });
  });

  it('gives one of many equal requests the claim, and the others its answer', async () => {
    await withStore(async ({ store }) => {
      const claim = { actorId: 'ada', key: 'k', requestHash: 'h', nowMs: NOW_MS };
      const claims = await Promise.all(Array.from({ length: 8 }, () => store.claimIdempotencyKey(claim)));
      assert.equal(claims.filter((answer) => answer === 'claimed').length, 1);
      assert.equal(claims.filter((answer) => answer === 'in_progress').length, 7);
      const answer = { requestHash: 'h', status: 201, body: '{"id":1}' };
      await store.rememberAnswer({ actorId: 'ada', key: 'k', ...answer });
      assert.deepEqual(await store.claimIdempotencyKey({ ...claim, requestHash: 'other' }), answer);
      assert.equal(await store.claimIdempotencyKey({ ...claim, actorId: 'grace' }), 'claimed');
    });
  });

  it('gives an idempotency key away again when it was released, abandoned, or a day has passed', async () => {
    await withStore(async ({ store }) => {
      const claim = { actorId: 'ada', key: 'k', requestHash: 'h', nowMs: NOW_MS };
      assert.equal(await store.claimIdempotencyKey(claim), 'claimed');
      await store.releaseIdempotencyKey(claim);
      assert.equal(await store.claimIdempotencyKey(claim), 'claimed');
      const laterMs = NOW_MS + 10 * 60_000;
      assert.equal(await store.claimIdempotencyKey({ ...claim, nowMs: laterMs }), 'claimed');
      await store.rememberAnswer({ actorId: 'ada', key: 'k', requestHash: 'h', status: 200, body: '' });
      await store.releaseIdempotencyKey(claim);
      assert.notEqual(await store.claimIdempotencyKey({ ...claim, nowMs: laterMs + 86_399_000 }), 'claimed');
      assert.equal(await store.claimIdempotencyKey({ ...claim, nowMs: laterMs + 86_400_000 }), 'claimed');
    });
  });

  async function withStore(
    use: (started: { readonly store: ControlStore; readonly pool: Pool }) => Promise<void>,
  ): Promise<void> {
    await withTestDatabase(
      async ({ pool }) => {
        const store = createControlStore({ pool, clock: { nowMs: () => NOW_MS } });
        await putOrganisation(store);
        await use({ store, pool });
      },
      { engine },
    );
  }
});

async function version(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ version: string }>('select version::text from tokenward.snapshot_version');
  return Number(rows[0]?.version);
}
