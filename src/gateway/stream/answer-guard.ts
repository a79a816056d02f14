import type { Refusal } from '../../domain/policy/refusal.ts';
import type { AnswerTexts, StreamRewriter } from '../../ports/answer-texts.ts';
import type { Gateway } from '../gateway.ts';
import type { AnswerProtection, AnswerReport } from './answer-protection.ts';
import { ProtectedAnswer } from './answer-screen.ts';
import type { RelayJob } from './relay-job.ts';

export type { AnswerGuard };

/** Null where nothing is asked for, or the face's answers hold no text: then they pass untouched. */
export function guardAnswer(gateway: Gateway, job: RelayJob, stream: boolean): AnswerGuard | null {
  const { protection, dialect } = job;
  if (protection === null || dialect.answerTexts === null) return null;
  const eventBytesMax = gateway.limits.answerHeldBytesMax;
  return new AnswerGuard(dialect.answerTexts, protection, {
    stream,
    eventBytesMax,
    nowMs: gateway.clock.monotonicMs(),
  });
}

/** Stands between the upstream's bytes and the client of one answer. A class, since one is made for each protected answer. */
class AnswerGuard {
  readonly #texts: AnswerTexts;
  readonly #screen: ProtectedAnswer;
  readonly #rewriter: StreamRewriter | null;
  #spokenMs: number;

  constructor(
    texts: AnswerTexts,
    protection: AnswerProtection,
    answer: { readonly stream: boolean; readonly eventBytesMax: number; readonly nowMs: number },
  ) {
    this.#texts = texts;
    this.#screen = new ProtectedAnswer(protection);
    this.#rewriter = answer.stream ? texts.openStream(this.#screen, answer) : null;
    this.#spokenMs = answer.nowMs;
  }

  /** Of a stream: what may go on. Of an answer in one piece that was too long to hold: all of it. */
  accept(chunk: Uint8Array, nowMs: number): Uint8Array {
    const rewriter = this.#rewriter;
    if (rewriter === null) return chunk;
    const bytes = this.#attempt(() => rewriter.accept(chunk));
    if (bytes.byteLength > 0) this.#spokenMs = nowMs;
    return bytes;
  }

  /** What waits of a stream. `isCut`: it broke off. */
  end(isCut: boolean): Uint8Array {
    const rewriter = this.#rewriter;
    return rewriter === null ? NOTHING : this.#attempt(() => rewriter.end({ isCut }));
  }

  whole(body: Uint8Array): Uint8Array {
    return this.#attempt(() => this.#texts.rewriteBody(body, this.#screen));
  }

  /** A fault of our own in the middle of an answer leaves nothing to go on from: the rest is withheld. */
  #attempt(rewrite: () => Uint8Array): Uint8Array {
    try {
      return rewrite();
    } catch (error) {
      this.#screen.brokenDown(error instanceof Error ? error.name : 'unknown');
      return NOTHING;
    }
  }

  /** An answer in one piece is longer than may be held, so it cannot be looked at. */
  tooLong(): void {
    this.#screen.unreadable();
  }

  /** Something to say when nothing was said for long; else nothing. */
  keepAlive(nowMs: number): Uint8Array {
    if (this.#rewriter === null || nowMs - this.#spokenMs < SILENCE_MAX_MS) return NOTHING;
    this.#spokenMs = nowMs;
    return this.#texts.keepAlive;
  }

  refusal(): Refusal | null {
    return this.#screen.refusal();
  }

  report(): AnswerReport {
    return this.#screen.report();
  }
}

const NOTHING = new Uint8Array(0);
const SILENCE_MAX_MS = 10_000;
