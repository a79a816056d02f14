import type { Notice, NoticeKind } from '../domain/notice/notice.ts';

export type SendResult =
  | { readonly kind: 'sent' }
  /** `isFinal`: the receiver wants no more of it. `why` is public and holds neither a secret nor an address. */
  | { readonly kind: 'failed'; readonly why: string; readonly retryAfterMs: number | null; readonly isFinal: boolean };

/** Whom a channel without a receiver of its own writes to. */
export type Audience = {
  readonly owner: boolean;
  /** People whose calls the envelope paid in the last day. */
  readonly callers: boolean;
  readonly addresses: readonly string[];
};

/** A way out. `send` never throws, waits for ten seconds at most, and may be called twice for one notice. */
export type NoticeChannel = {
  readonly name: string;
  readonly kind: 'webhook' | 'slack' | 'teams' | 'email';
  /** Null: all. */
  readonly kinds: readonly NoticeKind[] | null;
  /** Null: all. */
  readonly envelopeIds: readonly string[] | null;
  /** Null where the receiver is the channel's own. */
  readonly audience: Audience | null;
  readonly send: (sending: {
    readonly notice: Notice;
    readonly recipients: readonly string[];
    readonly nowMs: number;
  }) => Promise<SendResult>;
};
