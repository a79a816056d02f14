import type { Dialect } from '../../ports/dialect.ts';
import type { UpstreamCaller, UpstreamRequest } from '../../ports/upstream.ts';
import type { AnswerCapture } from '../routing/answer-capture.ts';
import type { TranslatedCall } from '../stages/translate-for-target.ts';
import type { AnswerProtection } from './answer-protection.ts';

/** One attempt, as the relay is given it. */
export type RelayJob = {
  readonly callId: string;
  /** Of the client. */
  readonly dialect: Dialect;
  /** Null: the upstream speaks the client's API. */
  readonly translated: TranslatedCall | null;
  readonly usageHidden: boolean;
  readonly deadlineMs: number;
  readonly upstreamRequest: UpstreamRequest;
  /** Who is asked: the upstreams, or what answers in their place. */
  readonly upstreams: UpstreamCaller;
  /** Null: the answer passes untouched. */
  readonly protection: AnswerProtection | null;
  /** Sees the answer as it came, for a comparison; null: nobody compares it. */
  readonly capture: AnswerCapture | null;
};
