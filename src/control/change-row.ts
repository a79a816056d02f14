import type { Nouns, Stored, WriteUnit } from '../ports/control-store.ts';
import { checkReferences } from './check-references.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import { findFaults, readBack } from './create-row.ts';
import { findDependants } from './find-dependants.ts';
import { type Changes, memberChanges, mergeMembers } from './member-changes.ts';
import type { RowNoun, RowRules } from './row-rules.ts';

/** Which row, and which revision of it the caller has seen; undefined when the caller does not say. */
export type RowAddress = { readonly id: string; readonly expectedRevision: number | undefined };

/**
 * Changes members of a row that is not archived. Rows kept by file can only be blocked, suspended or let go again:
 * an incident must not wait for a file, and any other change would be undone by the next one.
 */
export function changeRow<N extends RowNoun>(
  context: ControlContext,
  commander: Commander,
  change: RowAddress & {
    readonly rules: RowRules<N>;
    readonly changes: Changes<Nouns[N]>;
    /** What else keeps the change from being made, asked in the same transaction. */
    readonly check?: (
      unit: WriteUnit,
      change: { readonly from: Stored<Nouns[N]>; readonly to: Nouns[N] },
    ) => Promise<ControlRefusal | undefined>;
  },
): Promise<Stored<Nouns[N]> | ControlRefusal> {
  const { rules } = change;
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findRow(unit, rules, change);
    if (isControlRefusal(stored)) return stored;
    if (rules.isArchived(stored.row)) {
      return refuseCommand('archived', `The ${rules.word} "${change.id}" is archived. Restore it first.`);
    }
    const next = mergeMembers(stored.row, change.changes);
    const members = memberChanges(rules.shown(stored.row), rules.shown(next));
    if (members.length === 0) return stored;
    if (stored.managedBy === 'file' && members.some(({ member }) => member !== 'status')) {
      return refuseCommand('managed_by_file', `The ${rules.word} "${change.id}" is kept by the configuration file.`);
    }
    const nowMs = context.clock.nowMs();
    const forbidden = rules.findForbidden({ from: stored.row, to: next, nowMs });
    if (forbidden !== undefined) return refuseCommand('rule_broken', forbidden);
    const refusal =
      (await findNewFaults(unit, rules, { from: stored.row, to: next })) ??
      (await change.check?.(unit, { from: stored, to: next }));
    return refusal ?? saveRow(unit, rules, { stored, next, type: 'updated' });
  });
}

/** Takes a row out of use: it stays, so that old records keep their names. */
export function archiveRow<N extends RowNoun>(
  context: ControlContext,
  commander: Commander,
  archiving: RowAddress & { readonly rules: RowRules<N> },
): Promise<Stored<Nouns[N]> | ControlRefusal> {
  const { rules, id } = archiving;
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findRow(unit, rules, archiving);
    if (isControlRefusal(stored)) return stored;
    const nowMs = context.clock.nowMs();
    const next = rules.retire(stored.row, nowMs);
    if (next === stored.row) return stored;
    if (stored.managedBy === 'file') return keptByFile(rules, id);
    const dependants = await findDependants(unit, { noun: rules.noun, id, nowMs });
    if (dependants !== undefined) {
      return refuseCommand('in_use', `The ${rules.word} "${id}" is still used by ${dependants}.`);
    }
    return saveRow(unit, rules, { stored, next, type: 'archived' });
  });
}

/** Takes a row back from the archive, if what it refers to is active. */
export function restoreRow<N extends RowNoun>(
  context: ControlContext,
  commander: Commander,
  restoring: RowAddress & { readonly rules: RowRules<N> },
): Promise<Stored<Nouns[N]> | ControlRefusal> {
  const { rules, id } = restoring;
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findRow(unit, rules, restoring);
    if (isControlRefusal(stored)) return stored;
    if (!rules.isArchived(stored.row)) return stored;
    if (stored.managedBy === 'file') return keptByFile(rules, id);
    const next = rules.restore(stored.row);
    const refusal = refuseFaults(await findFaults(unit, rules, next));
    return refusal ?? saveRow(unit, rules, { stored, next, type: 'restored' });
  });
}

/** The row at the revision that the caller has seen. */
export async function findRow<N extends RowNoun>(
  unit: WriteUnit,
  rules: RowRules<N>,
  address: RowAddress,
): Promise<Stored<Nouns[N]> | ControlRefusal> {
  const stored = await unit.get(rules.noun, address.id);
  if (stored === undefined) return refuseCommand('not_found', `There is no ${rules.word} "${address.id}".`);
  const expected = address.expectedRevision;
  if (expected !== undefined && expected !== stored.revision) {
    return refuseCommand(
      'revision_conflict',
      `The ${rules.word} "${address.id}" is at revision ${stored.revision}, not at ${expected}.`,
    );
  }
  return stored;
}

/** Faults that the change brings in; a reference that the row had before is not checked again. */
async function findNewFaults<N extends RowNoun>(
  unit: WriteUnit,
  rules: RowRules<N>,
  change: { readonly from: Nouns[N]; readonly to: Nouns[N] },
): Promise<ControlRefusal | undefined> {
  const had = new Set(rules.references(change.from).map(({ noun, id }) => `${noun}:${id}`));
  const added = rules.references(change.to).filter(({ noun, id }) => !had.has(`${noun}:${id}`));
  const unchecked: RowRules<N> = { ...rules, references: () => [] };
  const faults = [...(await checkReferences(unit, added)), ...(await findFaults(unit, unchecked, change.to))];
  return refuseFaults(faults);
}

async function saveRow<N extends RowNoun>(
  unit: WriteUnit,
  rules: RowRules<N>,
  save: {
    readonly stored: Stored<Nouns[N]>;
    readonly next: Nouns[N];
    readonly type: 'updated' | 'archived' | 'restored';
  },
): Promise<Stored<Nouns[N]> | ControlRefusal> {
  const { stored, next, type } = save;
  const managedBy = stored.managedBy === 'file' ? 'file' : 'api';
  const result = await unit.put(rules.noun, next, { managedBy, expectedRevision: stored.revision });
  if (result === 'revision_conflict') {
    return refuseCommand('revision_conflict', `The ${rules.word} "${next.id}" was changed at the same moment.`);
  }
  await unit.audit({
    type: `${rules.noun}.${type}`,
    subject: `${rules.noun}:${next.id}`,
    detail: { changes: memberChanges(rules.shown(stored.row), rules.shown(next)) },
  });
  return readBack(unit, rules.noun, next.id);
}

function keptByFile<N extends RowNoun>(rules: RowRules<N>, id: string): ControlRefusal {
  return refuseCommand('managed_by_file', `The ${rules.word} "${id}" is kept by the configuration file.`);
}
