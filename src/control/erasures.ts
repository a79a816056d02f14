import type { Erasure } from '../domain/content/erasure.ts';
import type { KeyOwner } from '../domain/identity/key-grant.ts';
import type { Actor, Stored } from '../ports/control-store.ts';
import { type ContentContext, UPKEEP } from './content-context.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { nearInWords, nearNames } from './near-names.ts';

export type ErasureWish = Pick<Erasure, 'ownerKind' | 'ownerId' | 'reason'>;

/**
 * Destroys all content that is kept of a person or service account up to this moment, and their key. What a legal hold
 * keeps stays until the hold is lifted, and goes then; what they write later is kept under a new key.
 */
export async function orderErasure(
  context: ContentContext,
  commander: Commander,
  wish: ErasureWish,
): Promise<Stored<Erasure> | ControlRefusal> {
  const unknown = await checkOwner(context, wish);
  if (unknown !== undefined) return unknown;
  const id = context.chance.uuid(context.clock.nowMs());
  const row: Erasure = {
    ...wish,
    id,
    orderedBy: commander.actor.id,
    state: 'ordered',
    recordsDestroyed: 0,
    recordsHeld: 0,
  };
  // The order first: should this process end now, the upkeep carries it out.
  const ordered = await context.store.write(commander.actor, async (unit) => {
    await unit.put('erasure', row, { managedBy: 'api', expectedRevision: null });
    await unit.audit({
      type: 'erasure.ordered',
      subject: subjectOf(row),
      detail: { erasureId: id, reason: row.reason },
    });
    return readBack(unit, 'erasure', id);
  });
  return carryOut(context, commander.actor, ordered);
}

/** Carries out what a hold or the end of a process has kept from being done. Gives back how many are done now. */
export async function carryOutErasures(context: ContentContext): Promise<number> {
  let done = 0;
  for await (const stored of everyRow(context.store, 'erasure')) {
    if (stored.row.state === 'done') continue;
    if ((await carryOut(context, UPKEEP, stored)).row.state === 'done') done += 1;
  }
  return done;
}

async function carryOut(context: ContentContext, actor: Actor, order: Stored<Erasure>): Promise<Stored<Erasure>> {
  const { row } = order;
  const { destroyed, held } = await context.content.destroyOwner(ownerOf(row), order.createdAtMs);
  if (destroyed > 0 || context.content.mayLinger()) await context.content.forgetDestroyed();
  const next: Erasure = {
    ...row,
    state: held === 0 ? 'done' : 'held',
    recordsDestroyed: row.recordsDestroyed + destroyed,
    recordsHeld: held,
  };
  return context.store.write(actor, async (unit) => {
    const stored = await readBack(unit, 'erasure', row.id);
    // Another gateway was faster, or nothing has changed since the last look.
    if (stored.revision !== order.revision) return stored;
    if ((await unit.put('erasure', next, { managedBy: 'api' })) !== 'unchanged') {
      const detail = { erasureId: row.id, state: next.state, records: destroyed, held };
      await unit.audit({ type: 'content.erased', subject: subjectOf(row), detail });
    }
    return readBack(unit, 'erasure', row.id);
  });
}

function ownerOf({ ownerKind, ownerId }: Erasure): KeyOwner {
  switch (ownerKind) {
    case 'person':
      return { kind: ownerKind, personId: ownerId };
    case 'service_account':
      return { kind: ownerKind, serviceAccountId: ownerId };
  }
}

function subjectOf({ ownerKind, ownerId }: Erasure): string {
  return `${ownerKind}:${ownerId}`;
}

async function checkOwner(context: ContentContext, wish: ErasureWish): Promise<ControlRefusal | undefined> {
  if ((await context.store.get(wish.ownerKind, wish.ownerId)) !== undefined) return undefined;
  const known: string[] = [];
  for await (const { row } of everyRow(context.store, wish.ownerKind)) known.push(row.id);
  const near = nearInWords(nearNames(wish.ownerId, known));
  return refuseCommand('not_found', `There is no ${wish.ownerKind.replace('_', ' ')} "${wish.ownerId}".${near}`);
}
