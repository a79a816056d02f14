import type { KeptEnvelope } from '../domain/budget/kept-envelope.ts';
import type { ReadUnit, Stored } from '../ports/control-store.ts';
import type { Declared, PlannedChange } from './configuration-plan.ts';
import type { Fault } from './control-refusal.ts';
import { overdrawnInWords } from './envelopes.ts';

/** The envelopes whose cap a plan would put below what is spent already: a file does that only where somebody says that it is meant. */
export async function findPlanOverdrafts(
  unit: ReadUnit,
  plan: {
    readonly declared: Declared;
    readonly changes: readonly PlannedChange[];
    readonly stored: ReadonlyMap<string, Stored<KeptEnvelope>>;
    readonly nowMs: number;
  },
): Promise<readonly Fault[]> {
  const { declared, changes, stored, nowMs } = plan;
  const changed = new Set(
    changes.filter(({ noun, action }) => noun === 'envelope' && action !== 'archive').map(({ id }) => id),
  );
  const faults: Fault[] = [];
  for (const [index, to] of declared.envelope.entries()) {
    const from = stored.get(to.id);
    if (from === undefined || !changed.has(to.id)) continue;
    const words = await overdrawnInWords(unit, { from, to, nowMs });
    if (words === undefined) continue;
    const detail = `${words} Apply with "anyway" if that is meant.`;
    faults.push({ code: 'rule_broken', pointer: `/envelopes/${index}/hardCap`, detail });
  }
  return faults;
}
