import type { ProvisionedGroup } from '../domain/identity/provisioned.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import type { KnownGroup } from '../ports/provisioning-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { memberChanges } from './member-changes.ts';
import { findKnown, followProvisioned, givesRoles, type ProvisioningContext } from './provisioning-context.ts';

/** What becomes of who is in a group, one step after another. */
export type MemberStep = { readonly kind: 'add' | 'remove' | 'set'; readonly personIds: readonly string[] };

/** How a provider wants a group to stand. */
export type GroupWish = Omit<ProvisionedGroup, 'id'> & { readonly members: readonly MemberStep[] };

/** People in a group. */
export const MEMBERS_MAX = 20_000;
/** People whose roles one request may change: each takes its turn within the one write. */
const FOLLOWED_MAX = 2_000;
/** An event names so many people and counts all of them. */
const TOLD_MAX = 200;

const noSuchGroup = (groupId: string) => refuseCommand('not_found', `There is no group "${groupId}".`);

export function createProvisionedGroup(
  context: ProvisioningContext,
  { actor }: Commander,
  wish: GroupWish,
): Promise<KnownGroup | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    const group = { ...groupOf(wish), id: context.chance.uuid(context.clock.nowMs()) };
    const refusal = await findRefusal(context, unit, { group, before: undefined, wish });
    if (refusal !== undefined) return refusal;
    await unit.provisioning.insertGroup(group, context.clock.nowMs());
    const moved = await takeSteps(unit, group.id, wish.members);
    await unit.audit({
      type: 'provisioned_group.created',
      subject: `provisioned_group:${group.id}`,
      detail: { row: group, ...toldOf(moved) },
    });
    await followAll(context, unit, givesRoles(context, group) ? moved : NOBODY);
    return readGroup(unit, group.id);
  });
}

/** Changes a group in one transaction; whose roles change by it have them, or have lost them, from the next request on. */
export function changeProvisionedGroup(
  context: ProvisioningContext,
  { actor }: Commander,
  change: { readonly groupId: string; readonly revise: (known: KnownGroup) => Promise<GroupWish> },
): Promise<KnownGroup | ControlRefusal> {
  const { groupId } = change;
  return context.store.write(actor, async (unit) => {
    const before = await findGroup(unit, groupId);
    if (before === undefined) return noSuchGroup(groupId);
    const wish = await change.revise(before);
    const group = { ...groupOf(wish), id: groupId };
    const refusal = await findRefusal(context, unit, { group, before, wish });
    if (refusal !== undefined) return refusal;
    const moved = await takeSteps(unit, groupId, wish.members);
    const was = { id: groupId, displayName: before.displayName, externalId: before.externalId };
    const changes = memberChanges(was, group);
    if (changes.length === 0 && moved.added.size === 0 && moved.removed.size === 0) return before;
    await unit.provisioning.changeGroup(group, context.clock.nowMs());
    await unit.audit({
      type: 'provisioned_group.updated',
      subject: `provisioned_group:${groupId}`,
      detail: { changes, ...toldOf(moved) },
    });
    await followAll(context, unit, await followersOf(context, unit, { before, group, moved }));
    return readGroup(unit, groupId);
  });
}

/** With the group goes what it gave. */
export function removeProvisionedGroup(
  context: ProvisioningContext,
  { actor }: Commander,
  removal: { readonly groupId: string; readonly check: (known: KnownGroup) => void },
): Promise<ControlRefusal | undefined> {
  const { groupId, check } = removal;
  return context.store.write(actor, async (unit) => {
    const before = await findGroup(unit, groupId);
    if (before === undefined) return noSuchGroup(groupId);
    check(before);
    const wish = { ...before, members: [{ kind: 'set', personIds: [] }] } as const;
    const refusal = await findRefusal(context, unit, { group: before, before, wish });
    if (refusal !== undefined) return refusal;
    const moved = await takeSteps(unit, groupId, wish.members);
    await unit.provisioning.deleteGroup(groupId);
    await unit.audit({
      type: 'provisioned_group.deleted',
      subject: `provisioned_group:${groupId}`,
      detail: { row: groupOf(before), ...toldOf(moved) },
    });
    await followAll(context, unit, givesRoles(context, before) ? moved : NOBODY);
    return undefined;
  });
}

function groupOf({ displayName, externalId }: Omit<ProvisionedGroup, 'id'>): Omit<ProvisionedGroup, 'id'> {
  return { displayName, externalId };
}

type Moved = { readonly added: ReadonlySet<string>; readonly removed: ReadonlySet<string> };
const NOBODY: Moved = { added: new Set(), removed: new Set() };

/** Every refusal comes before the first change: what is refused leaves nothing behind. */
async function findRefusal(
  context: ProvisioningContext,
  unit: WriteUnit,
  of: { readonly group: ProvisionedGroup; readonly before: KnownGroup | undefined; readonly wish: GroupWish },
): Promise<ControlRefusal | undefined> {
  const { group, before, wish } = of;
  const conditions = [{ member: 'displayName', operator: 'is', value: group.displayName }] as const;
  const { rows } = await unit.provisioning.groups({ conditions, limit: 2, offset: 0 });
  if (rows.some(({ id }) => id !== group.id))
    return refuseCommand('already_exists', `There is already a group "${group.displayName}".`);
  const named = [...new Set(wish.members.flatMap(({ kind, personIds }) => (kind === 'remove' ? [] : personIds)))];
  const unknown = await unit.provisioning.unknownPeople(named);
  if (unknown.length > 0) {
    const names = unknown.map((id) => `"${id}"`).join(', ');
    return refuseCommand('reference_unknown', `Members are people by their id here; nobody is called ${names}.`);
  }
  const standing = before === undefined ? [] : await unit.provisioning.members(group.id, MEMBERS_MAX);
  if (standing.length + named.length > MEMBERS_MAX)
    return refuseCommand('rule_broken', `A group has at most ${MEMBERS_MAX} people.`);
  const isFollowed = givesRoles(context, group) || (before !== undefined && givesRoles(context, before));
  return isFollowed && standing.length + named.length > FOLLOWED_MAX
    ? refuseCommand('rule_broken', `A group that gives roles has at most ${FOLLOWED_MAX} people.`)
    : undefined;
}

/** Who is in it afterwards and was not before, and the other way round. */
async function takeSteps(unit: WriteUnit, groupId: string, steps: readonly MemberStep[]): Promise<Moved> {
  const [added, removed] = [new Set<string>(), new Set<string>()];
  const note = (ids: readonly string[], into: Set<string>, from: Set<string>): void => {
    for (const id of ids) if (!from.delete(id)) into.add(id);
  };
  for (const { kind, personIds } of steps) {
    if (kind !== 'add') {
      const leaving = kind === 'remove' ? personIds : await othersThan(unit, groupId, personIds);
      note(await unit.provisioning.removeMembers(groupId, leaving), removed, added);
    }
    if (kind !== 'remove') note(await unit.provisioning.addMembers(groupId, personIds), added, removed);
  }
  return { added, removed };
}

async function othersThan(unit: WriteUnit, groupId: string, personIds: readonly string[]): Promise<readonly string[]> {
  const staying = new Set(personIds);
  const members = await unit.provisioning.members(groupId, MEMBERS_MAX);
  return members.map(({ personId }) => personId).filter((id) => !staying.has(id));
}

/** Who is looked at: whoever moved; and everybody in it where it gives roles under another name now. */
async function followersOf(
  context: ProvisioningContext,
  unit: WriteUnit,
  of: { readonly before: KnownGroup; readonly group: ProvisionedGroup; readonly moved: Moved },
): Promise<Moved> {
  const { before, group, moved } = of;
  if (!givesRoles(context, before) && !givesRoles(context, group)) return NOBODY;
  if (before.displayName === group.displayName && before.externalId === group.externalId) return moved;
  const members = await unit.provisioning.members(group.id, MEMBERS_MAX);
  return { added: new Set(members.map(({ personId }) => personId)), removed: moved.removed };
}

async function followAll(context: ProvisioningContext, unit: WriteUnit, { added, removed }: Moved): Promise<void> {
  for (const personId of [...added, ...removed].sort()) {
    const known = await findKnown(unit, personId);
    if (known !== undefined) await followProvisioned(context, unit, known);
  }
}

function toldOf({ added, removed }: Moved) {
  const told = (ids: ReadonlySet<string>) => ({ people: ids.size, ids: [...ids].sort().slice(0, TOLD_MAX) });
  return { added: told(added), removed: told(removed) };
}

async function findGroup(unit: WriteUnit, groupId: string): Promise<KnownGroup | undefined> {
  const conditions = [{ member: 'id', operator: 'is', value: groupId }] as const;
  return (await unit.provisioning.groups({ conditions, limit: 1, offset: 0 })).rows[0];
}

async function readGroup(unit: WriteUnit, groupId: string): Promise<KnownGroup> {
  const group = await findGroup(unit, groupId);
  if (group === undefined) throw new Error(`the store lost group ${groupId} within one transaction`);
  return group;
}
