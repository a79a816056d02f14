import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { isWithin } from '../../domain/content/content-scope.ts';
import { AT_MS, aRecord, EVERYTHING, withContent } from './content-house.fixture.ts';
import { isHeld } from './scope-condition.ts';

const page = { limit: 500, afterId: null };

describeOnEachEngine('a scope of content', (engine) => {
  it('holds the same records for the store as for the domain, and a hold on it keeps just those', async () => {
    const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    process.stdout.write(`# seed ${seed}\n`);
    await withContent(engine, async ({ pool, store, kept, hold }) => {
      const owners = [
        { kind: 'person', personId: 'sam' },
        { kind: 'person', personId: 'eve' },
        { kind: 'service_account', serviceAccountId: 'sam' },
      ] as const;
      for (const owner of owners) {
        for (const useCaseId of ['coding', 'drafting']) {
          for (const late of [0, 1, 2])
            await kept(aRecord({ owner, useCaseId, callId: `call-${late}`, atMs: AT_MS + late }));
        }
      }
      const all = (await store.heads(EVERYTHING, page)).heads;
      assert.equal(all.length, 18);
      const maybe = <T>(values: readonly T[]) => fc.constantFrom(null, ...values);
      const scopes = fc.record({
        personId: maybe(['sam', 'eve', 'nobody']),
        useCaseId: maybe(['coding', 'drafting']),
        callId: maybe(['call-0', 'call-2']),
        fromMs: maybe([AT_MS, AT_MS + 1]),
        toMs: maybe([AT_MS + 1, AT_MS + 2]),
      });
      const property = fc.asyncProperty(scopes, async (scope) => {
        const within = all.filter((head) => isWithin(scope, head)).map(({ id }) => id);
        assert.deepEqual(
          (await store.heads(scope, page)).heads.map(({ id }) => id),
          within,
        );
        if (Object.values(scope).every((member) => member === null)) return;
        await hold({ ...scope, state: 'in_force' });
        assert.equal(await countUnheld(pool), all.length - within.length);
      });
      await fc.assert(property, { seed, numRuns: 60 });
    });
  });
});

async function countUnheld(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::integer as n from tokenward.content_record record where not ${isHeld}`,
  );
  return rows[0]?.n ?? -1;
}
