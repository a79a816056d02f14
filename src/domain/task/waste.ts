import type { Nanodollars } from '../money/nanodollars.ts';
import type { KnownBaseline } from './baseline.ts';
import type { ModelChoices } from './cheaper-model.ts';
import type { CostOfTask } from './cost-of-task.ts';
import { detectLoops } from './detect-loops.ts';
import { detectOversizedContext } from './detect-oversized-context.ts';
import { detectPremiumModel } from './detect-premium-model.ts';
import { detectRetries } from './detect-retries.ts';
import { detectUnreadOutput } from './detect-unread-output.ts';
import type { TaskCall } from './task-call.ts';

export const WASTE_KINDS = ['oversized_context', 'loops', 'retries', 'premium_model', 'unread_output'] as const;
export type WasteKind = (typeof WASTE_KINDS)[number];

/** Something that cost and brought little. It is about the work, names nobody, and says what would do better. */
export type WasteFinding = {
  readonly kind: WasteKind;
  /** How many calls it is seen in. */
  readonly calls: number;
  /** About what would not have been spent, as far as it can be said; at most what the task cost. */
  readonly wasted: Nanodollars;
  /** What was seen. */
  readonly sentence: string;
  /** What to do. */
  readonly remedy: string;
  /** The figures that the sentence stands on. */
  readonly evidence: Readonly<Record<string, number | string>>;
};

/** The same request in other tasks of the same owner, within a day before or after. */
export type SameRequests = { readonly tasks: number; readonly answered: number; readonly cost: Nanodollars };

/** What detectors look at. */
export type WasteQuestion = {
  /** Oldest first. */
  readonly calls: readonly TaskCall[];
  readonly cost: CostOfTask;
  /** Null: too few peers to say anything. */
  readonly baseline: KnownBaseline | null;
  readonly choices: ModelChoices;
  readonly same: SameRequests;
  /** Of the use case; null where nobody said. */
  readonly expectedOutputTokens: number | null;
};

export type WasteDetector = (question: WasteQuestion) => WasteFinding | null;

const DETECTORS: readonly WasteDetector[] = [
  detectOversizedContext,
  detectLoops,
  detectRetries,
  detectPremiumModel,
  detectUnreadOutput,
];

/** What was wasted, the dearest first. Kinds overlap: their sums may not be added up. */
export function findWaste(question: WasteQuestion): readonly WasteFinding[] {
  return DETECTORS.map((detect) => detect(question))
    .filter((finding) => finding !== null)
    .sort((one, other) => (one.wasted === other.wasted ? 0 : one.wasted > other.wasted ? -1 : 1));
}
