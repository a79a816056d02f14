import type { MappedMessage } from '../domain/source/apply-mapping.ts';
import type { Source } from '../domain/source/source.ts';
import type { SourceFact } from '../domain/source/source-fact.ts';

/** What somebody sent to a source's address, unchanged: signatures are over these bytes. */
export type IncomingWebhook = {
  /** By its name in lower case; of several the first. */
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
};

export const REFUSED_WEBHOOKS = ['unsigned', 'forged', 'skewed', 'no_secret', 'unreadable'] as const;
export type RefusedWebhook = (typeof REFUSED_WEBHOOKS)[number];

/** What is known of a webhook once its signature is believed. */
export type SourceMessage = {
  /** The system's own id of this delivery, the same when it is sent again. */
  readonly deliveryId: string;
  /** In the system's words. */
  readonly event: string;
  readonly payload: unknown;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
};

export type VerifiedWebhook =
  | { readonly kind: 'verified'; readonly message: SourceMessage }
  | { readonly kind: 'refused'; readonly reason: RefusedWebhook; readonly why: string };

/** What a system's API says of a result, or of its past. */
export type AskedSystem<Answer> =
  | ({ readonly kind: 'answered' } & Answer)
  /** There is nothing to ask for, or no token to ask with. */
  | { readonly kind: 'not_asked'; readonly why: string }
  /** `again`: it may be otherwise later. */
  | { readonly kind: 'failed'; readonly why: string; readonly again: boolean };

/** A page of a system's past, newest first. */
export type PastPage = {
  readonly facts: readonly SourceFact[];
  readonly results: number;
  /** Null: there is no more. */
  readonly nextPage: string | null;
};

/** Knows each kind of system: its signatures, its messages, its API. */
export type SourceDesk = {
  readonly verify: (source: Source, webhook: IncomingWebhook, nowMs: number) => VerifiedWebhook;
  /** A message of which nobody asks whether it is believed; undefined: it is no JSON. */
  readonly open: (source: Source, webhook: IncomingWebhook) => SourceMessage | undefined;
  /** What a message says; of one that says nothing of results, nothing. */
  readonly read: (source: Source, message: Pick<SourceMessage, 'event' | 'payload'>) => MappedMessage;
  /** Whether results of this source can be asked for again. */
  readonly canAsk: (source: Source) => boolean;
  /** How a result stands now. */
  readonly readAgain: (
    source: Source,
    subject: string,
  ) => Promise<AskedSystem<{ readonly facts: readonly SourceFact[] }>>;
  readonly readPast: (
    source: Source,
    past: { readonly project: string | null; readonly sinceMs: number; readonly page: string | null },
  ) => Promise<AskedSystem<PastPage>>;
};
