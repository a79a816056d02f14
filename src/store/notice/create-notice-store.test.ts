import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTestDatabase } from '../../../test/fakes/postgres.ts';
import { describeOnEachEngine } from '../../../test/fakes/store-engines.ts';
import { type Notice, noticeId } from '../../domain/notice/notice.ts';
import type { NoticeStore, RaisedNotice } from '../../ports/notice-store.ts';
import { sweepNotices } from '../upkeep/sweep-notices.ts';
import { createNoticeStore } from './create-notice-store.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const MINUTE_MS = 60_000;

function raised(threshold: string, changes: Partial<Notice> = {}, notBeforeMs = NOW_MS): RaisedNotice {
  const about = { kind: 'threshold', envelopeId: 'data', periodStartMs: 1_000, threshold } as const;
  const notice: Notice = {
    ...{ id: noticeId(about), ...about, pages: false, subject: 'a', words: 'b' },
    ...{ detail: { limit: '5' }, raisedAtMs: NOW_MS },
    ...changes,
  };
  return {
    notice,
    ways: [
      { channel: 'chat', recipients: [], notBeforeMs },
      { channel: 'mail', recipients: ['ada@example.com'], notBeforeMs },
    ],
  };
}

const claimOf = (store: NoticeStore, channels = ['chat', 'mail'], nowMs = NOW_MS) =>
  store.claim({ channels, nowMs, leaseMs: MINUTE_MS, limit: 10 });

describeOnEachEngine('the outbox of notices', (engine) => {
  const withStore =
    (work: (house: { store: NoticeStore; ask: (sql: string) => Promise<unknown> }) => Promise<void>) => () =>
      withTestDatabase(({ pool }) => work({ store: createNoticeStore({ pool }), ask: (sql) => pool.query(sql) }), {
        engine,
      });

  test(
    'a notice is raised once, by however many at once, and keeps its first words',
    withStore(async ({ store }) => {
      const all = await Promise.all(Array.from({ length: 6 }, () => store.raise([raised('80'), raised('50')])));
      assert.equal(all.flat().length, 2);
      assert.deepEqual(await store.raise([raised('80', { words: 'other' })]), []);
      assert.equal((await store.read(raised('80').notice.id))?.notice.words, 'b');
      assert.equal((await store.list({}, { limit: 10, afterId: null })).notices.length, 2);
    }),
  );

  test(
    'of several processes that claim at once each delivery goes to one',
    withStore(async ({ store }) => {
      await store.raise(Array.from({ length: 10 }, (_, at) => raised(String(at))));
      const claimed = (await Promise.all(Array.from({ length: 4 }, () => claimOf(store)))).flat();
      const names = claimed.map(({ notice, channel }) => `${notice.id} ${channel}`);
      assert.equal(new Set(names).size, names.length);
      assert.equal(names.length + (await claimOf(store)).length, 20);
      assert.deepEqual(await claimOf(store), []);
    }),
  );

  test(
    'only what is due goes out, and only through channels that the process has',
    withStore(async ({ store }) => {
      await store.raise([raised('80', {}, NOW_MS + MINUTE_MS)]);
      assert.deepEqual(await claimOf(store), []);
      const [one, ...more] = await claimOf(store, ['mail'], NOW_MS + MINUTE_MS);
      assert.deepEqual(
        [one?.channel, one?.recipients, one?.attempts, more.length],
        ['mail', ['ada@example.com'], 1, 0],
      );
    }),
  );

  test(
    'a delivery whose process died is made by another, and what the first one tells later changes nothing',
    withStore(async ({ store, ask }) => {
      const { notice } = raised('80');
      await store.raise([raised('80')]);
      await claimOf(store, ['chat']);
      await ask(`update tokenward.notice_delivery set leased_until = clock_timestamp() - interval '1 second'`);
      const [second] = await claimOf(store, ['chat']);
      assert.equal(second?.attempts, 2);
      await store.markFailed({ noticeId: notice.id, channel: 'chat', attempts: 1 }, { why: 'late', notBeforeMs: null });
      await store.markSent({ noticeId: notice.id, channel: 'chat', attempts: 2 }, NOW_MS);
      const [chat] = (await store.read(notice.id))?.deliveries ?? [];
      assert.deepEqual([chat?.state, chat?.lastError, chat?.sentAtMs], ['sent', null, NOW_MS]);
    }),
  );

  test(
    'what failed waits for its time, what failed too often is dead and seen, and a command begins it anew',
    withStore(async ({ store }) => {
      const { notice } = raised('80');
      const key = { noticeId: notice.id, channel: 'chat' };
      await store.raise([raised('80')]);
      await claimOf(store, ['chat']);
      await store.markFailed({ ...key, attempts: 1 }, { why: 'the receiver answered 500', notBeforeMs: NOW_MS + 5 });
      assert.deepEqual(await claimOf(store, ['chat']), []);
      assert.equal((await claimOf(store, ['chat'], NOW_MS + 5)).length, 1);
      await store.markFailed({ ...key, attempts: 2 }, { why: 'gone', notBeforeMs: null });
      const dead = await store.list({ state: 'dead' }, { limit: 10, afterId: null });
      assert.deepEqual(
        dead.notices.map(({ deliveries }) => [deliveries[0]?.state, deliveries[0]?.lastError]),
        [['dead', 'gone']],
      );
      assert.deepEqual(await claimOf(store, ['chat'], NOW_MS + MINUTE_MS), []);
      assert.equal(await store.retry(notice.id, { channel: null, nowMs: NOW_MS + 9 }), 1);
      assert.equal((await claimOf(store, ['chat'], NOW_MS + 9))[0]?.attempts, 1);
      assert.equal(await store.retry(notice.id, { channel: 'mail', nowMs: NOW_MS }), 0);
    }),
  );

  test(
    'pages are newest first and miss none',
    withStore(async ({ store }) => {
      await store.raise(Array.from({ length: 5 }, (_, at) => raised(String(at), { raisedAtMs: NOW_MS + (at % 2) })));
      const seen: string[] = [];
      let afterId: string | null = null;
      do {
        const page = await store.list({}, { limit: 2, afterId });
        seen.push(...page.notices.map(({ notice }) => notice.threshold));
        afterId = page.nextAfterId;
      } while (afterId !== null);
      assert.deepEqual(seen, ['1', '3', '0', '2', '4']);
    }),
  );

  test(
    'a turn is taken by one of many that ask at once',
    withStore(async ({ store }) => {
      const turns = await Promise.all(Array.from({ length: 5 }, () => store.takeTurn('watch', MINUTE_MS)));
      assert.equal(turns.filter(Boolean).length, 1);
    }),
  );
});

describeOnEachEngine('notices that have served their time', (engine) => {
  test('they are forgotten with the addresses of people, unless something still waits', () =>
    withTestDatabase(
      async ({ pool }) => {
        const store = createNoticeStore({ pool });
        await store.raise([raised('waits'), raised('sent'), raised('new')]);
        await pool.query(
          `update tokenward.notice set raised_at = now() - interval '101 days' where threshold <> 'new'`,
        );
        await pool.query(`update tokenward.notice_delivery set state = 'sent' where notice_id like '%sent'`);
        await sweepNotices(pool);
        const { notices } = await store.list({}, { limit: 10, afterId: null });
        assert.deepEqual(notices.map(({ notice }) => notice.threshold).sort(), ['new', 'waits']);
      },
      { engine },
    ));
});
