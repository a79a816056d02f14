import { type Notice, noticeId } from '../notice/notice.ts';

const DAY_MS = 86_400_000;

/** What one person is told who was drawn and has not answered: once a day at most, however much waits. */
export function queueNotice(
  personId: string,
  waiting: { readonly validations: number; readonly soonestDueMs: number },
  nowMs: number,
): Notice {
  const { validations, soonestDueMs } = waiting;
  const about = {
    kind: 'my_queue',
    envelopeId: null,
    periodStartMs: nowMs - (nowMs % DAY_MS),
    threshold: personId,
  } as const;
  const many = validations === 1 ? 'One outcome waits' : `${validations} outcomes wait`;
  const day = new Date(soonestDueMs).toISOString().slice(0, 10);
  return {
    ...about,
    id: noticeId(about),
    pages: false,
    subject: `${many} for your word`,
    words: `${many} for your word, the first until ${day}; then somebody else is drawn. "tokenward outcomes queue" shows what to say.`,
    detail: { validations, soonestDue: day },
    raisedAtMs: nowMs,
  };
}
