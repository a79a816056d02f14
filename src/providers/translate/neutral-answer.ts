import type { TokenUsage } from '../../domain/usage/token-usage.ts';

/** Why a model stopped, in no API's words. */
export type NeutralFinish =
  | { readonly kind: 'stop' }
  | { readonly kind: 'stop_sequence'; readonly sequence: string | null }
  | { readonly kind: 'length' }
  | { readonly kind: 'calls' }
  | { readonly kind: 'filtered'; readonly explanation: string | null };

/** What a model says, piece by piece or at once: a text, words of refusal, or the call of a tool. */
export type NeutralBlock =
  | { readonly kind: 'text' }
  | { readonly kind: 'refusal' }
  | { readonly kind: 'call'; readonly id: string; readonly name: string };

/** A whole answer. `text` of a call is the JSON of its arguments. */
export type NeutralAnswer = AnswerFrame & {
  readonly blocks: readonly (NeutralBlock & { readonly text: string })[];
  readonly finish: NeutralFinish;
  /** Null where the vendor gave none, or one that contradicts itself. */
  readonly usage: TokenUsage | null;
};

export type AnswerFrame = {
  readonly id: string;
  readonly model: string;
  /** Seconds. */
  readonly createdAt: number;
  readonly tier: string | null;
};

export type AnswerError = {
  /** The status that the vendor gave or would have given. */
  readonly status: number;
  readonly message: string;
  readonly code: string | null;
};

/**
 * A stream, in no API's words. `begin` comes first and once; blocks are opened, told and closed one after the other, never
 * two at a time; `finish` or `fail` comes last and once.
 */
export type NeutralEvent =
  | { readonly kind: 'begin'; readonly frame: AnswerFrame; readonly usage: TokenUsage | null }
  | { readonly kind: 'open'; readonly block: NeutralBlock }
  | { readonly kind: 'piece'; readonly text: string }
  | { readonly kind: 'close' }
  | { readonly kind: 'finish'; readonly finish: NeutralFinish; readonly usage: TokenUsage | null }
  | { readonly kind: 'fail'; readonly error: AnswerError };

/** An answer that says nothing that an answer must say. */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer';
}

/** Something in an answer that the caller's API has no place for: told, never left out. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';
}
