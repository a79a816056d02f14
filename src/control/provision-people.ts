import type { Person } from '../domain/identity/directory.ts';
import {
  employmentOfProvided,
  nameOfProvided,
  type Placement,
  type ProvisionedPerson,
} from '../domain/identity/provisioned.ts';
import type { Actor, Stored, WriteUnit } from '../ports/control-store.ts';
import type { KnownPerson } from '../ports/provisioning-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { deactivateWithin } from './deactivate-person.ts';
import { memberChanges } from './member-changes.ts';
import { placeProvisioned } from './place-provisioned.ts';
import { findKnown, followProvisioned, type ProvisioningContext } from './provisioning-context.ts';
import { freeId } from './sign-in-links.ts';

/** How a provider wants somebody to stand. */
export type PersonWish = Omit<ProvisionedPerson, 'personId'> & {
  /** Null: as it is, or the user name where that is an address. */
  readonly email: string | null;
  /** Null: as it is. */
  readonly active: boolean | null;
};

const LEFT = 'The identity provider says that they left.';
const ADDRESS = /^[^\s@]{1,64}@[^\s@]{1,189}$/;

const noSuchPerson = (personId: string) => refuseCommand('not_found', `There is no person "${personId}".`);

/** Somebody whom the provider brings. Who was here once, by the same address, is taken back from the archive. */
export function createProvisionedPerson(
  context: ProvisioningContext,
  { actor }: Commander,
  wish: PersonWish,
): Promise<KnownPerson | ControlRefusal> {
  const standing = { ...wish, active: wish.active ?? true };
  return context.store.write(actor, (unit) => save(context, unit, { known: undefined, wish: standing, actor }));
}

/**
 * Changes somebody in one transaction: what `revise` makes of them as they stand at that moment. Who is no longer active
 * is gone at once: sessions, keys and roles end, and what they owned waits for others.
 */
export function changeProvisionedPerson(
  context: ProvisioningContext,
  { actor }: Commander,
  change: { readonly personId: string; readonly revise: (known: KnownPerson) => Promise<PersonWish> },
): Promise<KnownPerson | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    const known = await findKnown(unit, change.personId);
    if (known === undefined) return noSuchPerson(change.personId);
    return save(context, unit, { known, wish: await change.revise(known), actor });
  });
}

/** Whoever the provider takes away is deactivated, and it does not find them again until it brings them anew. */
export function removeProvisionedPerson(
  context: ProvisioningContext,
  { actor }: Commander,
  removal: { readonly personId: string; readonly check: (known: KnownPerson) => void },
): Promise<ControlRefusal | undefined> {
  const { personId, check } = removal;
  return context.store.write(actor, async (unit) => {
    const known = await findKnown(unit, personId);
    if (known === undefined) return noSuchPerson(personId);
    check(known);
    const left = await deactivateWithin(context, unit, { personId, reason: LEFT, actor });
    if (isControlRefusal(left)) return left;
    await unit.provisioning.forgetPerson(personId);
    await unit.audit({ type: 'person.unprovisioned', subject: `person:${personId}`, detail: {} });
    return undefined;
  });
}

type Saving = {
  readonly known: KnownPerson | undefined;
  readonly wish: PersonWish;
  readonly actor: Pick<Actor, 'id'>;
};

/** Every refusal comes before the first change: what is refused leaves nothing behind. */
async function save(
  context: ProvisioningContext,
  unit: WriteUnit,
  { known, wish, actor }: Saving,
): Promise<KnownPerson | ControlRefusal> {
  const email = (wish.email ?? known?.person.email ?? wish.userName).toLowerCase();
  if (!ADDRESS.test(email))
    return refuseCommand('rule_broken', 'A person here has an e-mail address: send one, or a user name that is one.');
  const before = known === undefined ? await findReturned(unit, email) : await unit.get('person', known.person.id);
  const personId = before?.row.id ?? (await freeId(unit, email));
  const taken = await findTaken(unit, { personId, email, userName: wish.userName });
  if (taken !== undefined) return taken;
  const placed = await placeProvisioned(context, unit, { personId, wish, before: before?.row });
  if (isControlRefusal(placed)) return placed;
  const next = personOf({ personId, email, wish, before: before?.row, teamId: placed.teamId });
  const onlyByFile = before?.managedBy === 'file' && isChangedBeside(before.row, next);
  if (onlyByFile)
    return refuseCommand('managed_by_file', `The person "${personId}" is kept by the configuration file.`);
  if (before?.row.status === 'active' && next.status === 'archived') {
    const left = await deactivateWithin(context, unit, { personId, reason: LEFT, actor });
    if (isControlRefusal(left)) return left;
  }
  await savePerson(unit, { before, next });
  await keepSaid(context, unit, { known, personId, wish, placement: placed.placement });
  const saved = await readKnown(unit, personId);
  await followProvisioned(context, unit, saved);
  return saved;
}

/** Who left and whom no provider keeps any more. */
async function findReturned(unit: WriteUnit, email: string): Promise<Stored<Person> | undefined> {
  const { rows } = await unit.list('person', { limit: 2, afterId: null, where: { email, status: 'archived' } });
  const [only, ...others] = rows;
  if (only === undefined || others.length > 0) return undefined;
  return (await findKnown(unit, only.row.id)) === undefined ? only : undefined;
}

async function findTaken(
  unit: WriteUnit,
  wanted: { readonly personId: string; readonly email: string; readonly userName: string },
): Promise<ControlRefusal | undefined> {
  const { personId, email, userName } = wanted;
  for (const [member, value, words] of [
    ['userName', userName, 'user name'],
    ['email', email, 'address'],
  ] as const) {
    const conditions = [{ member, operator: 'is', value }] as const;
    const { rows } = await unit.provisioning.people({ conditions, limit: 2, offset: 0 });
    if (rows.some(({ person }) => person.id !== personId))
      return refuseCommand('already_exists', `Somebody else has the ${words} "${value}".`);
  }
  return undefined;
}

function personOf(of: {
  readonly personId: string;
  readonly email: string;
  readonly wish: PersonWish;
  readonly before: Person | undefined;
  readonly teamId: string;
}): Person {
  const { personId: id, email, wish, before, teamId } = of;
  const employment = employmentOfProvided(wish.said) ?? before?.employment ?? null;
  const stands = wish.active ?? before?.status !== 'archived';
  return {
    ...{ id, email, teamId, employment },
    name: nameOfProvided(wish.said, wish.userName),
    roles: before?.roles ?? [],
    region: before?.region ?? null,
    status: stands ? 'active' : 'archived',
  };
}

/** Of rows kept by file only the state follows: an end must not wait for a file. */
function isChangedBeside(before: Person, next: Person): boolean {
  return memberChanges(before, next).some(({ member }) => member !== 'status');
}

async function savePerson(
  unit: WriteUnit,
  { before, next }: { readonly before: Stored<Person> | undefined; readonly next: Person },
): Promise<void> {
  const subject = `person:${next.id}`;
  if (before === undefined) {
    await unit.put('person', next, { managedBy: 'api', expectedRevision: null });
    await unit.audit({ type: 'person.created', subject, detail: { row: next, managedBy: 'api' } });
    return;
  }
  // The end was written and told already.
  const standing = next.status === 'archived' ? ({ ...before.row, status: 'archived' } as const) : before.row;
  const changes = memberChanges(standing, next);
  if (changes.length === 0) return;
  await unit.put('person', next, { managedBy: before.managedBy === 'file' ? 'file' : 'api' });
  const isBack = before.row.status === 'archived' && next.status === 'active';
  await unit.audit({ type: isBack ? 'person.restored' : 'person.updated', subject, detail: { changes } });
}

async function keepSaid(
  context: ProvisioningContext,
  unit: WriteUnit,
  of: {
    readonly known: KnownPerson | undefined;
    readonly personId: string;
    readonly wish: PersonWish;
    readonly placement: Placement;
  },
): Promise<void> {
  const { known, personId, placement } = of;
  const { userName, externalId, said } = of.wish;
  const kept: ProvisionedPerson = { personId, userName, externalId, said };
  const changes = memberChanges(known?.provisioned ?? {}, kept);
  if (changes.length === 0) return;
  await unit.provisioning.keepPerson(kept, context.clock.nowMs());
  await unit.audit({ type: 'person.provisioned', subject: `person:${personId}`, detail: { changes, placement } });
}

async function readKnown(unit: WriteUnit, personId: string): Promise<KnownPerson> {
  const known = await findKnown(unit, personId);
  if (known === undefined) throw new Error(`the store lost person ${personId} within one transaction`);
  return known;
}
