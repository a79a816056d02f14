import type { Face } from '../catalog/upstream.ts';
import type { DataClass } from '../detection/data-class.ts';
import type { KeyOwner } from '../identity/key-grant.ts';
import { type SuspendableKind, suspensionKey } from '../policy/suspension.ts';

/** Whose call an answer was first given to: what decides when it must be forgotten. */
export type AnswerOrigin = {
  readonly callId: string;
  readonly owner: KeyOwner;
  readonly keyId: string;
  readonly teamId: string;
  readonly useCaseId: string;
  readonly modelId: string;
  readonly templateId: string | null;
  readonly dataClass: DataClass;
  readonly face: Face;
};

/** A whole answer that may be given again: the bytes as they came, before anything was done to protect its reader. */
export type CachedAnswer = {
  /** Keyed digest of the question and of all that binds it (`cacheKeyText`), hex. */
  readonly key: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly origin: AnswerOrigin;
  /** Version of the snapshot by which its call was decided: what was purged later is about it too. */
  readonly snapshotVersion: number;
  readonly storedAtMs: number;
  readonly expiresAtMs: number;
};

/** What a purge can be about. `all` has an empty id. */
export const PURGEABLE = ['all', 'use_case', 'person', 'service_account', 'team', 'model'] as const;
export type PurgeableKind = (typeof PURGEABLE)[number];

/** Somebody's order to forget answers. Erasures and suspensions count as orders too. */
export type CachePurge = {
  /** Version of the snapshot that it came with: answers of calls decided later stay. */
  readonly version: number;
  readonly subject: { readonly kind: PurgeableKind; readonly id: string };
};

/** A purge as it is kept. */
export type KeptCachePurge = {
  readonly id: string;
  readonly subjectKind: PurgeableKind;
  readonly subjectId: string;
  readonly reason: string;
  readonly orderedBy: string;
};

export function isPurged(origin: AnswerOrigin, { kind, id }: CachePurge['subject']): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'use_case':
      return origin.useCaseId === id;
    case 'person':
      return origin.owner.kind === 'person' && origin.owner.personId === id;
    case 'service_account':
      return origin.owner.kind === 'service_account' && origin.owner.serviceAccountId === id;
    case 'team':
      return origin.teamId === id;
    case 'model':
      return origin.modelId === id;
  }
}

/** Whether what stands behind an answer is suspended, by the keys of suspensions. */
export function isOfSuspended(origin: AnswerOrigin, isSuspended: (suspensionKey: string) => boolean): boolean {
  const named = (kind: SuspendableKind, id: string | null): boolean =>
    id !== null && isSuspended(suspensionKey({ kind, id }));
  return (
    named('key', origin.keyId) ||
    named('person', origin.owner.kind === 'person' ? origin.owner.personId : null) ||
    named('use_case', origin.useCaseId) ||
    named('model', origin.modelId) ||
    named('template', origin.templateId)
  );
}
