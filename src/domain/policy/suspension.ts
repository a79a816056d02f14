import type { KeyOwner } from '../identity/key-grant.ts';

/** What can be stopped at once, everywhere (requirement C1). */
export const SUSPENDABLE = ['key', 'person', 'template', 'use_case', 'model'] as const;
export type SuspendableKind = (typeof SUSPENDABLE)[number];

/** Containment: what is named here serves no call while the suspension is in force. The thing itself is not changed. */
export type Suspension = {
  readonly id: string;
  readonly subject: { readonly kind: SuspendableKind; readonly id: string };
  /** Public: whoever is stopped reads it. */
  readonly reason: string;
  /** Null: until somebody lifts it. */
  readonly expiresAtMs: number | null;
};

/** A suspension as it is kept, with its end. Once it has ended it never changes again. */
export type KeptSuspension = {
  readonly id: string;
  readonly subjectKind: SuspendableKind;
  readonly subjectId: string;
  readonly reason: string;
  readonly expiresAtMs: number | null;
  /** Id of the person or service account. */
  readonly madeBy: string;
  readonly state: 'in_force' | 'lifted' | 'expired';
  readonly endedAtMs: number | null;
  readonly endedBy: string | null;
  readonly endReason: string | null;
};

/** What a call would use. What is not known yet is left out, and asked about once it is. */
export type SuspensionQuestion = {
  readonly keyId: string;
  readonly owner: KeyOwner;
  readonly templateId?: string | null;
  readonly useCaseId?: string | null;
  readonly modelId?: string | null;
};

/** The place of a subject in the map of suspensions. */
export function suspensionKey({ kind, id }: Suspension['subject']): string {
  return `${kind}:${id}`;
}

/**
 * The suspension that stops a call, if one is in force at this moment: the key's before the person's, then the use case's,
 * the template's and the model's. A person's stops calls by their own keys; their service accounts go on.
 */
export function findSuspension(
  suspensions: ReadonlyMap<string, Suspension>,
  question: SuspensionQuestion,
  nowMs: number,
): Suspension | undefined {
  if (suspensions.size === 0) return undefined;
  const { keyId, owner, useCaseId, templateId, modelId } = question;
  const inForce = (kind: SuspendableKind, id: string | null | undefined): Suspension | undefined => {
    if (id === null || id === undefined) return undefined;
    const found = suspensions.get(suspensionKey({ kind, id }));
    return found === undefined || hasEnded(found, nowMs) ? undefined : found;
  };
  return (
    inForce('key', keyId) ??
    inForce('person', owner.kind === 'person' ? owner.personId : undefined) ??
    inForce('use_case', useCaseId) ??
    inForce('template', templateId) ??
    inForce('model', modelId)
  );
}

/** A suspension ends by itself at its expiry, by the clock of whoever asks: nobody has to write anything. */
export function hasEnded(suspension: Pick<Suspension, 'expiresAtMs'>, nowMs: number): boolean {
  return suspension.expiresAtMs !== null && suspension.expiresAtMs <= nowMs;
}

const WORDS: Readonly<Record<SuspendableKind, string>> = {
  key: 'key',
  person: 'person',
  template: 'template',
  use_case: 'use case',
  model: 'model',
};

/** For whoever is stopped: what is suspended, why and until when. */
export function suspensionInWords({ subject, reason, expiresAtMs }: Suspension): string {
  const until = expiresAtMs === null ? 'until it is lifted' : `until ${new Date(expiresAtMs).toISOString()}`;
  return `The ${WORDS[subject.kind]} "${subject.id}" is suspended ${until}: ${reason}`;
}
