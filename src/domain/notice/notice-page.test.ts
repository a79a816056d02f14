import assert from 'node:assert/strict';
import { test } from 'node:test';
import { envelopeNotices } from './envelope-notices.ts';
import { NOTICE_KINDS } from './notice.ts';
import { noticePage, withAddress } from './notice-page.ts';
import { NOTHING_WAITS, queueNotice } from './queue-notice.ts';

test('a notice names the page where it is answered, and a name in it cannot leave that page', () => {
  const about = (kind: (typeof NOTICE_KINDS)[number]) => noticePage({ kind, envelopeId: 'a/../b?c' });
  assert.equal(about('threshold'), '/budgets/a%2F..%2Fb%3Fc');
  assert.deepEqual(
    NOTICE_KINDS.filter((kind) => about(kind) === null),
    ['suspense', 'route_stepped_back', 'test'],
  );
});

test('words that leave the house end with the address of the page, where it is known how the house is reached', () => {
  const notice = queueNotice('ada', { ...NOTHING_WAITS, merges: 1 }, 0);
  assert.match(withAddress(notice, 'https://ward.example').words, /\n\nhttps:\/\/ward\.example\/$/);
  assert.deepEqual(withAddress(notice, null), notice);
});

test('what people without a console are told names pages and no commands', () => {
  const nobody = queueNotice('ada', { validations: 2, soonestDueMs: 0, bursts: 0, merges: 1, versions: 1 }, 0);
  const envelope = { id: 'support', name: 'Support', unit: 'nanodollars', softThresholds: [50] } as const;
  const [passed] = envelopeNotices({
    ...{ envelope, periodStartMs: 0, resets: 'then', limit: 100n, spent: 60n, burning: undefined, forecast: undefined },
    ...{ date: '2026-11-22', nowMs: 0 },
  });
  for (const { words } of [nobody, passed ?? nobody]) assert.doesNotMatch(words, /"tokenward /);
});
