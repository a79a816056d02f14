import type { CacheBar } from '../domain/caching/cache-bar.ts';
import type { Face, Upstream } from '../domain/catalog/upstream.ts';
import type { Refusal } from '../domain/policy/refusal.ts';
import type { ComparedAnswer } from '../domain/routing/compare-answers.ts';
import type { RequestNeeds } from '../domain/routing/request-shape.ts';
import type { TokenUsage } from '../domain/usage/token-usage.ts';
import type { AnswerTexts } from './answer-texts.ts';
import type { RequestBody, RequestUnit } from './request-parts.ts';

/** What the gateway must know of a request body, read once from the parsed JSON. */
export type RequestFacts = {
  readonly model: string;
  readonly stream: boolean;
  readonly maxOutputTokens: number | null;
  /** Answers that are asked for at once; one where it is not said. */
  readonly choices?: number;
  /** The API refuses a lower limit than this: what the client set aside for thinking. Absent where it set nothing aside. */
  readonly outputTokensMin?: number;
  /** Conversation turns in order, in a form that does not change when a client only moves cache marks. */
  readonly turns: readonly string[];
  readonly toolCount: number;
  /** `previous_response_id` of the responses API. */
  readonly previousResponseId: string | null;
  /** Session named inside the body (Claude's `metadata.user_id` session part, responses `prompt_cache_key`, …). */
  readonly sessionId: string | null;
  readonly serviceTier: string | null;
  /** True when usage must be asked for and its chunk kept from the client. */
  readonly usageHidden: boolean;
};

/** Where a member's value stands in the raw body, in bytes, end exclusive. */
export type MemberSpan = {
  readonly name: string;
  readonly keyStart: number;
  readonly start: number;
  readonly end: number;
};

/** What must be known to send the body on. */
export type WireRequest = {
  readonly raw: Uint8Array;
  readonly members: readonly MemberSpan[];
  readonly facts: RequestFacts;
  readonly upstreamModel: string;
};

/** Replace the bytes of a body from `start` to `end` by `text`; equal numbers insert. */
export type BodyEdit = { readonly start: number; readonly end: number; readonly text: string };

/** A text that is not the client's own, and where it is to stand. */
export type PlacedText = { readonly place: 'system' | 'user'; readonly text: string };

/** What one answer said of itself. */
export type AnswerFacts = {
  /** The vendor's whole account of the call; null when it gave none, or one that contradicts itself. */
  readonly usage: TokenUsage | null;
  /** What the vendor had said when the answer was cut off: input buckets hold, output is at least this. Else null. */
  readonly usageSoFar: TokenUsage | null;
  readonly vendorUsage: unknown;
  readonly responseModel: string | null;
  readonly responseId: string | null;
  readonly finishReason: string | null;
  readonly serviceTier: string | null;
};

/**
 * Watches one answer go by. `accept` gives back what the client may see of a chunk (usually the same bytes, untouched;
 * an empty array when it is to be held or dropped); `end` gives what is still held back. `facts` may be asked at any time,
 * also after the answer was cut off. It holds a bounded head and tail, never the whole answer.
 */
export type AnswerTap = {
  readonly accept: (chunk: Uint8Array) => Uint8Array;
  readonly end: () => Uint8Array;
  readonly facts: () => AnswerFacts;
  /** Output tokens reckoned from what went by, never below what a client could have read. */
  readonly estimateOutputTokens: () => number;
};

/** A body and where its outermost members stand. */
export type SpannedBody = RequestBody & { readonly members: readonly MemberSpan[] };

/** What of one face's answers may be given again to an equal call. */
export type AnswerCaching = {
  /** Outermost members that are no part of the question. */
  readonly leftOut: ReadonlySet<string>;
  /** Why an answer to this body is not given again, or null. */
  readonly barOf: (body: SpannedBody) => CacheBar | null;
  /** Whether the same question has one answer, as far as one can ask for that. */
  readonly isDeterministic: (body: SpannedBody) => boolean;
  /** Whether an answer is whole and says everything itself: nothing was cut off, and it calls no tool. */
  readonly isRepeatable: (answer: { readonly body: Uint8Array; readonly stream: boolean }) => boolean;
};

/** An answer that no model wrote. */
export type ComposedAnswer = {
  readonly id: string;
  /** As the client wrote it. */
  readonly model: string;
  readonly text: string;
  readonly atMs: number;
};

/** One wire format: data and pure functions. Nobody else asks for its name. */
export type Dialect = {
  readonly face: Face;
  /** Whether a client can continue an answer by naming its id alone. */
  readonly answersContinueById: boolean;
  /** `body` is the parsed JSON object of the request. */
  readonly readFacts: (body: Readonly<Record<string, unknown>>) => RequestFacts | Refusal;
  /** Every text of the body and every kind of media, unit by unit, in order. */
  readonly readParts: (body: SpannedBody) => readonly RequestUnit[];
  /** Puts a text among the instructions or behind the question; null: it has neither. */
  readonly placeText: ((body: SpannedBody, placed: PlacedText) => readonly BodyEdit[]) | null;
  /** Members that limit the output; the first is written where none is there. Empty: nothing to limit. */
  readonly outputLimits: readonly string[];
  /** The bytes to send: `raw` itself wherever nothing has to change. */
  readonly toWire: (request: WireRequest) => Uint8Array;
  readonly path: (upstream: Upstream, upstreamModel: string) => string;
  readonly openTap: (request: { readonly stream: boolean; readonly usageHidden: boolean }) => AnswerTap;
  /** How the texts of its answers are rewritten; null: they hold none. */
  readonly answerTexts: AnswerTexts | null;
  /** Null: its answers are not given again. */
  readonly caching: AnswerCaching | null;
  /** A whole answer in its shape, as JSON or as a stream, that says nothing was used; null: it has none of words. */
  readonly composeAnswer: ((answer: ComposedAnswer, as: 'json' | 'stream') => Uint8Array) | null;
  /** What routing must know of it; null: its calls are never routed. */
  readonly routed: RoutedDialect | null;
};

/** What of a wire format only routing asks. */
export type RoutedDialect = {
  readonly readNeeds: (body: SpannedBody) => RequestNeeds;
  /** True: nothing comes of the call but its answer. No tool that the vendor runs, nothing that the vendor keeps. */
  readonly isSelfContained: (body: SpannedBody) => boolean;
  /** What a whole answer said; null where it cannot be read. */
  readonly readAnswer: (bytes: Uint8Array, isStream: boolean) => ComparedAnswer | null;
};

export type Dialects = { readonly [F in Face]: Dialect };
