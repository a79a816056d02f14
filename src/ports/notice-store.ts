import type { Notice } from '../domain/notice/notice.ts';

/** One way that a notice takes: the channel's name, and to whom where the channel has no receiver of its own. */
export type NoticeWay = {
  readonly channel: string;
  readonly recipients: readonly string[];
  readonly notBeforeMs: number;
};

export type RaisedNotice = { readonly notice: Notice; readonly ways: readonly NoticeWay[] };

export type DeliveryState = 'waiting' | 'sent' | 'dead';

export type NoticeDelivery = {
  readonly channel: string;
  readonly recipients: readonly string[];
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly notBeforeMs: number;
  readonly lastError: string | null;
  readonly sentAtMs: number | null;
};

export type KeptNotice = { readonly notice: Notice; readonly deliveries: readonly NoticeDelivery[] };

/** A delivery that this process may make, until its lease is over. `attempts` counts this one, and tells it from a later one. */
export type ClaimedDelivery = {
  readonly notice: Notice;
  readonly channel: string;
  readonly recipients: readonly string[];
  readonly attempts: number;
};

export type DeliveryKey = { readonly noticeId: string; readonly channel: string; readonly attempts: number };

/** The outbox. A notice is raised once, whoever raises it and however often; each of its ways is sent at least once or given up. */
export type NoticeStore = {
  /** Gives back the ids of those that are new. */
  readonly raise: (notices: readonly RaisedNotice[]) => Promise<readonly string[]>;
  /** Takes what is due and nobody has taken; of several processes one gets each. Leases run by the store's clock. */
  readonly claim: (claim: {
    readonly channels: readonly string[];
    readonly nowMs: number;
    readonly leaseMs: number;
    readonly limit: number;
  }) => Promise<readonly ClaimedDelivery[]>;
  readonly markSent: (delivery: DeliveryKey, atMs: number) => Promise<void>;
  /** `notBeforeMs` null: it was tried often enough. */
  readonly markFailed: (
    delivery: DeliveryKey,
    failure: { readonly why: string; readonly notBeforeMs: number | null },
  ) => Promise<void>;
  readonly list: (
    filter: { readonly state?: DeliveryState; readonly kind?: string; readonly envelopeId?: string },
    page: { readonly limit: number; readonly afterId: string | null },
  ) => Promise<{ readonly notices: readonly KeptNotice[]; readonly nextAfterId: string | null }>;
  /** Which of these are raised already. */
  readonly known: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly read: (id: string) => Promise<KeptNotice | undefined>;
  /** Dead deliveries of a notice begin anew; of one channel, or of all where it is null. Gives back how many. */
  readonly retry: (id: string, to: { readonly channel: string | null; readonly nowMs: number }) => Promise<number>;
  /** True for one of several processes that ask within `spanMs`. */
  readonly takeTurn: (name: string, spanMs: number) => Promise<boolean>;
};
