/** One text of an answer on its way to the client. */
export type TextPass = {
  /** What may go on; the rest waits. */
  readonly accept: (text: string) => string;
  /** What waits. More may follow. */
  readonly flush: () => string;
};

export type AnswerText = {
  /** json: the text is JSON, and must be JSON afterwards. */
  readonly form: 'text' | 'json';
  /** Signed by the vendor: it may be withheld, not changed. */
  readonly sealed: boolean;
  /** The text comes at once. */
  readonly isWhole: boolean;
};

/** Decides what a client may read of one answer; whoever knows the wire shows it every text. */
export type AnswerScreen = {
  readonly open: (text: AnswerText) => TextPass;
  /** True: texts may lose parts, so that what repeats them elsewhere (log probabilities) must not go on. */
  readonly hides: boolean;
  /** Something came that cannot be read. */
  readonly unreadable: () => void;
  /** True: nothing more may go to the client. */
  readonly isStopped: () => boolean;
};

/**
 * Rewrites one stream. Whatever the cuts of its bytes, it gives back whole events only, in order and none dropped; an
 * event whose texts are unchanged goes on as the very bytes that came.
 */
export type StreamRewriter = {
  readonly accept: (chunk: Uint8Array) => Uint8Array;
  /** What waits. `isCut`: the stream broke off, and half an event is dropped. */
  readonly end: (given: { readonly isCut: boolean }) => Uint8Array;
};

/** How the texts of one face's answers are rewritten. */
export type AnswerTexts = {
  readonly openStream: (screen: AnswerScreen, limits: { readonly eventBytesMax: number }) => StreamRewriter;
  /** A whole JSON answer; only what changes is written anew. */
  readonly rewriteBody: (body: Uint8Array, screen: AnswerScreen) => Uint8Array;
  /** An event that says nothing, for clients that would give up on a silent stream. */
  readonly keepAlive: Uint8Array;
};
