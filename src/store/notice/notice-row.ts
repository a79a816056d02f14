import { NOTICE_KINDS, type Notice } from '../../domain/notice/notice.ts';

/** A notice as `noticeColumns` reads it, of the table under the name `n`. */
export type NoticeRow = Omit<Notice, 'kind'> & { readonly kind: string };

export const noticeColumns = `n.id, n.kind, n.envelope_id as "envelopeId", n.period_start_ms::float8 as "periodStartMs", n.threshold,
  n.pages, n.subject, n.words, n.detail, (extract(epoch from n.raised_at) * 1000)::float8 as "raisedAtMs"`;

/** A kind that a later version wrote is told as a test: nobody here knows what to do about it. */
export function fromRowNotice({ kind, ...row }: NoticeRow): Notice {
  return { ...row, kind: NOTICE_KINDS.find((known) => known === kind) ?? 'test' };
}
