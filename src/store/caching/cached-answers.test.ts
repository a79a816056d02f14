import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Pool } from 'pg';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import type { CachedAnswer } from '../../domain/caching/cached-answer.ts';
import type { Erasure } from '../../domain/content/erasure.ts';
import type { KeptSuspension } from '../../domain/policy/suspension.ts';
import { vaultOf } from '../content/content-vault.fixture.ts';
import { createContentStore } from '../content/create-content-store.ts';
import { createControlStore } from '../control/create-control-store.ts';
import { ACTOR, putOrganisation } from '../control/sample-organisation.fixture.ts';
import { createCachedAnswers, type RunningCachedAnswers } from './create-cached-answers.ts';
import { createCachedAnswersDesk, sweepCachedAnswers } from './create-cached-answers-desk.ts';

const WORDS = 'The quarterly figures are excellent.';
const HOUR_MS = 3_600_000;

describeOnEachEngine('answers that gateways share', (engine) => {
  it('are found by another gateway as they were, and stand nowhere in the store in words', async () => {
    await withAnswers(async ({ answers, other, pool }) => {
      const kept = anAnswer('a');
      answers.keep(kept);
      await answers.written();
      const found = await other.find(kept.key);
      assert.ok(found !== null);
      assert.deepEqual({ ...found, body: Buffer.from(found.body) }, kept);
      const { rows } = await pool.query<{ sealed: Buffer; all: string }>(
        `select sealed, to_jsonb(answer)::text as all from tokenward.cached_answer answer`,
      );
      assert.equal(rows.length, 1);
      assert.ok(!rows[0]?.sealed.includes('excellent') && !rows[0]?.all.includes('excellent'));
      assert.equal(await other.find(keyOf('b')), null);
    });
  });

  it('are not found once they have had their time, were changed, or stand under another key', async () => {
    await withAnswers(async ({ answers, pool }) => {
      for (const name of ['a', 'b', 'c'])
        answers.keep(anAnswer(name, name === 'a' ? { expiresAtMs: Date.now() - 1 } : {}));
      await answers.written();
      await pool.query(
        `update tokenward.cached_answer set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where key = $1`,
        [keyOf('b')],
      );
      await pool.query(`update tokenward.cached_answer set key = $1 where key = $2`, [keyOf('d'), keyOf('c')]);
      for (const name of ['a', 'b', 'c', 'd']) assert.equal(await answers.find(keyOf(name)), null, name);
    });
  });

  it('are void at once when a purge, an erasure or a suspension that is about them is newer, and only then', async () => {
    await withAnswers(async ({ answers, store, version }) => {
      const names = ['mine', 'bob', 'team', 'model', 'key', 'template'];
      const keepAll = async (): Promise<void> => {
        const snapshotVersion = await version();
        answers.keep(anAnswer('mine', { snapshotVersion }));
        answers.keep(anAnswer('bob', { snapshotVersion, origin: { owner: { kind: 'person', personId: 'bob' } } }));
        answers.keep(anAnswer('team', { snapshotVersion, origin: { ...BOB, teamId: 'sales' } }));
        answers.keep(anAnswer('model', { snapshotVersion, origin: { ...BOB, modelId: 'large' } }));
        answers.keep(anAnswer('key', { snapshotVersion, origin: { ...BOB, keyId: 'key-9' } }));
        answers.keep(anAnswer('template', { snapshotVersion, origin: { ...BOB, templateId: 'letter' } }));
        await answers.written();
      };
      const there = async (): Promise<readonly string[]> => {
        const found = await Promise.all(
          names.map(async (name) => ((await answers.find(keyOf(name))) === null ? [] : [name])),
        );
        return found.flat();
      };
      const purge = (subjectKind: 'all' | 'team' | 'model', subjectId: string): Promise<unknown> => {
        const row = { id: `${subjectKind} ${subjectId}`, subjectKind, subjectId, reason: 'test', orderedBy: 'ada' };
        return store.write(ACTOR, (unit) => unit.put('cache_purge', row, { managedBy: 'api' }));
      };
      const suspend = (subjectKind: 'key' | 'template', subjectId: string): Promise<unknown> =>
        store.write(ACTOR, (unit) =>
          unit.put('suspension', suspensionOf(subjectKind, subjectId), { managedBy: 'api' }),
        );

      await keepAll();
      assert.deepEqual(await there(), names);
      await purge('team', 'sales');
      assert.deepEqual(
        await there(),
        names.filter((name) => name !== 'team'),
      );
      await purge('model', 'large');
      await suspend('key', 'key-9');
      await suspend('template', 'letter');
      assert.deepEqual(await there(), ['mine', 'bob']);
      await store.write(ACTOR, (unit) => unit.put('erasure', ERASURE, { managedBy: 'api' }));
      assert.deepEqual(await there(), ['bob']);
      await purge('all', '');
      assert.deepEqual(await there(), []);
      await keepAll();
      assert.deepEqual(await there(), names, 'what was decided later is not meant');
    });
  });

  it('of a call that was decided before an erasure are not even written', async () => {
    await withAnswers(async ({ answers, store, pool, version }) => {
      const snapshotVersion = await version();
      await store.write(ACTOR, (unit) => unit.put('erasure', ERASURE, { managedBy: 'api' }));
      answers.keep(anAnswer('late', { snapshotVersion }));
      await answers.written();
      assert.equal(await rowsIn(pool), 0);
    });
  });

  it('go with the content of the person they were first given to, held or not, in one transaction', async () => {
    await withAnswers(async ({ answers, pool, vault }) => {
      answers.keep(anAnswer('mine'));
      answers.keep(anAnswer('bob', { origin: BOB }));
      await answers.written();
      await createContentStore({ pool, vault }).destroyOwner({ kind: 'person', personId: 'ada' }, Date.now());
      assert.equal(await rowsIn(pool), 1);
      const { rows } = await pool.query('select owner_id from tokenward.content_subject_key');
      assert.deepEqual(rows, [{ owner_id: 'bob' }]);
    });
  });

  it('keep nobody waiting: a store that is slow or a vault that is away is a miss', async () => {
    await withAnswers(async ({ answers, pool, vault }) => {
      answers.keep(anAnswer('a'));
      await answers.written();
      vault.failing = true;
      assert.equal(await answers.find(keyOf('a')), null);
      vault.failing = false;
      const blocker = await pool.connect();
      await blocker.query('begin; lock table tokenward.cached_answer in access exclusive mode');
      // The lock is let go only after the answer.
      const hasty = createCachedAnswers({ pool, vault, log: () => undefined, findMaxMs: 50 });
      assert.equal(await hasty.find(keyOf('a')), null);
      await blocker.query('rollback');
      blocker.release();
      assert.ok((await answers.find(keyOf('a'))) !== null);
    });
  });

  it('stay within their bound, the newest of them, and are counted and destroyed by what they are about', async () => {
    await withAnswers(async ({ answers, pool }) => {
      const desk = createCachedAnswersDesk({ pool });
      for (let at = 0; at < 6; at++) answers.keep(anAnswer(`n${at}`, { storedAtMs: Date.now() - at * 1_000 }));
      await answers.written();
      const [counted] = await desk.counts();
      assert.deepEqual([counted?.useCaseId, counted?.answers], ['drafting', 6]);
      await sweepCachedAnswers(pool, ((counted?.bytes ?? 0) / 6) * 3);
      assert.equal(await rowsIn(pool), 3);
      assert.ok((await answers.find(keyOf('n0'))) !== null && (await answers.find(keyOf('n5'))) === null);
      assert.equal(await desk.destroy({ kind: 'person', id: 'bob' }), 0);
      assert.equal(await desk.destroy({ kind: 'person', id: 'ada' }), 3);
    });
  });

  type House = {
    readonly pool: Pool;
    readonly store: ReturnType<typeof createControlStore>;
    readonly vault: ReturnType<typeof vaultOf>;
    readonly answers: RunningCachedAnswers;
    readonly other: RunningCachedAnswers;
    readonly version: () => Promise<number>;
  };

  async function withAnswers(use: (house: House) => Promise<void>): Promise<void> {
    await withTestDatabase(
      async ({ pool }) => {
        const store = createControlStore({ pool, clock: { nowMs: Date.now } });
        await putOrganisation(store);
        const vault = vaultOf(['vault-1']);
        // Long: what a busy machine takes for it is no miss.
        const open = () => createCachedAnswers({ pool, vault, log: () => undefined, findMaxMs: 30_000 });
        const version = async (): Promise<number> => {
          const { rows } = await pool.query<{ version: string }>(
            'select version::text from tokenward.snapshot_version',
          );
          return Number(rows[0]?.version);
        };
        await use({ pool, store, vault, answers: open(), other: open(), version });
      },
      { engine },
    );
  }
});

const BOB = { owner: { kind: 'person', personId: 'bob' } } as const;
const ERASURE: Erasure = {
  id: 'erasure-1',
  ownerKind: 'person',
  ownerId: 'ada',
  reason: 'asked',
  orderedBy: 'ada',
  state: 'ordered',
  recordsDestroyed: 0,
  recordsHeld: 0,
};

function suspensionOf(subjectKind: 'key' | 'template', subjectId: string): KeptSuspension {
  return {
    ...{ id: subjectId, subjectKind, subjectId, reason: 'lost', expiresAtMs: null, madeBy: 'ada' },
    ...{ state: 'in_force', endedAtMs: null, endedBy: null, endReason: null },
  };
}

function keyOf(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(64, '0');
}

type Change = Partial<Omit<CachedAnswer, 'origin'>> & { readonly origin?: Partial<CachedAnswer['origin']> };

function anAnswer(name: string, { origin = {}, ...change }: Change = {}): CachedAnswer {
  return {
    key: keyOf(name),
    contentType: 'application/json',
    body: Buffer.from(`{"text":"${WORDS.repeat(20)}"}`),
    snapshotVersion: 1_000,
    storedAtMs: Date.now(),
    expiresAtMs: Date.now() + HOUR_MS,
    ...change,
    origin: {
      callId: `call-${name}`,
      owner: { kind: 'person', personId: 'ada' },
      keyId: 'key-1',
      teamId: 'support',
      useCaseId: 'drafting',
      modelId: 'small',
      templateId: null,
      dataClass: 'internal',
      face: 'openai-chat',
      ...origin,
    },
  };
}

async function rowsIn(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from tokenward.cached_answer');
  return rows[0]?.n ?? 0;
}
