import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { AnswerTranslator } from '../../ports/translation.ts';
import type { Gateway } from '../gateway.ts';
import type { AnswerGuard } from './answer-guard.ts';
import { type AnswerReport, NOTHING_REPORTED } from './answer-protection.ts';
import type { RelayJob } from './relay-job.ts';

/** What stands between an upstream's bytes and a client: a guard, a translation, or both. */
export type AnswerPassage = Pick<
  AnswerGuard,
  'accept' | 'end' | 'whole' | 'tooLong' | 'keepAlive' | 'refusal' | 'report'
>;

/**
 * Translates one answer and hands it to the guard, where there is one. The guard comes behind, in the caller's API: so what is
 * inspected is what the client reads, word for word, whatever the translation made of it.
 */
export class TranslatedAnswer implements AnswerPassage {
  readonly #translator: AnswerTranslator;
  readonly #guard: AnswerPassage | null;
  #spokenMs: number;
  #refusal: Refusal | null = null;

  constructor(translator: AnswerTranslator, guard: AnswerPassage | null, nowMs: number) {
    this.#translator = translator;
    this.#guard = guard;
    this.#spokenMs = nowMs;
  }

  accept(chunk: Uint8Array, nowMs: number): Uint8Array {
    const told = this.#attempt(() => this.#translator.accept(chunk));
    const bytes = this.#guard === null ? told : this.#guard.accept(told, nowMs);
    if (bytes.byteLength > 0) this.#spokenMs = nowMs;
    return bytes;
  }

  end(isCut: boolean): Uint8Array {
    const told = isCut ? NOTHING : this.#attempt(() => this.#translator.end());
    if (this.#guard === null) return told;
    const before = this.#guard.accept(told, this.#spokenMs);
    const rest = this.#guard.end(isCut);
    if (before.byteLength === 0) return rest;
    const both = new Uint8Array(before.byteLength + rest.byteLength);
    both.set(before);
    both.set(rest, before.byteLength);
    return both;
  }

  whole(body: Uint8Array): Uint8Array {
    const told = this.#attempt(() => this.#translator.whole(body));
    return this.#guard === null || this.#isStopped() ? told : this.#guard.whole(told);
  }

  /** An answer in one piece is translated as a whole or not at all. */
  tooLong(): void {
    this.#refusal ??= refuse('upstream_broken', 'The answer is longer than may be held to be translated.');
  }

  keepAlive(nowMs: number): Uint8Array {
    if (this.#guard !== null) return this.#guard.keepAlive(nowMs);
    if (nowMs - this.#spokenMs < SILENCE_MAX_MS) return NOTHING;
    this.#spokenMs = nowMs;
    return this.#translator.keepAlive;
  }

  refusal(): Refusal | null {
    return this.#refusal ?? this.#translator.refusal() ?? this.#guard?.refusal() ?? null;
  }

  report(): AnswerReport {
    return this.#guard?.report() ?? NOTHING_REPORTED;
  }

  #isStopped(): boolean {
    return this.#refusal !== null || this.#translator.refusal() !== null;
  }

  /** A fault of our own in the middle of an answer leaves nothing to go on from. */
  #attempt(translate: () => Uint8Array): Uint8Array {
    try {
      return translate();
    } catch {
      this.#refusal ??= refuse('internal', 'Something went wrong inside the gateway while the answer was translated.');
      return NOTHING;
    }
  }
}

/** The guard alone where nothing is translated; null where nothing stands in between. */
export function openPassage(
  gateway: Pick<Gateway, 'clock' | 'limits'>,
  { translated, callId }: RelayJob,
  guard: AnswerPassage | null,
): AnswerPassage | null {
  if (translated === null) return guard;
  const bytesMax = gateway.limits.answerHeldBytesMax;
  const translator = translated.translation.openAnswer({ callId, nowMs: gateway.clock.nowMs(), bytesMax });
  return new TranslatedAnswer(translator, guard, gateway.clock.monotonicMs());
}

const NOTHING = new Uint8Array(0);
const SILENCE_MAX_MS = 10_000;
