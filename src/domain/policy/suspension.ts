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
