import { withAddress } from '../domain/notice/notice-page.ts';
import { createLocalHour, nextLoudMs } from '../domain/notice/quiet-hours.ts';
import { waitAfter } from '../domain/notice/retry-schedule.ts';
import type { ClaimedDelivery } from '../ports/notice-store.ts';
import { readStoredCalendar } from './calendars.ts';
import type { NoticeContext } from './notice-context.ts';

/** Longer than any channel waits, so that nobody takes over what is still being sent. */
const LEASE_MS = 60_000;
const AT_ONCE_MAX = 10;
/** So that one turn ends, whatever waits. */
const BATCHES_MAX = 20;

/** Sends what is due through the channels of this process; of several processes one sends each. Gives back how many were sent. */
export async function deliverNotices(context: NoticeContext): Promise<number> {
  const channels = context.channels.map(({ name }) => name);
  if (channels.length === 0) return 0;
  let sent = 0;
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const claim = { channels, nowMs: context.clock.nowMs(), leaseMs: LEASE_MS, limit: AT_ONCE_MAX };
    const claimed = await context.notices.claim(claim);
    const results = await Promise.all(claimed.map((delivery) => deliver(context, delivery)));
    sent += results.filter(Boolean).length;
    if (claimed.length < AT_ONCE_MAX) break;
  }
  return sent;
}

async function deliver(
  context: NoticeContext,
  { notice, channel, recipients, attempts }: ClaimedDelivery,
): Promise<boolean> {
  const key = { noticeId: notice.id, channel, attempts };
  const way = context.channels.find(({ name }) => name === channel);
  if (way === undefined) return false;
  const result = await way.send({
    notice: withAddress(notice, context.houseAddress),
    recipients,
    nowMs: context.clock.nowMs(),
  });
  const nowMs = context.clock.nowMs();
  if (result.kind === 'sent') {
    await context.notices.markSent(key, nowMs);
    return true;
  }
  const { why, retryAfterMs, isFinal } = result;
  const wait = isFinal ? null : waitAfter(attempts, { random: context.random(), retryAfterMs });
  const notBeforeMs = wait === null ? null : await loudAfter(context, notice.pages, nowMs + wait);
  await context.notices.markFailed(key, { why, notBeforeMs });
  const fields = { noticeId: notice.id, channel, attempts, why };
  context.log(notBeforeMs === null ? 'error' : 'warn', notBeforeMs === null ? 'notice.dead' : 'notice.failed', fields);
  return false;
}

async function loudAfter(context: NoticeContext, pages: boolean, atMs: number): Promise<number> {
  if (pages || context.quietHours === null) return atMs;
  const { row: calendar } = await readStoredCalendar(context.store);
  return nextLoudMs(atMs, context.quietHours, createLocalHour(calendar.timeZone));
}
