import type { AnswerTap, Dialect } from '../../ports/dialect.ts';
import type {
  UpstreamCall,
  UpstreamFailure,
  UpstreamHead,
  UpstreamListener,
  UpstreamRequest,
} from '../../ports/upstream.ts';
import type { Gateway } from '../gateway.ts';
import type { LiveCall } from '../live-calls.ts';
import { NOTHING_REPORTED } from '../stream/answer-protection.ts';
import type { AttemptEnd } from '../stream/attempt-end.ts';
import { isEventStream, saysJson } from '../stream/read-head.ts';
import { readUpstreamFailure } from '../stream/read-upstream-failure.ts';
import { AnswerCapture } from './answer-capture.ts';

export type ShadowEnd = { readonly end: AttemptEnd; readonly isStream: boolean; readonly bytes: Uint8Array | null };

export type ShadowQuestion = {
  readonly dialect: Dialect;
  readonly usageHidden: boolean;
  readonly deadlineMs: number;
  readonly request: UpstreamRequest;
};

/** Asks one upstream and keeps the answer to itself. Ends once, at the latest at its deadline. */
export function askShadow(gateway: Gateway, question: ShadowQuestion): Promise<ShadowEnd> {
  return new Promise((resolve) => new ShadowCall(gateway, question, resolve).start());
}

class ShadowCall implements UpstreamListener, LiveCall {
  place = -1;
  readonly deadlineMs: number;
  readonly #gateway: Gateway;
  readonly #question: ShadowQuestion;
  readonly #onEnd: (end: ShadowEnd) => void;
  readonly #capture = new AnswerCapture();
  #upstream: UpstreamCall | undefined;
  #status: number | null = null;
  #isStream = false;
  #tap: AnswerTap | null = null;
  #bytes = 0;
  #firstByteMs: number | null = null;
  #ended = false;

  constructor(gateway: Gateway, question: ShadowQuestion, onEnd: (end: ShadowEnd) => void) {
    this.#gateway = gateway;
    this.#question = question;
    this.#onEnd = onEnd;
    this.deadlineMs = question.deadlineMs;
  }

  start(): void {
    this.#gateway.live.add(this);
    this.#upstream = this.#gateway.upstreams.call(this.#question.request, this);
  }

  head(head: UpstreamHead): void {
    this.#status = head.status;
    this.#isStream = isEventStream(head);
    if (head.status < 200 || head.status > 299 || !(this.#isStream || saysJson(head))) return;
    const usageHidden = this.#isStream && this.#question.usageHidden;
    this.#tap = this.#question.dialect.openTap({ stream: this.#isStream, usageHidden });
  }

  data(chunk: Uint8Array): void {
    if (this.#ended) return;
    this.#firstByteMs ??= this.#gateway.clock.monotonicMs();
    this.#bytes += chunk.byteLength;
    this.#tap?.accept(chunk);
    this.#capture.add(chunk);
    // What cannot be compared any more need not be paid any longer.
    if (!this.#capture.isTooLong) return;
    this.#finish('deadline', 'answer_too_long');
    this.#upstream?.abort('the answer is too long to compare');
  }

  end(): void {
    this.#tap?.end();
    if (this.#tap === null) return this.#finish('upstream_error', `upstream_${this.#status}`);
    this.#finish('completed', null);
  }

  fail(failure: UpstreamFailure): void {
    const { outcome, refusal } = readUpstreamFailure(this.#question.request.upstream.id, failure);
    this.#finish(outcome, refusal.code, failure.sent);
  }

  stalledSinceMs(): null {
    return null;
  }

  keepAlive(): void {
    // Nobody waits.
  }

  cut(cause: 'deadline' | 'client_stalled'): void {
    this.#finish(cause, cause);
    this.#upstream?.abort(cause);
  }

  #finish(outcome: AttemptEnd['outcome'], errorCode: string | null, sent = true): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#gateway.live.remove(this);
    const status = this.#status;
    const end: AttemptEnd = {
      outcome,
      status: this.#tap === null ? null : status,
      untold: null,
      another: false,
      answer: outcome === 'upstream_error' && status !== null ? () => status : null,
      sent,
      tap: this.#tap,
      errorCode,
      responseBytes: this.#bytes,
      firstByteMonotonicMs: this.#firstByteMs,
      report: NOTHING_REPORTED,
    };
    this.#onEnd({ end, isStream: this.#isStream, bytes: this.#capture.whole() });
  }
}
