import type { Inspector } from '../../ports/inspector.ts';

/**
 * What is done to the texts of one answer on their way to the client. A call that asks for nothing has `null` instead
 * of this, and its answer passes byte for byte.
 */
export type AnswerProtection = {
  /** Placeholders that went upstream with this call, and the values they stand for; empty: nothing is put back. */
  readonly restore: ReadonlyMap<string, string>;
  /** `none` looks at nothing; `note` counts; `redact` replaces; `block` ends the answer. */
  readonly action: 'none' | 'note' | 'redact' | 'block';
  /** Whether the action is meant for findings of this type; others are counted and left alone. */
  readonly concerns: (findingType: string) => boolean;
  readonly inspector: Inspector;
  /** The placeholder for a value of this call's owner and conversation. */
  readonly name: (found: { readonly type: string; readonly value: string }) => string;
  /** True: an answer that could not be inspected is withheld; false: it passes, and that is recorded. */
  readonly closed: boolean;
};

/** What came of it, for the record: never the text itself. */
export type AnswerReport = {
  /** How often each type was found, by type; each text counts once however often an API repeats it. */
  readonly findings: ReadonlyMap<string, number>;
  /** The strongest that happened: `noted` when something was found and left, `withheld` when the answer was ended. */
  readonly action: 'none' | 'noted' | 'redacted' | 'withheld';
  /** True when a detector failed, or the answer could not be read, and it passed all the same. */
  readonly uninspected: boolean;
};

export const NOTHING_REPORTED: AnswerReport = { findings: new Map(), action: 'none', uninspected: false };
