import type { ManagedBy, Nouns, Stored, WriteUnit } from '../ports/control-store.ts';
import { checkReferences } from './check-references.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, type Fault, refuseCommand, refuseFaults } from './control-refusal.ts';
import type { RowNoun, RowRules } from './row-rules.ts';

/** Makes a row whose id is free, whose references are active, and whose members go together. */
export function createRow<N extends RowNoun>(
  context: ControlContext,
  commander: Commander,
  creation: { readonly rules: RowRules<N>; readonly row: Nouns[N]; readonly managedBy?: ManagedBy },
): Promise<Stored<Nouns[N]> | ControlRefusal> {
  const { rules, row, managedBy = 'api' } = creation;
  return context.store.write(commander.actor, async (unit) => {
    const existing = await unit.get(rules.noun, row.id);
    if (existing !== undefined) return alreadyExists(rules, existing.row);
    const refusal = refuseFaults(await findFaults(unit, rules, row));
    if (refusal !== undefined) return refusal;
    const result = await unit.put(rules.noun, row, { managedBy, expectedRevision: null });
    if (result !== 'inserted') return alreadyExists(rules, row);
    await unit.audit({
      type: `${rules.noun}.created`,
      subject: `${rules.noun}:${row.id}`,
      detail: { row: rules.shown(row), managedBy },
    });
    return readBack(unit, rules.noun, row.id);
  });
}

/** The faults of a row as it would stand: references, members, and members that must be its own. */
export async function findFaults<N extends RowNoun>(
  unit: WriteUnit,
  rules: RowRules<N>,
  row: Nouns[N],
): Promise<readonly Fault[]> {
  const faults: Fault[] = [...(await checkReferences(unit, rules.references(row)))];
  const broken = rules.findBroken(row);
  if (broken !== undefined) faults.push({ code: 'rule_broken', ...broken });
  const clash = await findClash(unit, rules, row);
  if (clash !== undefined) faults.push(clash);
  return faults;
}

/** What was just written, as the store has it; a row that is missing then is a bug of the store. */
export async function readBack<N extends keyof Nouns>(unit: WriteUnit, noun: N, id: string): Promise<Stored<Nouns[N]>> {
  const stored = await unit.get(noun, id);
  if (stored === undefined) throw new Error(`the store lost ${noun} ${id} within one transaction`);
  return stored;
}

async function findClash<N extends RowNoun>(
  unit: WriteUnit,
  rules: RowRules<N>,
  row: Nouns[N],
): Promise<Fault | undefined> {
  const own = rules.unique(row);
  if (own === undefined) return undefined;
  const { where, pointer, words } = own;
  const page = await unit.list(rules.noun, { limit: 500, afterId: null, where });
  const other = page.rows.find((stored) => stored.row.id !== row.id && !rules.isArchived(stored.row));
  if (other === undefined) return undefined;
  return { code: 'rule_broken', pointer, detail: `The ${rules.word} "${other.row.id}" already has the ${words}.` };
}

function alreadyExists<N extends RowNoun>(rules: RowRules<N>, row: Nouns[N]): ControlRefusal {
  const archived = rules.isArchived(row) ? ' It is archived and can be restored.' : '';
  return refuseCommand('already_exists', `There is already a ${rules.word} "${row.id}".${archived}`);
}
