import type { Tier } from '../domain/catalog/use-case.ts';
import type { ContentReading } from '../domain/content/content-access.ts';
import type { ContentHead, ContentScope } from '../domain/content/content-scope.ts';
import type { DataClass } from '../domain/detection/data-class.ts';
import type { KeyOwner } from '../domain/identity/key-grant.ts';
import type { ContentPart } from './content-sink.ts';

export type ContentPage = { readonly heads: readonly ContentHead[]; readonly nextAfterId: string | null };

export type OpenedContent =
  | { readonly kind: 'opened'; readonly parts: readonly ContentPart[] }
  | { readonly kind: 'gone' }
  /** It is there and cannot be opened here: the vault does not have its key, or its bytes were changed. */
  | { readonly kind: 'unreadable'; readonly why: string };

export type DestroyedContent = { readonly destroyed: number; readonly held: number };

/** How much is kept of somebody, by use case and class. */
export type ContentCount = {
  readonly useCaseId: string;
  readonly dataClass: DataClass;
  readonly records: number;
  readonly oldestMs: number;
};

/**
 * Kept content. Nothing here asks whether somebody may: `control` does. What a legal hold in force is about is never
 * destroyed, whoever asks: the store sees to it in the statement that destroys.
 */
export type ContentStore = {
  /** Newest first. */
  readonly heads: (
    scope: ContentScope,
    page: { readonly limit: number; readonly afterId: string | null },
  ) => Promise<ContentPage>;
  readonly head: (id: string) => Promise<ContentHead | undefined>;
  readonly tiersWithin: (scope: ContentScope) => Promise<readonly Tier[]>;
  readonly open: (id: string) => Promise<OpenedContent>;
  readonly noteReading: (reading: ContentReading) => Promise<void>;
  /** Newest first, of an owner's content or of everybody's. */
  readonly readings: (filter: {
    readonly owner?: KeyOwner;
    readonly fromMs: number;
    readonly toMs: number;
    readonly limit: number;
  }) => Promise<readonly ContentReading[]>;
  readonly counts: (owner: KeyOwner | null) => Promise<readonly ContentCount[]>;
  /** Destroys what of a use case and class is older. */
  readonly destroyOlder: (than: {
    readonly useCaseId: string;
    readonly dataClass: DataClass;
    readonly beforeMs: number;
  }) => Promise<DestroyedContent>;
  /** Destroys what one owner wrote before a moment, and their key with it unless something of theirs is left. */
  readonly destroyOwner: (owner: KeyOwner, beforeMs: number) => Promise<DestroyedContent>;
  /** Wraps with the vault's current key whatever another of its keys wraps. `unknown`: wrapped by keys that it does not have. */
  readonly rewrap: () => Promise<{ readonly rewrapped: number; readonly unknown: number }>;
  /** Rewrites the tables of keys, so that no copy of a destroyed one stays in their files. Holds them up for a moment. */
  readonly forgetDestroyed: () => Promise<void>;
  /** True until `forgetDestroyed` has come to its end: what could not be rewritten is tried again. */
  readonly mayLinger: () => boolean;
};
