import { type Notice, noticeId } from '../notice/notice.ts';
import type { ScoreContest } from './score-contest.ts';

/** What those who answer contests are told of one that nobody answered in time; whose it is is not said. */
export function overdueNotice({ id, dueAtMs }: Pick<ScoreContest, 'id' | 'dueAtMs'>, nowMs: number): Notice {
  const about = { kind: 'contest_overdue', envelopeId: null, periodStartMs: null, threshold: id } as const;
  const due = new Date(dueAtMs).toISOString().slice(0, 10);
  return {
    ...about,
    id: noticeId(about),
    pages: false,
    subject: 'Somebody waits for the answer to a contest of their score',
    words: `It was to be answered until ${due}, and was not. Whoever may change outcomes answers it, under Contests.`,
    detail: { contestId: id, due },
    raisedAtMs: nowMs,
  };
}
