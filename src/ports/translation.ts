import type { TranslatableFace } from '../domain/catalog/translatable-faces.ts';
import type { Upstream } from '../domain/catalog/upstream.ts';
import type { Refusal } from '../domain/policy/refusal.ts';

/** A request in one API's words that a model of another API is to answer. */
export type TranslationQuestion = {
  readonly from: TranslatableFace;
  readonly to: TranslatableFace;
  /** The caller's body as it would be sent: redacted, clamped. */
  readonly raw: Uint8Array;
  readonly upstream: Upstream;
  readonly upstreamModel: string;
  /** The most that the model can write; null where that is not known. */
  readonly outputTokensMax: number | null;
};

/** A request that was translated, and how its answer is translated back. */
export type Translation = {
  readonly kind: 'translation';
  readonly body: Uint8Array;
  /** Members of the caller's body that were left out, by name; the client is told. */
  readonly dropped: readonly string[];
  readonly openAnswer: (answer: AnswerCircumstances) => AnswerTranslator;
  /** An error of the upstream in the caller's words, with the status that says the same there. */
  readonly translateError: (status: number, body: Uint8Array) => { readonly status: number; readonly body: Uint8Array };
};

export type AnswerCircumstances = {
  /** Names an answer whose vendor does not. */
  readonly callId: string;
  readonly nowMs: number;
  /** Bytes of one event, and of the texts of a stream that must be told again at its end. */
  readonly bytesMax: number;
};

/**
 * Translates one answer. Whatever the cuts of a stream's bytes, whole events come out, in order; the memory that it takes is
 * bounded by `bytesMax`. Once `refusal` says something, nothing more comes out.
 */
export type AnswerTranslator = {
  readonly accept: (chunk: Uint8Array) => Uint8Array;
  /** The upstream has ended its stream. */
  readonly end: () => Uint8Array;
  readonly whole: (body: Uint8Array) => Uint8Array;
  /** Why the rest of the answer cannot be told: it holds what the caller's API has no place for, or broke off. */
  readonly refusal: () => Refusal | null;
  /** An event that says nothing, for clients that would give up on a silent stream. */
  readonly keepAlive: Uint8Array;
};

/** Translates between the APIs; pure. */
export type Translator = (question: TranslationQuestion) => Translation | Refusal;
