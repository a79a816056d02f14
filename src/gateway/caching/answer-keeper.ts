import type { AnswerOrigin, CachedAnswer } from '../../domain/caching/cached-answer.ts';
import type { CacheRule } from '../../domain/catalog/cache-rule.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import type { AnswerCaching } from '../../ports/dialect.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { UpstreamCaller } from '../../ports/upstream.ts';
import type { AnswerCache, Flight } from './answer-cache.ts';
import { type AnswerRecorder, recordAnswers } from './record-answer.ts';

export type KeptQuestion = {
  readonly key: string;
  readonly rule: CacheRule;
  readonly origin: AnswerOrigin;
  readonly snapshot: Snapshot;
  readonly caching: AnswerCaching;
  /** The body that was asked about: an answer to one that was changed later, but for its limit of output, is not its answer. */
  readonly raw: Uint8Array;
  /** Null: nobody waits for this call. */
  readonly flight: Flight | null;
};

/** The body and the model as they were in the end: envelopes may clamp the one and choose another of the other. */
export type AskedInTheEnd = { readonly request: { readonly raw: Uint8Array }; readonly model: { readonly id: string } };

/**
 * Stands beside a call that was not answered from the cache: notes its answer, keeps it if it may be given again, and lets
 * those who wait for it know. Whatever becomes of the call, `release` ends its flight.
 */
export class AnswerKeeper {
  readonly #cache: AnswerCache;
  readonly #question: KeptQuestion;
  #recorder: AnswerRecorder | null = null;
  #isOver = false;

  constructor(cache: AnswerCache, question: KeptQuestion) {
    this.#cache = cache;
    this.#question = question;
  }

  /** The upstreams, listened to. */
  listenTo(upstreams: UpstreamCaller): UpstreamCaller {
    this.#recorder = recordAnswers(upstreams, this.#cache.bounds.answerBytesMax);
    return this.#recorder.caller;
  }

  /** The call is over, and its client has what it gets. */
  settled(record: CallRecord, asked: AskedInTheEnd): void {
    const { flight, snapshot, rule } = this.#question;
    if (this.#isOver) return;
    if (record.outcome !== 'completed') return this.release();
    this.#isOver = true;
    const answer = this.#answerOf(record, asked);
    const isKept = answer !== null && this.#cache.put(answer, snapshot);
    if (isKept && rule.kept === 'store') this.#cache.shared?.keep(answer);
    if (flight !== null) this.#cache.land(flight, isKept ? answer : null);
  }

  release(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#question.flight !== null) this.#cache.fail(this.#question.flight);
  }

  /** Null: it may not be given again. What was found in an answer is not for others, whoever was shown it. */
  #answerOf(record: CallRecord, { model, request }: AskedInTheEnd): CachedAnswer | null {
    const { key, rule, origin, snapshot, caching } = this.#question;
    const isClean = record.answerAction === null && Object.keys(record.answerFindings).length === 0;
    // A lower limit of output changes an answer only where it cuts it off, and what was cut off is not kept.
    const isSameBody = request.raw === this.#question.raw || record.clampedMaxOutputTokens !== null;
    const isAsAsked = isSameBody && model.id === origin.modelId && record.translatedTo === null;
    if (!isAsAsked || !isClean || record.usageBasis !== 'measured') return null;
    const recorded = this.#recorder?.recorded() ?? null;
    if (recorded === null || !caching.isRepeatable(recorded)) return null;
    return {
      key,
      contentType: recorded.contentType,
      body: recorded.body,
      origin,
      snapshotVersion: snapshot.version,
      storedAtMs: record.settledAtMs,
      expiresAtMs: record.settledAtMs + rule.ttlSeconds * 1000,
    };
  }
}
