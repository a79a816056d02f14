import { type AnswerOrigin, isOfSuspended, isPurged } from '../../domain/caching/cached-answer.ts';
import type { Snapshot } from '../../ports/snapshot.ts';

export type IsVoid = (origin: AnswerOrigin) => boolean;

/**
 * Which answers that were given by one snapshot may not be given by another one; null: all may. A changed policy voids all
 * of them, a changed use case or model its own, a suspension and a purge what they are about.
 */
export function voidAnswers(before: Snapshot, now: Snapshot): IsVoid | null {
  if (before === now) return null;
  // A restored backup can be older than what was known: then nothing is certain.
  if (now.version < before.version || before.policies !== now.policies) return () => true;
  const useCases = changedIds(before.useCases, now.useCases);
  const models = changedIds(before.models, now.models);
  const isSuspensionNew = before.suspensions !== now.suspensions;
  const purges = (now.cachePurges ?? []).filter(({ version }) => version > before.version);
  if (useCases.size === 0 && models.size === 0 && !isSuspensionNew && purges.length === 0) return null;
  return (origin) =>
    useCases.has(origin.useCaseId) ||
    models.has(origin.modelId) ||
    purges.some(({ subject }) => isPurged(origin, subject)) ||
    (isSuspensionNew && isOfSuspended(origin, (key) => now.suspensions.has(key)));
}

/** Rows that went or are other ones than they were. */
function changedIds<Row>(before: ReadonlyMap<string, Row>, now: ReadonlyMap<string, Row>): ReadonlySet<string> {
  const changed = new Set<string>();
  if (before === now) return changed;
  for (const [id, row] of before) {
    const next = now.get(id);
    if (next !== row && (next === undefined || JSON.stringify(next) !== JSON.stringify(row))) changed.add(id);
  }
  return changed;
}
