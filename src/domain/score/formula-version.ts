import type { Formula } from './formula.ts';

/** A version of the formula from its proposal on (requirements S1, S6). What is published never changes. */
export type FormulaVersion = {
  /** Sorts as versions do. */
  readonly id: string;
  /** On every score and posting that it makes; the formula's own. */
  readonly version: string;
  readonly formula: Formula;
  readonly note: string;
  /** The first period that it scores. */
  readonly fromPeriod: string;
  readonly state: 'proposed' | 'published' | 'withdrawn';
  readonly proposedBy: string;
  readonly proposedAtMs: number;
  /** What it would change was shown: of this period, at this moment. */
  readonly compared: { readonly periodId: string; readonly atMs: number } | null;
  readonly published: { readonly by: string; readonly atMs: number } | null;
};

/** The formula that scores a period: of those that were published for it or an earlier one, the one published last. */
export function formulaFor(versions: readonly FormulaVersion[], periodId: string): FormulaVersion | undefined {
  return versions
    .filter(({ state, fromPeriod }) => state === 'published' && fromPeriod <= periodId)
    .toSorted((one, other) => (one.published?.atMs ?? 0) - (other.published?.atMs ?? 0))
    .at(-1);
}

/** Why a version cannot be published by somebody; undefined: it can. */
export function whyNotPublish(
  { state, proposedBy, compared, fromPeriod }: FormulaVersion,
  { publisherId, periodNow }: { readonly publisherId: string; readonly periodNow: string },
): string | undefined {
  if (state !== 'proposed') return `It is ${state} already.`;
  if (publisherId === proposedBy) return 'Somebody else than who proposed it publishes it.';
  if (compared === null) return 'What it would change was not looked at yet: compare it first.';
  if (fromPeriod < periodNow)
    return `It would score ${fromPeriod}, which is over. Propose it from ${periodNow} on: nobody is judged afterwards by another rule.`;
  return undefined;
}
