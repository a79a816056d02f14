import { isControlRefusal } from '../../control/control-refusal.ts';
import type { NoticeContext } from '../../control/notice-context.ts';
import { retryNotice, testChannel } from '../../control/notices.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import type { NoticeChannel } from '../../ports/notice-channel.ts';
import type { KeptNotice } from '../../ports/notice-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { toWireMoment } from './wire-rows.ts';

type NoticeOperation = 'listNotices' | 'listNoticeChannels' | 'retryNotice' | 'testNoticeChannel';

export function noticeHandlers(context: NoticeContext): Handlers<NoticeOperation> {
  return {
    listNotices: async ({ query }) => {
      const from = fromCursor('notice', query);
      if ('kind' in from) return from;
      const { limit, cursor: _cursor, ...filter } = query;
      const page = await context.notices.list(filter, { limit, afterId: from.after });
      return answer({ rows: page.notices.map(toWireNotice), next: toCursor('notice', query, page.nextAfterId) });
    },
    listNoticeChannels: async () =>
      answer({ rows: context.channels.map(toWireChannel), quietHours: context.quietHours }),
    retryNotice: async ({ commander, body }) => {
      const kept = await retryNotice(context, commander, body);
      return isControlRefusal(kept) ? kept : answer(toWireNotice(kept));
    },
    testNoticeChannel: async ({ commander, body }) => {
      const tested = await testChannel(context, commander, body.channel);
      if (isControlRefusal(tested)) return tested;
      const { channel, kind, result } = tested;
      return answer({ channel, kind, sent: result.kind === 'sent', why: result.kind === 'sent' ? null : result.why });
    },
  };
}

/** Without where it leads: addresses of channels are secrets, and those of people are theirs. */
function toWireChannel({ name, kind, kinds, envelopeIds, audience }: NoticeChannel) {
  return {
    ...{ name, kind, kinds, envelopeIds },
    audience: audience === null ? null : { ...audience, addresses: audience.addresses.length },
  };
}

/** What somebody is told of themselves is for nobody else: here it is only said that they were told. */
const FOR_ONE_READER: { readonly [Kind in Notice['kind']]?: Pick<Notice, 'subject' | 'words' | 'detail'> } = {
  my_digest: { subject: 'The week of one person', words: 'For its reader alone.', detail: {} },
  my_queue: { subject: 'What waits for the word of one person', words: 'For its reader alone.', detail: {} },
  my_recognition: { subject: 'The recognition of one person', words: 'For its reader alone.', detail: {} },
};

function toWireNotice({ notice, deliveries }: KeptNotice) {
  const { periodStartMs, raisedAtMs, ...rest } = notice;
  return {
    ...rest,
    ...(FOR_ONE_READER[notice.kind] ?? {}),
    periodStart: periodStartMs === null ? null : toWireMoment(periodStartMs),
    raisedAt: toWireMoment(raisedAtMs),
    deliveries: deliveries.map(({ recipients, notBeforeMs, sentAtMs, ...delivery }) => ({
      ...delivery,
      recipients: recipients.length,
      notBefore: toWireMoment(notBeforeMs),
      sentAt: sentAtMs === null ? null : toWireMoment(sentAtMs),
    })),
  };
}
