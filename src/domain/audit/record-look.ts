/** Somebody looked at what is kept of a person. It stays known, and that person sees it. */
export type RecordLook = {
  readonly id: string;
  /** Whose record. */
  readonly personId: string;
  readonly looker: { readonly kind: 'person' | 'service_account' | 'system'; readonly id: string };
  /** What of it, in plain words: `calls`, `a contested score`. Never what was found. */
  readonly what: string;
  readonly why: string;
  readonly lookedAtMs: number;
};
