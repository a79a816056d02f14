import { HANDED_OVER, type HandedOverNoun, type Handover } from '../domain/identity/handover.ts';
import type { Actor, Nouns, Stored, WriteUnit } from '../ports/control-store.ts';
import { saveKey } from './api-key-status.ts';
import type { RowAddress } from './change-row.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { isLastAdministrator, saveEnded } from './role-grants.ts';
import { endSessionsWithKeys } from './sessions.ts';

/** What became of it, counted. */
export type Deactivation = {
  readonly personId: string;
  readonly sessionsEnded: number;
  readonly keysRevoked: number;
  readonly rolesEnded: number;
  /** Null where the person owned nothing. */
  readonly handoverId: string | null;
};

type Order = { readonly personId: string; readonly reason: string };

/**
 * Ends everything by which somebody who leaves could act, in one transaction: sessions, password, keys, roles. What they
 * owned stays as it is and is listed as a handover until it has other owners. Doing it again changes nothing.
 */
export function deactivatePerson(
  context: ControlContext,
  { actor }: Commander,
  order: Order,
): Promise<Deactivation | ControlRefusal> {
  return context.store.write(actor, (unit) => deactivateWithin(context, unit, { ...order, actor }));
}

/** The same within a write that does more, as when an identity provider says that somebody left. */
export async function deactivateWithin(
  context: ControlContext,
  unit: WriteUnit,
  order: Order & { readonly actor: Pick<Actor, 'id'> },
): Promise<Deactivation | ControlRefusal> {
  const { personId, reason } = order;
  const atMs = context.clock.nowMs();
  const stored = await unit.get('person', personId);
  if (stored === undefined) return refuseCommand('not_found', `There is no person "${personId}".`);
  for await (const { row } of everyRow(unit, 'role_grant', { personId, status: 'active' })) {
    if (await isLastAdministrator(unit, row, atMs))
      return refuseCommand('in_use', 'This is the last administrator: give the role to somebody else first.');
  }
  const sessionsEnded = await endSessionsWithKeys(unit, { kind: 'person', personId, except: null }, { atMs, reason });
  await unit.signIn.dropPassword(personId);
  const keysRevoked = await revokeKeys(unit, order);
  const rolesEnded = await endRoles(unit, order);
  const handoverId = stored.row.status === 'active' ? await openHandover(context, unit, order) : null;
  const counted = { sessionsEnded, keysRevoked, rolesEnded, handoverId };
  if (stored.row.status === 'active') {
    const put = { managedBy: stored.managedBy, expectedRevision: stored.revision };
    await unit.put('person', { ...stored.row, status: 'archived' }, put);
    await unit.audit({ type: 'person.deactivated', subject: `person:${personId}`, detail: { reason, ...counted } });
  }
  return { personId, ...counted };
}

async function revokeKeys(unit: WriteUnit, { personId, reason }: Order): Promise<number> {
  let revoked = 0;
  for await (const stored of everyRow(unit, 'api_key', { ownerPersonId: personId })) {
    if (stored.row.status === 'revoked') continue;
    const next = { ...stored.row, status: 'revoked', statusReason: reason } as const;
    await saveKey(unit, { stored, next, type: 'api_key.revoked' });
    revoked += 1;
  }
  return revoked;
}

async function endRoles(unit: WriteUnit, { personId, reason }: Order): Promise<number> {
  let ended = 0;
  for await (const stored of everyRow(unit, 'role_grant', { personId, status: 'active' })) {
    await saveEnded(unit, stored, reason);
    ended += 1;
  }
  return ended;
}

async function openHandover(
  context: ControlContext,
  unit: WriteUnit,
  order: Order & { readonly actor: Pick<Actor, 'id'> },
): Promise<string | null> {
  const items = await ownedItems(unit, order.personId);
  if (items.length === 0) return null;
  const { personId, reason, actor } = order;
  const id = context.chance.uuid(context.clock.nowMs());
  const row: Handover = { id, personId, reason, items, state: 'open', openedBy: actor.id, doneBy: null };
  await unit.put('handover', row, { managedBy: 'api', expectedRevision: null });
  await unit.audit({ type: 'handover.opened', subject: `handover:${id}`, detail: { row } });
  return id;
}

/** What somebody owns at this moment that is not archived. */
export async function ownedItems(
  unit: Pick<WriteUnit, 'get' | 'list'> & WriteUnit,
  personId: string,
): Promise<Handover['items']> {
  const items: Handover['items'][number][] = [];
  for (const noun of HANDED_OVER) items.push(...(await ownedOf(unit, noun, personId)));
  return items;
}

const OWNER: { readonly [N in HandedOverNoun]: (row: Nouns[N]) => string | null } = {
  team: (row) => row.managerPersonId,
  service_account: (row) => row.ownerPersonId,
  use_case: (row) => row.ownerPersonId,
  envelope: (row) => row.ownerPersonId,
  library_asset: (row) => row.ownerPersonId,
};

async function ownedOf<N extends HandedOverNoun>(
  unit: WriteUnit,
  noun: N,
  personId: string,
): Promise<Handover['items']> {
  const items: Handover['items'][number][] = [];
  for await (const { row } of everyRow(unit, noun)) {
    if (OWNER[noun](row) !== personId || row.status === 'archived') continue;
    items.push({ noun, id: row.id, name: row.name });
  }
  return items;
}

/** Closes a handover once nothing of it is the person's any more. */
export function closeHandover(
  context: ControlContext,
  { actor }: Commander,
  order: RowAddress,
): Promise<Stored<Handover> | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    const stored = await unit.get('handover', order.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no handover "${order.id}".`);
    if (stored.row.state === 'done') return stored;
    const left = await ownedItems(unit, stored.row.personId);
    if (left.length > 0) {
      const names = left.slice(0, 5).map(({ noun, id }) => `${noun.replaceAll('_', ' ')} "${id}"`);
      const more = left.length > 5 ? ` and ${left.length - 5} more` : '';
      return refuseCommand('in_use', `These are still of "${stored.row.personId}": ${names.join(', ')}${more}.`);
    }
    const next: Handover = { ...stored.row, state: 'done', doneBy: actor.id };
    await unit.put('handover', next, { managedBy: 'api', expectedRevision: stored.revision });
    await unit.audit({ type: 'handover.closed', subject: `handover:${next.id}`, detail: {} });
    return readBack(unit, 'handover', next.id);
  });
}
