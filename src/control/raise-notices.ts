import type { Notice } from '../domain/notice/notice.ts';
import { createLocalHour, nextLoudMs } from '../domain/notice/quiet-hours.ts';
import type { NoticeChannel } from '../ports/notice-channel.ts';
import type { NoticeWay, RaisedNotice } from '../ports/notice-store.ts';
import { readStoredCalendar } from './calendars.ts';
import type { NoticeContext } from './notice-context.ts';

const DAY_MS = 86_400_000;
/** More than that is no help to themselves any more, but a mailing. */
const CALLERS_MAX = 20;

/** Puts notices into the outbox with the ways that they take: each once, whoever raises it. Gives back how many are new. */
export async function raiseNotices(context: NoticeContext, notices: readonly Notice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const nowMs = context.clock.nowMs();
  const { row: calendar } = await readStoredCalendar(context.store);
  const localHour = createLocalHour(calendar.timeZone);
  const loudMs = nextLoudMs(nowMs, context.quietHours, localHour);
  const known = await context.notices.known(notices.map(({ id }) => id));
  const raised: RaisedNotice[] = [];
  for (const notice of notices) {
    if (known.has(notice.id)) continue;
    raised.push({ notice, ways: await waysOf(context, notice, notice.pages ? nowMs : loudMs) });
  }
  const fresh = await context.notices.raise(raised);
  for (const id of fresh) context.log('info', 'notice.raised', { noticeId: id });
  return fresh.length;
}

async function waysOf(context: NoticeContext, notice: Notice, notBeforeMs: number): Promise<readonly NoticeWay[]> {
  const ways: NoticeWay[] = [];
  for (const channel of context.channels.filter((one) => isWanted(one, notice))) {
    const recipients = await recipientsOf(context, channel, notice);
    if (channel.audience === null || recipients.length > 0)
      ways.push({ channel: channel.name, recipients, notBeforeMs });
  }
  return ways;
}

/** Whether a channel gets notices of this kind and envelope. */
export function isWanted({ kinds, envelopeIds }: NoticeChannel, notice: Pick<Notice, 'kind' | 'envelopeId'>): boolean {
  if (kinds !== null && !kinds.includes(notice.kind)) return false;
  return envelopeIds === null || (notice.envelopeId !== null && envelopeIds.includes(notice.envelopeId));
}

/** Addresses of those whom the channel writes to; nobody twice, and nobody who has left. */
export async function recipientsOf(
  context: NoticeContext,
  { audience }: Pick<NoticeChannel, 'audience'>,
  { envelopeId }: Pick<Notice, 'envelopeId'>,
): Promise<readonly string[]> {
  if (audience === null) return [];
  const envelope = envelopeId === null ? undefined : (await context.store.get('envelope', envelopeId))?.row;
  const people = new Set<string>();
  if (audience.owner && envelope?.ownerPersonId) people.add(envelope.ownerPersonId);
  if (audience.callers && envelope !== undefined) {
    const since = { fromMs: context.clock.nowMs() - DAY_MS, limit: CALLERS_MAX };
    for (const id of await context.foresight.callersOf(envelope.scope, since)) people.add(id);
  }
  const addresses = new Set(audience.addresses);
  for (const id of people) {
    const person = (await context.store.get('person', id))?.row;
    if (person?.status === 'active') addresses.add(person.email);
  }
  return [...addresses];
}
