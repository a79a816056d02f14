import type { Permission } from '../domain/identity/permission.ts';
import {
  findViewFault,
  isSeenBy,
  placeOf,
  type SavedView,
  VIEWS_OF_A_PERSON_MAX,
  type ViewPage,
  type ViewReader,
} from '../domain/view/saved-view.ts';
import type { ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import type { RowAddress } from './change-row.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';

/** A view as it stands in somebody's list. */
export type ListedView = {
  readonly stored: Stored<SavedView>;
  readonly isOwn: boolean;
  readonly ownerName: string;
  /** Whether its owner is still there; where not, whoever sees it can take it over. */
  readonly hasOwner: boolean;
};

type Asking = { readonly mayRead: (permission: Permission) => boolean };
export type ViewWish = Pick<SavedView, 'page' | 'name' | 'search' | 'sharedWith'>;
export type ViewChange = { readonly [M in 'name' | 'search' | 'sharedWith']?: SavedView[M] };

const SHARED_SHOWN_MAX = 500;
const BY_PERSON = 'Views are kept for people, under their own name.';

/** Somebody's own views and those shared with them, by name; of shared ones of a page five hundred at most. */
export async function listViews(
  context: ControlContext,
  { actor }: Commander,
  asked: Asking & { readonly page: ViewPage },
): Promise<readonly ListedView[] | ControlRefusal> {
  const { store } = context;
  const reader = await readerOf(store, actor, asked);
  if (isControlRefusal(reader)) return reader;
  const { page } = asked;
  const found = new Map<string, Stored<SavedView>>();
  for await (const stored of everyRow(store, 'saved_view', { ownerPersonId: reader.personId, page, status: 'active' }))
    found.set(stored.row.id, stored);
  const audiences = [{ sharedWith: 'team', teamId: reader.teamId }, { sharedWith: 'everybody' }];
  for (const audience of audiences) {
    const where = { page, status: 'active', ...audience };
    const { rows } = await store.list('saved_view', { limit: SHARED_SHOWN_MAX, afterId: null, where });
    for (const stored of rows) if (isSeenBy(stored.row, reader)) found.set(stored.row.id, stored);
  }
  const owners = await ownersOf(store, [...found.values()]);
  const listed = [...found.values()].map((stored) => listedFor(stored, { reader, owners }));
  return listed.toSorted((one, other) => one.stored.row.name.localeCompare(other.stored.row.name, 'en'));
}

/** Keeps a view. Two hundred a person are enough to find one again. */
export function createView(
  context: ControlContext,
  { actor }: Commander,
  wish: ViewWish & Asking,
): Promise<ListedView | ControlRefusal> {
  const { mayRead, ...kept } = wish;
  return context.store.write(actor, async (unit) => {
    const reader = await readerOf(unit, actor, { mayRead });
    if (isControlRefusal(reader)) return reader;
    const fault = findViewFault(kept);
    if (fault !== undefined) return refuseCommand('rule_broken', fault);
    const own: Stored<SavedView>[] = [];
    for await (const stored of everyRow(unit, 'saved_view', { ownerPersonId: reader.personId })) own.push(stored);
    const place = placeOf(own);
    if (place.kind === 'full')
      return refuseCommand('rule_broken', `You keep ${VIEWS_OF_A_PERSON_MAX} views: take one away first.`);
    const id = place.kind === 'reuse' ? place.id : context.chance.uuid(context.clock.nowMs());
    const row: SavedView = {
      ...{ ...kept, id, ownerPersonId: reader.personId, status: 'active' },
      teamId: kept.sharedWith === 'team' ? reader.teamId : null,
    };
    return saveView(unit, { row, reader, type: 'saved_view.created' });
  });
}

/** Changes the name, the address or whom it is shared with; only its owner does. */
export function changeView(
  context: ControlContext,
  { actor }: Commander,
  order: RowAddress & { readonly changes: ViewChange } & Asking,
): Promise<ListedView | ControlRefusal> {
  return withOwn(context, actor, order, ({ row }, reader) => {
    const next = { ...row, ...order.changes };
    const fault = findViewFault(next);
    if (fault !== undefined) return refuseCommand('rule_broken', fault);
    const teamId = next.sharedWith === 'team' ? (row.teamId ?? reader.teamId) : null;
    return { row: { ...next, teamId }, type: 'saved_view.changed' };
  });
}

/** Takes a view away, or brings it back. */
export function setViewStatus(
  context: ControlContext,
  { actor }: Commander,
  order: RowAddress & { readonly status: SavedView['status'] } & Asking,
): Promise<ListedView | ControlRefusal> {
  const { status } = order;
  const type = status === 'archived' ? 'saved_view.archived' : 'saved_view.restored';
  return withOwn(context, actor, order, ({ row }) => ({ row: { ...row, status }, type }));
}

/** Makes whoever sees a shared view its owner, where the owner has left. */
export function adoptView(
  context: ControlContext,
  { actor }: Commander,
  order: RowAddress & Asking,
): Promise<ListedView | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    const reader = await readerOf(unit, actor, order);
    if (isControlRefusal(reader)) return reader;
    const stored = await unit.get('saved_view', order.id);
    if (stored === undefined || !isSeenBy(stored.row, reader)) return noView(order.id);
    const owner = await unit.get('person', stored.row.ownerPersonId);
    if (owner?.row.status === 'active')
      return refuseCommand('rule_broken', `${owner.row.name} keeps this view: make one of your own from it.`);
    const row: SavedView = { ...stored.row, ownerPersonId: reader.personId };
    return saveView(unit, { row, reader, type: 'saved_view.adopted' });
  });
}

type Step = { readonly row: SavedView; readonly type: string };

function withOwn(
  context: ControlContext,
  actor: Commander['actor'],
  order: RowAddress & Asking,
  next: (stored: Stored<SavedView>, reader: ViewReader) => Step | ControlRefusal,
): Promise<ListedView | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    const reader = await readerOf(unit, actor, order);
    if (isControlRefusal(reader)) return reader;
    const stored = await unit.get('saved_view', order.id);
    if (stored === undefined || stored.row.ownerPersonId !== reader.personId) return noView(order.id);
    const { expectedRevision = stored.revision } = order;
    if (expectedRevision !== stored.revision)
      return refuseCommand('revision_conflict', `The view is at revision ${stored.revision}, not ${expectedRevision}.`);
    const step = next(stored, reader);
    return isControlRefusal(step) ? step : saveView(unit, { ...step, reader });
  });
}

/** The trail says which page and who may see it; not what it is narrowed to, which may name a person. */
async function saveView(unit: WriteUnit, { row, type, reader }: Step & { readonly reader: ViewReader }) {
  const put = await unit.put('saved_view', row, { managedBy: 'api' });
  if (put !== 'unchanged') {
    const { page, sharedWith, teamId } = row;
    await unit.audit({ type, subject: `saved_view:${row.id}`, detail: { page, sharedWith, teamId } });
  }
  const stored = await readBack(unit, 'saved_view', row.id);
  return listedFor(stored, { reader, owners: await ownersOf(unit, [stored]) });
}

async function readerOf(
  unit: ReadUnit,
  actor: Commander['actor'],
  { mayRead }: Asking,
): Promise<ViewReader | ControlRefusal> {
  const person = actor.kind === 'person' ? await unit.get('person', actor.id) : undefined;
  if (person === undefined) return refuseCommand('rule_broken', BY_PERSON);
  return { personId: person.row.id, teamId: person.row.teamId, mayRead };
}

type Owners = ReadonlyMap<string, { readonly name: string; readonly isThere: boolean }>;

async function ownersOf(unit: ReadUnit, views: readonly Stored<SavedView>[]): Promise<Owners> {
  const owners = new Map<string, { readonly name: string; readonly isThere: boolean }>();
  for (const id of new Set(views.map(({ row }) => row.ownerPersonId))) {
    const person = await unit.get('person', id);
    owners.set(id, { name: person?.row.name ?? id, isThere: person?.row.status === 'active' });
  }
  return owners;
}

function listedFor(
  stored: Stored<SavedView>,
  { reader, owners }: { readonly reader: ViewReader; readonly owners: Owners },
): ListedView {
  const owner = owners.get(stored.row.ownerPersonId);
  return {
    stored,
    isOwn: stored.row.ownerPersonId === reader.personId,
    ownerName: owner?.name ?? stored.row.ownerPersonId,
    hasOwner: owner?.isThere ?? false,
  };
}

/** Somebody else's view is as if it were not there. */
function noView(id: string): ControlRefusal {
  return refuseCommand('not_found', `You have no view "${id}".`);
}
