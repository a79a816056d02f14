import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { createScoreStore } from '../../store/score/create-score-store.ts';
import { createScoreThread } from './score-on-thread.ts';

test('what is ordered is scored on a thread with connections of its own, and the trail tells of it', () =>
  withTestDatabase(async ({ pool }) => {
    const scores = createScoreStore({ pool, reviewMinute: null });
    const run = { periodId: '2026-03', orderedBy: 'ada', orderedAtMs: Date.UTC(2026, 2, 5) };
    const { id } = await scores.orderRun({ ...run, id: '01951c1e-6b0f-7c55-9c60-5f0f3d6f8a11' });
    const again = await scores.orderRun({ ...run, id: '01951c1e-6b0f-7c55-9c60-5f0f3d6f8a12' });
    assert.equal(again.id, id, 'two orders of one month are one');
    const thread = createScoreThread({ pool, reviewMinute: null });
    await thread.run();
    const done = await scores.lastRun('2026-03');
    assert.deepEqual([done?.id, done?.state, done?.finished?.people], [id, 'done', 0]);
    const { rows } = await pool.query<{ readonly type: string }>('select type from tokenward.audit_event');
    assert.ok(rows.some(({ type }) => type === 'score_run.done'));
    await thread.close();
  }));

test('while somebody scores nobody else does', () =>
  withTestDatabase(async ({ pool }) => {
    const scores = createScoreStore({ pool, reviewMinute: null });
    const inner = await scores.exclusively(() => scores.exclusively(() => Promise.resolve('scored')));
    assert.equal(inner, 'busy');
    assert.equal(await scores.exclusively(() => Promise.resolve('scored')), 'scored');
  }));
