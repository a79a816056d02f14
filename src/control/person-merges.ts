import { readAs } from '../domain/outcome/keep-outcomes.ts';
import type { PersonMerge } from '../domain/outcome/validation.ts';
import type { ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import { checkReferences } from './check-references.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import type { OutcomeContext } from './outcome-context.ts';
import { foldAnew, readMerges } from './record-outcome-events.ts';

const AT_ONCE = 500;

/**
 * Reads one name as another's from now on: two names of one human being. What was told under it stands as it was told, so that the
 * two can be told apart again; but nobody proves their own work under their other name.
 */
export function mergePeople(
  context: OutcomeContext,
  commander: Commander,
  order: { readonly personId: string; readonly intoPersonId: string; readonly why: string },
): Promise<Stored<PersonMerge> | ControlRefusal> {
  const { personId, intoPersonId, why } = order;
  return context.store.write(commander.actor, async (unit) => {
    const refused = refuseFaults(
      await checkReferences(unit, [{ noun: 'person', id: intoPersonId, pointer: '/intoPersonId' }]),
    );
    if (refused !== undefined) return refused;
    // Who has left keeps their name in what was told.
    if ((await unit.get('person', personId)) === undefined)
      return refuseCommand('not_found', `There is no person "${personId}".`);
    const merges = await readMerges(unit);
    if (readAs(intoPersonId, merges) === readAs(personId, merges))
      return refuseCommand('rule_broken', `"${personId}" and "${intoPersonId}" are read as one already.`);
    if (merges.has(personId))
      return refuseCommand('rule_broken', `"${personId}" is read as another’s name: split it first.`);
    const row: PersonMerge = { id: personId, intoPersonId, why, status: 'merged' };
    return keep(context, unit, { row, type: 'person.merged' });
  });
}

/** Tells the two apart again: everything is as it would be, had they never been taken for one. */
export function splitPerson(
  context: OutcomeContext,
  commander: Commander,
  order: { readonly personId: string; readonly why: string },
): Promise<Stored<PersonMerge> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('person_merge', order.personId);
    if (stored?.row.status !== 'merged')
      return refuseCommand('not_found', `"${order.personId}" is not read as another’s name.`);
    const row: PersonMerge = { ...stored.row, status: 'split', why: order.why };
    return keep(context, unit, { row, type: 'person.split' });
  });
}

/** Whose name a name is read as, and which others are read as it. */
export async function readPersonNames(unit: ReadUnit, personId: string): Promise<PersonNames | ControlRefusal> {
  if ((await unit.get('person', personId)) === undefined)
    return refuseCommand('not_found', `There is no person "${personId}".`);
  const own = (await unit.get('person_merge', personId))?.row;
  const alsoNamed: NameOf[] = [];
  for await (const { row } of everyRow(unit, 'person_merge', { status: 'merged' }))
    if (row.intoPersonId === personId) alsoNamed.push({ personId: row.id, why: row.why });
  const readAs = own?.status === 'merged' ? { personId: own.intoPersonId, why: own.why } : null;
  return { personId, readAs, alsoNamed };
}

type NameOf = { readonly personId: string; readonly why: string };

export type PersonNames = {
  readonly personId: string;
  readonly readAs: NameOf | null;
  readonly alsoNamed: readonly NameOf[];
};

async function keep(
  context: OutcomeContext,
  unit: WriteUnit,
  given: { readonly row: PersonMerge; readonly type: 'person.merged' | 'person.split' },
): Promise<Stored<PersonMerge>> {
  const { row, type } = given;
  await unit.put('person_merge', row, { managedBy: 'api' });
  const changed = await refold(context, unit, [row.id, row.intoPersonId]);
  const detail = { intoPersonId: row.intoPersonId, outcomesChanged: changed };
  await unit.audit({ type, subject: `person:${row.id}`, detail });
  return readBack(unit, 'person_merge', row.id);
}

/** Makes the outcomes of both anew. Writers take turns, so that no other outcome of theirs comes between. */
async function refold(context: OutcomeContext, unit: WriteUnit, personIds: readonly string[]): Promise<number> {
  const nowMs = context.clock.nowMs();
  let changed = 0;
  for (let afterId: string | null = null; ; ) {
    const ids: readonly string[] = await context.outcomeDesk.ofPeople(personIds, { afterId, limit: AT_ONCE });
    if (ids.length > 0) changed += (await foldAnew(unit, { outcomeIds: ids, evidenceIds: [] }, nowMs)).length;
    afterId = ids.at(-1) ?? null;
    if (ids.length < AT_ONCE) return changed;
  }
}
