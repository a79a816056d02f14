import { type Notice, noticeId } from '../../domain/notice/notice.ts';

export function sampleNotice(changes: Partial<Notice> = {}): Notice {
  const about = {
    kind: 'threshold',
    envelopeId: 'team.data',
    periodStartMs: 1_793_491_200_000,
    threshold: '80',
  } as const;
  return {
    ...about,
    id: noticeId(about),
    pages: false,
    subject: 'Data: 80 % of the budget is spent',
    words: '$80.00 of $100.00 are spent.',
    detail: { unit: 'nanodollars', limit: '100000000000', spent: '80000000000', percent: 80 },
    raisedAtMs: 1_794_000_000_000,
    ...changes,
  };
}
