import type { CallFingerprint } from '../domain/similarity/fingerprint.ts';

/** Takes fingerprints that are to be kept. Answers at once; false: there is no room, and this one is let go. */
export type FingerprintSink = { readonly keep: (fingerprint: CallFingerprint) => boolean };
