import type { Refusal } from '../../domain/policy/refusal.ts';
import type { CallOutcome } from '../../domain/usage/call-record.ts';
import type { AnswerTap } from '../../ports/dialect.ts';
import { type AnswerReport, NOTHING_REPORTED } from './answer-protection.ts';

/** How one attempt at one upstream ended. */
export type AttemptEnd = {
  readonly outcome: CallOutcome;
  /** What the client saw of it; null: nothing yet. */
  readonly status: number | null;
  /** Set when the client must still be told, and may be, because it has seen nothing. */
  readonly untold: Refusal | null;
  /** True: another target may be tried. */
  readonly another: boolean;
  /** True: it was given up since its first byte was late. Absent: it was not. */
  readonly isLate?: boolean;
  /** The vendor's own error, ready to be passed on when there is no other target; gives back its status. */
  readonly answer: (() => number) | null;
  /** True: the upstream may have worked, and may charge, though it did not answer. */
  readonly sent: boolean;
  /** Opened once a successful head came; knows the usage. */
  readonly tap: AnswerTap | null;
  readonly errorCode: string | null;
  readonly responseBytes: number;
  readonly firstByteMonotonicMs: number | null;
  /** What was found in the answer, and done about it. */
  readonly report: AnswerReport;
};

/** An attempt of which nothing went out and nothing came back. */
export const NOTHING_CAME = {
  status: null,
  untold: null,
  another: false,
  answer: null,
  sent: false,
  tap: null,
  errorCode: null,
  responseBytes: 0,
  firstByteMonotonicMs: null,
  report: NOTHING_REPORTED,
} as const satisfies Partial<AttemptEnd>;
