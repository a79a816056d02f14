import {
  maySketch,
  SIMILARITY_RULE_ID,
  type SimilarityRule,
  USUAL_SIMILARITY,
} from '../domain/similarity/similarity-rule.ts';
import type { ReadUnit, Stored } from '../ports/control-store.ts';
import { checkReferences } from './check-references.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { type Changes, memberChanges, mergeMembers } from './member-changes.ts';

/** The rule that holds; where nobody has set one, fingerprints are off, at revision 0. */
export async function readSimilarityRule(unit: ReadUnit): Promise<Stored<SimilarityRule>> {
  const stored = await unit.get('similarity_rule', SIMILARITY_RULE_ID);
  return stored ?? { row: USUAL_SIMILARITY, revision: 0, managedBy: 'api', createdAtMs: 0, updatedAtMs: 0 };
}

/** The use cases whose calls are looked at by now: what a rule says is one thing, what use cases allow another. */
export async function lookedAtUseCases(unit: ReadUnit, rule: SimilarityRule): Promise<readonly string[]> {
  const lookedAt: string[] = [];
  for await (const { row } of everyRow(unit, 'use_case', { status: 'active' }))
    if (maySketch(rule, { useCase: row, dataClass: 'public' })) lookedAt.push(row.id);
  return lookedAt;
}

/** Says what fingerprints may be taken of. Gateways follow within a second; what was kept stays for its days. */
export function changeSimilarityRule(
  context: ControlContext,
  { actor }: Commander,
  change: {
    readonly changes: Changes<Omit<SimilarityRule, 'id'>>;
    readonly expectedRevision: number | undefined;
  },
): Promise<Stored<SimilarityRule> | ControlRefusal> {
  const { changes, expectedRevision } = change;
  return context.store.write(actor, async (unit) => {
    const stored = await readSimilarityRule(unit);
    if (expectedRevision !== undefined && expectedRevision !== stored.revision) {
      const why = `The rule is at revision ${stored.revision}, not at ${expectedRevision}.`;
      return refuseCommand('revision_conflict', why);
    }
    const next: SimilarityRule = mergeMembers<SimilarityRule>(stored.row, changes);
    const references = next.useCaseIds.map(
      (id, at) => ({ noun: 'use_case', id, pointer: `/useCaseIds/${at}` }) as const,
    );
    const broken = refuseFaults(await checkReferences(unit, references));
    if (broken !== undefined) return broken;
    const put = await unit.put('similarity_rule', next, { managedBy: 'api' });
    if (put !== 'unchanged') {
      const detail = { changes: memberChanges(stored.row, next) };
      await unit.audit({ type: 'similarity_rule.changed', subject: 'similarity_rule:organisation', detail });
    }
    return readBack(unit, 'similarity_rule', SIMILARITY_RULE_ID);
  });
}
