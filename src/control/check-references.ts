import type { ReadUnit } from '../ports/control-store.ts';
import type { Fault } from './control-refusal.ts';
import { nearInWords, nearNames } from './near-names.ts';
import type { Reference, RowNoun, RowRules } from './row-rules.ts';
import { ROW_RULES } from './rules-of-rows.ts';

/** The references that lead to nothing, or to something archived. */
export async function checkReferences(unit: ReadUnit, references: readonly Reference[]): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const reference of references) {
    const state = await stateOf(unit, reference.noun, reference.id);
    const fault = faultOf(reference, state);
    if (fault === undefined) continue;
    const near = state === 'unknown' ? await nearIds(unit, reference) : '';
    faults.push({ ...fault, detail: fault.detail + near });
  }
  return faults;
}

export type ReferenceState = 'active' | 'archived' | 'unknown';

export function faultOf(reference: Reference, state: ReferenceState): Fault | undefined {
  const { word } = ROW_RULES[reference.noun];
  const { pointer, id } = reference;
  switch (state) {
    case 'active':
      return undefined;
    case 'archived':
      return { code: 'reference_archived', pointer, detail: `The ${word} "${id}" is archived.` };
    case 'unknown':
      return { code: 'reference_unknown', pointer, detail: `There is no ${word} "${id}".` };
  }
}

/** Names of the same kind that are like the one that was meant, as far as the first page of them goes. */
async function nearIds(unit: ReadUnit, { noun, id }: Reference): Promise<string> {
  const page = await unit.list(noun, { limit: 500, afterId: null, where: {} });
  const ids = page.rows.map(({ row }) => row.id);
  return nearInWords(nearNames(id, ids));
}

async function stateOf<N extends RowNoun>(unit: ReadUnit, noun: N, id: string): Promise<ReferenceState> {
  const stored = await unit.get(noun, id);
  if (stored === undefined) return 'unknown';
  const rules: RowRules<N> = ROW_RULES[noun];
  return rules.isArchived(stored.row) ? 'archived' : 'active';
}
