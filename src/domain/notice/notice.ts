/** What people are told about envelopes, of models that are stepped back from, and once a week about tasks. */
export const NOTICE_KINDS = [
  'threshold',
  'fast_burn',
  'slow_burn',
  'exhaustion_forecast',
  'exception_expiring',
  'suspense',
  'my_digest',
  'team_digest',
  'route_stepped_back',
  'recognition',
  'my_recognition',
  'my_queue',
  'contest_overdue',
  'test',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something that people are told once. Never content of a call, and no name beyond ids; but of people who show what they are recognised for. */
export type Notice = {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly envelopeId: string | null;
  readonly periodStartMs: number | null;
  /** What was passed, as far as it tells one notice of a kind from another: `80`, `2026-11-22`. */
  readonly threshold: string;
  /** Goes out at night too. */
  readonly pages: boolean;
  /** One line. */
  readonly subject: string;
  /** Some sentences: what, how much, what to do. */
  readonly words: string;
  /** The figures, for programs; amounts are decimal strings. */
  readonly detail: Readonly<Record<string, string | number | null>>;
  readonly raisedAtMs: number;
};

/**
 * The id of a notice. The same fact has the same id on every gateway and at every turn, so it is told once, and whoever
 * receives it twice can tell. No part holds a slash or a full stop: Standard Webhooks sign `id.time.body`.
 */
export function noticeId(about: Pick<Notice, 'kind' | 'envelopeId' | 'periodStartMs' | 'threshold'>): string {
  const { kind, envelopeId, periodStartMs, threshold } = about;
  return [kind, envelopeId ?? '-', String(periodStartMs ?? '-'), threshold].map(escaped).join('/');
}

function escaped(part: string): string {
  return encodeURIComponent(part).replaceAll('.', '%2E');
}
