import type { AnswerAction, FindingCounts } from '../../domain/usage/call-record.ts';
import type { Inspector } from '../../ports/inspector.ts';

/**
 * What is done to the texts of one answer on their way to the client. A call that asks for nothing has `null` instead
 * of this, and its answer passes byte for byte.
 */
export type AnswerProtection = {
  /** Placeholders that went upstream with this call, and the values they stand for; empty: nothing is put back. */
  readonly restore: ReadonlyMap<string, string>;
  /** The strongest of what `actionOf` says. `none` looks at nothing, `note` counts, `redact` replaces, `block` ends the answer. */
  readonly action: 'none' | AnswerAction;
  /** What is done with findings of this type; null: they are counted and left. */
  readonly actionOf: (findingType: string) => AnswerAction | null;
  readonly inspector: Inspector;
  /** The placeholder for a value of this call's owner and conversation. */
  readonly name: (found: { readonly type: string; readonly value: string }) => string;
  /** True: an answer that could not be inspected is withheld; false: it passes, and that is recorded. */
  readonly closed: boolean;
  /** True: a rule says that the answer's texts are kept, as the client reads them. */
  readonly keeps: boolean;
};

/** What came of it, for the record: never the text itself. */
export type AnswerReport = {
  /** Each text counts once, however often an API repeats it. */
  readonly findings: FindingCounts;
  /** The strongest thing that happened; null: nothing was found, and all of it was looked at. */
  readonly action: AnswerAction | null;
  /** What was not looked at and passed all the same, because the call may. Empty: nothing. */
  readonly failures: readonly string[];
  /** The texts, where they are to be kept; as far as they fit. */
  readonly kept: readonly KeptText[];
};

export type KeptText = { readonly kind: 'assistant' | 'tool_call'; readonly text: string };

export const NOTHING_REPORTED: AnswerReport = { findings: {}, action: null, failures: [], kept: [] };
