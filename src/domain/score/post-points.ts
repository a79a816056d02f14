import { type Contribution, leavesOf } from './explanation.ts';

/** What a posting to the ledger of points says. */
export type PostedEntry = Pick<Contribution, 'rule' | 'words' | 'millipoints' | 'evidenceIds'>;

/**
 * What must be posted so that the ledger comes to a score: of each cause what it is worth now, less what was posted for it. What
 * is gone is taken back under its own words. Entries sum to the difference of the scores.
 */
export function postPoints(before: Contribution | undefined, after: Contribution): readonly PostedEntry[] {
  const posted = sumByCause(before === undefined ? [] : leavesOf(before));
  const now = sumByCause(leavesOf(after));
  const changed = [...now].map(([cause, entry]) => ({
    ...entry,
    millipoints: entry.millipoints - (posted.get(cause)?.millipoints ?? 0),
  }));
  const gone = [...posted]
    .filter(([cause]) => !now.has(cause))
    .map(([, entry]) => ({ ...entry, words: `taken back: ${entry.words}`, millipoints: 0 - entry.millipoints }));
  return [...changed, ...gone].filter(({ millipoints }) => millipoints !== 0);
}

/** A cause is a rule and the first thing that it rests on: what is told of an outcome later does not make it another. */
function sumByCause(leaves: readonly Contribution[]): ReadonlyMap<string, PostedEntry> {
  const causes = new Map<string, PostedEntry>();
  for (const { rule, words, millipoints, evidenceIds } of leaves) {
    const cause = `${rule} ${evidenceIds[0] ?? ''}`;
    const sum = (causes.get(cause)?.millipoints ?? 0) + millipoints;
    causes.set(cause, { rule, words, millipoints: sum, evidenceIds });
  }
  return causes;
}
