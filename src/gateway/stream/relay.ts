import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { CallOutcome } from '../../domain/usage/call-record.ts';
import type { AnswerTap } from '../../ports/dialect.ts';
import type { UpstreamCall, UpstreamFailure, UpstreamHead, UpstreamListener } from '../../ports/upstream.ts';
import type { Exchange, ExchangeListener } from '../exchange.ts';
import type { Gateway } from '../gateway.ts';
import type { LiveCall } from '../live-calls.ts';
import { ENDED_EARLY, endsEarly, endsLine, isWholeObject, NOTHING } from './answer-ends.ts';
import { guardAnswer } from './answer-guard.ts';
import { NOTHING_REPORTED } from './answer-protection.ts';
import type { AttemptEnd } from './attempt-end.ts';
import { answerHeaders, isEventStream, isJson, mayTryAnother, saysJson } from './read-head.ts';
import { readUpstreamFailure } from './read-upstream-failure.ts';
import type { RelayJob } from './relay-job.ts';
import { type AnswerPassage, openPassage } from './translated-answer.ts';
import { answerWithOthers, joined } from './whole-answers.ts';

/**
 * One attempt: bytes from one upstream to the client, watched by a tap, ended exactly once by whatever comes first:
 * the answer's end, a failure, the client's leaving, the deadline, or a client that does not read. What ends it is set down
 * before the upstream is told, since an upstream that is cut off reports that as a failure of its own.
 *
 *   waiting ──head 2xx, SSE──▶ streaming ──end──▶ ended
 *      │ ╰────head 2xx, else─▶ holding ──end / too large to hold──▶ ended / streaming
 *      ╰──────head else──────▶ failing ──end──▶ ended (another target, or the client is told)
 */
export class Relay implements UpstreamListener, ExchangeListener, LiveCall {
  place = -1;
  readonly deadlineMs: number;
  readonly #gateway: Gateway;
  readonly #exchange: Exchange;
  readonly #job: RelayJob;
  readonly #onEnd: (end: AttemptEnd) => void;
  #upstream: UpstreamCall | undefined;
  #phase: 'waiting' | 'streaming' | 'holding' | 'failing' | 'ended' = 'waiting';
  #head: UpstreamHead = { status: 0, headers: [] };
  #tap: AnswerTap | null = null;
  #guard: AnswerPassage | null = null;
  #held: Uint8Array[] = [];
  #bytes = 0;
  #lastByte: number | undefined;
  #firstByteMs: number | null = null;
  #stalledSinceMs: number | null = null;
  #atLineEnd = true;

  constructor(gateway: Gateway, exchange: Exchange, job: RelayJob, onEnd: (end: AttemptEnd) => void) {
    this.#gateway = gateway;
    this.#exchange = exchange;
    this.#job = job;
    this.#onEnd = onEnd;
    this.deadlineMs = job.deadlineMs;
  }

  start(): void {
    this.#gateway.live.add(this);
    this.#exchange.listen(this);
    this.#upstream = this.#job.upstreams.call(this.#job.upstreamRequest, this);
    if (this.#exchange.isGone()) this.clientGone();
  }

  // The upstream's side.

  head(head: UpstreamHead): void {
    if (this.#phase !== 'waiting') return;
    this.#head = head;
    this.#phase = 'failing';
    const stream = isEventStream(head);
    // A web page with status 200 is a proxy or a sign-in page that stands in the way, never an answer.
    if (head.status < 200 || head.status > 299 || !(stream || saysJson(head))) return;
    const { dialect, translated, usageHidden } = this.#job;
    // A translation needs the usage that the client may not be shown.
    const hides = stream && usageHidden && translated === null;
    this.#tap = (translated?.dialect ?? dialect).openTap({ stream, usageHidden: hides });
    this.#guard = openPassage(this.#gateway, this.#job, guardAnswer(this.#gateway, this.#job, stream));
    if (!stream) {
      this.#phase = 'holding';
      return;
    }
    this.#phase = 'streaming';
    this.#exchange.begin(head.status, answerHeaders(head, this.#job));
  }

  data(chunk: Uint8Array): void {
    if (this.#phase === 'ended') return;
    this.#firstByteMs ??= this.#gateway.clock.monotonicMs();
    this.#bytes += chunk.byteLength;
    this.#lastByte = chunk[chunk.byteLength - 1];
    if (this.#phase === 'failing') return this.#collectError(chunk);
    this.#job.capture?.add(chunk);
    const visible = this.#tap === null ? chunk : this.#tap.accept(chunk);
    if (this.#phase === 'holding') this.#hold(visible);
    else if (this.#guard === null) this.#write(visible);
    else this.#writeGuarded(this.#guard.accept(visible, this.#gateway.clock.monotonicMs()));
  }

  end(): void {
    switch (this.#phase) {
      case 'streaming':
        this.#writeRest();
        if (this.#withholds()) return;
        if (endsEarly(this.#head, this.#lastByte, this.#tap)) return this.fail(ENDED_EARLY);
        this.#exchange.end();
        return this.#finish({ outcome: 'completed', status: this.#head.status });
      case 'holding':
        return answerWithOthers(this);
      case 'failing':
        return this.#answerError();
      case 'waiting':
        return this.fail(ENDED_EARLY);
      case 'ended':
        return;
    }
  }

  fail(failure: UpstreamFailure): void {
    if (this.#phase === 'ended') return;
    const { outcome, refusal } = readUpstreamFailure(this.#job.upstreamRequest.upstream.id, failure);
    this.#gateway.log('warn', 'upstream.failed', {
      callId: this.#job.callId,
      upstreamId: this.#job.upstreamRequest.upstream.id,
      kind: failure.kind,
      detail: failure.detail,
    });
    if (this.#phase !== 'streaming')
      return this.#finish({
        outcome,
        untold: refusal,
        another: !failure.sent || failure.kind !== 'first_byte_timeout',
        isLate: failure.kind === 'late',
        sent: failure.sent,
      });
    this.#flushCut();
    this.#breakStream(refusal);
    this.#finish({ outcome, status: this.#head.status, errorCode: refusal.code });
  }

  // The client's side.

  clientGone(): void {
    if (this.#phase === 'ended') return;
    this.#finish({
      outcome: 'client_left',
      status: this.#phase === 'streaming' ? this.#head.status : null,
      sent: true,
    });
    this.#upstream?.abort('the client left');
  }

  clientReady(): void {
    if (this.#stalledSinceMs === null) return;
    this.#stalledSinceMs = null;
    this.#upstream?.resume();
  }

  stalledSinceMs(): number | null {
    return this.#stalledSinceMs;
  }

  /** Ends the call from outside: by the sweep, at the deadline or for a client that does not read. */
  cut(cause: 'deadline' | 'client_stalled'): void {
    if (this.#phase === 'ended') return;
    const begun = this.#phase === 'streaming';
    const refusal = refuse('upstream_timeout', 'The call took longer than a call may take.');
    if (begun && cause === 'deadline') {
      this.#flushCut();
      this.#breakStream(refusal);
    } else if (begun) this.#exchange.destroy();
    const [status, untold] = begun ? [this.#head.status, null] : [null, refusal];
    this.#finish({ outcome: cause, status, untold, sent: true, errorCode: cause });
    this.#upstream?.abort(cause);
  }

  keepAlive(nowMonotonicMs: number): void {
    if (this.#guard === null || this.#phase !== 'streaming' || this.#stalledSinceMs !== null) return;
    this.#write(this.#guard.keepAlive(nowMonotonicMs));
  }

  // The answer on its way, protected where the call asks for it.

  #writeGuarded(bytes: Uint8Array): void {
    this.#write(bytes);
    this.#withholds();
  }

  #writeRest(): void {
    const rest = this.#tap === null ? NOTHING : this.#tap.end();
    if (this.#guard === null) return this.#write(rest);
    this.#write(this.#guard.accept(rest, 0));
    this.#write(this.#guard.end(false));
  }

  /** What waited of a stream that broke off goes on, inspected as it stands. */
  #flushCut(): void {
    if (this.#guard !== null) this.#write(this.#guard.end(true));
  }

  /** The client gets a refusal in place of the answer, or of what is left of it; the upstream need not write on. */
  #withholds(): boolean {
    const refusal = this.#guard?.refusal() ?? null;
    if (refusal === null) return false;
    const begun = this.#phase === 'streaming';
    if (begun) this.#breakStream(refusal);
    const [status, untold] = begun ? [this.#head.status, null] : [null, refusal];
    const outcome = refusal.code === 'upstream_broken' ? 'upstream_error' : 'refused';
    this.#finish({ outcome, status, untold, sent: true, errorCode: refusal.code });
    this.#upstream?.abort('the answer is withheld');
    return true;
  }

  #write(chunk: Uint8Array): void {
    if (chunk.byteLength === 0) return;
    this.#atLineEnd = endsLine(chunk[chunk.byteLength - 1]);
    if (this.#exchange.write(chunk) || this.#stalledSinceMs !== null) return;
    this.#stalledSinceMs = this.#gateway.clock.monotonicMs();
    this.#upstream?.pause();
  }

  #hold(chunk: Uint8Array): void {
    this.#held.push(chunk);
    if (this.#bytes <= this.#gateway.limits.answerHeldBytesMax) return;
    this.#guard?.tooLong();
    if (this.#withholds()) return;
    this.#phase = 'streaming';
    this.#exchange.begin(this.#head.status, answerHeaders(this.#head, this.#job));
    for (const piece of this.#held) this.#write(piece);
    this.#held = [];
  }

  /** Sends the answer that is held, unless something else has ended the call since it was whole. */
  answerWhole(): void {
    if (this.#phase !== 'holding') return;
    const held = joined(this.#held, this.#tap?.end());
    if (!isWholeObject(held)) return this.fail(ENDED_EARLY);
    const body = this.#guard === null ? held : this.#guard.whole(held);
    if (this.#withholds()) return;
    this.#exchange.answer(this.#head.status, answerHeaders(this.#head, this.#job), body);
    this.#finish({ outcome: 'completed', status: this.#head.status });
  }

  #collectError(chunk: Uint8Array): void {
    if (this.#bytes <= this.#gateway.limits.errorBytesMax) this.#held.push(chunk);
    else this.#held = [];
  }

  /** The vendor's own words about the request reach the client; its words about our key, and what is not JSON, do not. */
  #answerError(): void {
    const { status } = this.#head;
    const id = this.#job.upstreamRequest.upstream.id;
    const untold = refuse('upstream_broken', `"${id}" answered with status ${status}.`);
    const ours = status === 401 || status === 403 || status < 400;
    const body = joined(this.#held);
    this.#gateway.log('warn', 'upstream.answered_error', { callId: this.#job.callId, upstreamId: id, status });
    if (ours || !isJson(this.#head, body))
      return this.#finish({ outcome: 'upstream_error', untold, another: mayTryAnother(status) || ours });
    const told = this.#job.translated?.translation.translateError(status, body) ?? { status, body };
    const answer = (): number => {
      this.#exchange.answer(told.status, answerHeaders(this.#head, this.#job), told.body);
      return told.status;
    };
    this.#finish({
      outcome: 'upstream_error',
      another: mayTryAnother(status),
      errorCode: `upstream_${status}`,
      answer,
    });
  }

  #breakStream(refusal: Refusal): void {
    // A line cut in two, or JSON cut off, cannot be mended by a further event: only a broken connection says so truthfully.
    if (this.#atLineEnd && isEventStream(this.#head)) this.#exchange.refuseInStream(refusal, this.#job.callId);
    else this.#exchange.destroy();
  }

  #finish(end: Partial<AttemptEnd> & { readonly outcome: CallOutcome }): void {
    this.#phase = 'ended';
    this.#held = [];
    this.#gateway.live.remove(this);
    const report = this.#guard?.report() ?? NOTHING_REPORTED;
    if (report.failures.length > 0) {
      const { callId } = this.#job;
      this.#gateway.log('error', 'answer.uninspected', { callId, failures: report.failures, action: report.action });
    }
    this.#onEnd({
      outcome: end.outcome,
      status: end.status ?? null,
      untold: end.untold ?? null,
      another: end.another ?? false,
      isLate: end.isLate ?? false,
      sent: end.sent ?? false,
      errorCode: end.errorCode ?? null,
      answer: end.answer ?? null,
      tap: this.#tap,
      responseBytes: this.#bytes,
      firstByteMonotonicMs: this.#firstByteMs,
      report,
    });
  }
}
