import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { keepOutcomes } from '../../domain/outcome/keep-outcomes.ts';
import { SEED_OUTCOME_TYPES } from '../../domain/outcome/outcome-type.ts';
import type { ToldClaim, ToldEvent } from '../../domain/outcome/told-event.ts';
import type { Actor, ControlStore } from '../../ports/control-store.ts';
import { createControlStore } from '../control/create-control-store.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 22);
const ACTOR: Actor = { kind: 'person', id: 'ada', keyId: null, requestId: 'test' };
const [HOURS] = SEED_OUTCOME_TYPES;
const LINK = { recordedAtMs: NOW_MS, linkAtMs: NOW_MS + DAY_MS };

function claim(outcomeId: string, more: Partial<ToldClaim> = {}): ToldClaim {
  assert.ok(HOURS !== undefined);
  return {
    ...{ kind: 'claimed', eventId: `claim-${outcomeId}`, outcomeId, atMs: NOW_MS - 30 * DAY_MS, personId: 'ada' },
    ...{ type: HOURS, amount: 4, evidenceId: 'pull-7', evidenceUrl: null, note: 'The fair', sourceId: null },
    ...{ teller: { kind: 'person', id: 'ada' }, teamId: 'support', useCaseId: null },
    marks: [{ kind: 'branch', value: 'fair', owner: null }],
    ...more,
  };
}
const MERGED: ToldEvent = {
  ...{ kind: 'confirmed', eventId: 'github-1', outcomeId: null, evidenceId: 'pull-7', atMs: NOW_MS - 20 * DAY_MS },
  ...{ personId: 'ada', actorId: 'ben', sourceId: 'github', teller: { kind: 'system', id: 'house' } },
};

describeOnEachEngine('outcomes in the store', (engine) => {
  const withStore = (work: (store: ControlStore) => Promise<void>): Promise<void> =>
    withTestDatabase(({ pool }) => work(createControlStore({ pool, clock: { nowMs: () => NOW_MS } })), { engine });

  test('an event is kept once, as it was told, and by no statement is one changed', async () => {
    await withTestDatabase(
      async ({ pool }) => {
        const store = createControlStore({ pool, clock: { nowMs: () => NOW_MS } });
        const told = [claim('o-1', { note: 'a\0b' }), MERGED];
        const first = await store.write(ACTOR, (unit) => unit.outcomes.append(told, NOW_MS));
        const again = await store.write(ACTOR, (unit) => unit.outcomes.append([...told].reverse(), NOW_MS + 1));
        assert.deepEqual([first, again], [['claim-o-1', 'github-1'], []]);
        const found = await store.outcomes.events({ outcomeIds: ['o-1'], evidenceIds: ['pull-7'] });
        assert.deepEqual(found, [claim('o-1', { note: 'ab' }), MERGED]);
        await assert.rejects(pool.query(`update tokenward.outcome_event set kind = 'withdrawn'`), /append-only/);
        await assert.rejects(pool.query('delete from tokenward.outcome_event'), /append-only/);
      },
      { engine },
    );
  });

  test('an outcome comes back as it was kept, and only a change moves it in the order of changes', () =>
    withStore(async (store) => {
      const told: readonly ToldEvent[] = [claim('o-1'), MERGED];
      const kept = keepOutcomes(told, { nowMs: NOW_MS, merges: new Map() });
      const ids = await store.write(ACTOR, (unit) => unit.outcomes.keep(kept, LINK));
      const unchanged = await store.write(ACTOR, (unit) => unit.outcomes.keep(kept, LINK));
      assert.deepEqual([ids, unchanged], [['o-1'], []]);
      const found = await store.outcomes.get('o-1');
      assert.ok(found !== undefined);
      assert.deepEqual(found.outcome, kept[0]);
      assert.equal(found.outcome.state, 'counted');
      assert.deepEqual(await store.outcomes.changedAfter(found.changeSequence, 10), []);
      const task = { owner: { kind: 'person', personId: 'ada' }, taskId: 'fix' } as const;
      const booking = {
        links: [{ task, method: 'branch', share: 1 }],
        useCaseId: 'coding',
        linkAtMs: null,
      } as const;
      await store.write(ACTOR, (unit) => unit.outcomes.link('o-1', booking));
      const [changed] = await store.outcomes.changedAfter(found.changeSequence, 10);
      assert.deepEqual(changed?.links, booking.links);
      assert.deepEqual([changed.outcome.taskId, changed.outcome.useCaseId], ['person:ada:fix', 'coding']);
      await store.write(ACTOR, (unit) => unit.outcomes.keep(kept, LINK));
      assert.equal((await store.outcomes.get('o-1'))?.outcome.taskId, 'person:ada:fix', 'links survive a new fold');
      const rebooked = { links: [], useCaseId: null, linkAtMs: NOW_MS };
      await store.write(ACTOR, (unit) => unit.outcomes.link('o-1', rebooked));
      const bare = await store.outcomes.get('o-1');
      assert.deepEqual([bare?.links, bare?.outcome.taskId, bare?.outcome.useCaseId], [[], 'outcome:o-1', 'coding']);
    }));

  test('pages of outcomes and of events meet each once, the newest claim and the earliest event first', () =>
    withStore(async (store) => {
      const told = [1, 2, 3, 4, 5].map((at) =>
        claim(`o-${at}`, { evidenceId: null, atMs: NOW_MS - Math.floor(at / 2) * DAY_MS }),
      );
      await store.write(ACTOR, async (unit) => {
        await unit.outcomes.append(told, NOW_MS);
        await unit.outcomes.keep(keepOutcomes(told, { nowMs: NOW_MS, merges: new Map() }), LINK);
      });
      const time = { fromMs: 0, toMs: NOW_MS + 1 };
      const ids: string[] = [];
      for (let after: string | null = null; ; ) {
        const page = await store.outcomes.list({ ...time, personId: 'ada' }, { limit: 2, after });
        ids.push(...page.outcomes.map(({ outcome }) => outcome.outcomeId));
        after = page.nextAfter;
        if (after === null) break;
      }
      assert.deepEqual(ids, ['o-1', 'o-3', 'o-2', 'o-5', 'o-4']);
      const events = await store.outcomes.eventsBetween(time, { limit: 3, after: null });
      const [, , last] = events;
      assert.ok(last !== undefined);
      const rest = await store.outcomes.eventsBetween(time, { limit: 3, after: last });
      assert.deepEqual(
        [...events, ...rest].map(({ outcomeId }) => outcomeId),
        ['o-4', 'o-5', 'o-2', 'o-3', 'o-1'],
      );
    }));
});
