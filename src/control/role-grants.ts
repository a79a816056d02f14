import { findReachFault, isGrantInForce, type RoleGrant } from '../domain/identity/house-role.ts';
import type { Stored, WriteUnit } from '../ports/control-store.ts';
import type { RowAddress } from './change-row.ts';
import { checkReferences } from './check-references.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { memberChanges } from './member-changes.ts';
import { present } from './row-rules.ts';

type StoredGrant = Stored<RoleGrant>;

export type NewGrant = Pick<RoleGrant, 'personId' | 'role' | 'reach' | 'reason' | 'expiresAtMs'>;

const LONGEST_MS = 2 * 365 * 86_400_000;

/** Gives a person a role. Nobody gives themselves one: a second person looks at who may do what. */
export function grantRole(
  context: ControlContext,
  { actor }: Commander,
  wanted: NewGrant,
): Promise<StoredGrant | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    if (actor.kind === 'person' && actor.id === wanted.personId)
      return refuseCommand('four_eyes', 'Nobody gives themselves a role: ask another administrator.');
    const fault = findReachFault(wanted.role, wanted.reach);
    if (fault !== undefined) return refuseCommand('rule_broken', fault);
    const broken = findExpiryFault(wanted.expiresAtMs, nowMs) ?? (await findBrokenReferences(unit, wanted));
    if (broken !== undefined) return broken;
    for await (const { row } of everyRow(unit, 'role_grant', { personId: wanted.personId, status: 'active' })) {
      const isSame = row.role === wanted.role && JSON.stringify(row.reach) === JSON.stringify(wanted.reach);
      if (isSame && isGrantInForce(row, nowMs))
        return refuseCommand('already_exists', `"${wanted.personId}" has this role already: end that grant first.`);
    }
    return insertGrant(context, unit, { ...wanted, source: 'granted', grantedBy: actor.id });
  });
}

/** Writes a grant that may be made, with its event. */
export async function insertGrant(
  context: ControlContext,
  unit: WriteUnit,
  wanted: NewGrant & Pick<RoleGrant, 'source' | 'grantedBy'>,
): Promise<StoredGrant> {
  const row: RoleGrant = {
    ...wanted,
    id: context.chance.uuid(context.clock.nowMs()),
    status: 'active',
    endReason: null,
  };
  await unit.put('role_grant', row, { managedBy: 'api', expectedRevision: null });
  await unit.audit({ type: 'role_grant.created', subject: `role_grant:${row.id}`, detail: { row } });
  return readBack(unit, 'role_grant', row.id);
}

/** Ends a role for ever, from the next request on. The last administrator stays: nobody could come in any more. */
export function endGrant(
  context: ControlContext,
  { actor }: Commander,
  order: RowAddress & { readonly reason: string },
): Promise<StoredGrant | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    const stored = await unit.get('role_grant', order.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no role grant "${order.id}".`);
    const expected = order.expectedRevision;
    if (expected !== undefined && expected !== stored.revision)
      return refuseCommand('revision_conflict', `It is at revision ${stored.revision}, not at ${expected}.`);
    if (stored.row.status === 'ended') return stored;
    if (stored.row.source === 'identity_provider')
      return refuseCommand(
        'rule_broken',
        'This role comes from a group at the identity provider: take the person out there.',
      );
    if (await isLastAdministrator(unit, stored.row, nowMs))
      return refuseCommand('in_use', 'This is the last administrator: give the role to somebody else first.');
    return saveEnded(unit, stored, order.reason);
  });
}

export async function saveEnded(unit: WriteUnit, stored: StoredGrant, reason: string): Promise<StoredGrant> {
  const next: RoleGrant = { ...stored.row, status: 'ended', endReason: reason };
  await unit.put('role_grant', next, { managedBy: 'api', expectedRevision: stored.revision });
  const detail = { personId: next.personId, role: next.role, changes: memberChanges(stored.row, next) };
  await unit.audit({ type: 'role_grant.ended', subject: `role_grant:${next.id}`, detail });
  return readBack(unit, 'role_grant', next.id);
}

export async function isLastAdministrator(
  unit: WriteUnit,
  grant: Pick<RoleGrant, 'id' | 'role' | 'status' | 'expiresAtMs'>,
  nowMs: number,
): Promise<boolean> {
  if (grant.role !== 'administrator' || !isGrantInForce(grant, nowMs)) return false;
  for await (const { row } of everyRow(unit, 'role_grant', { role: 'administrator', status: 'active' }))
    if (row.id !== grant.id && isGrantInForce(row, nowMs)) return false;
  return true;
}

function findExpiryFault(expiresAtMs: number | null, nowMs: number): ControlRefusal | undefined {
  if (expiresAtMs === null) return undefined;
  if (expiresAtMs <= nowMs) return refuseCommand('rule_broken', 'The end lies in the past.');
  return expiresAtMs - nowMs > LONGEST_MS
    ? refuseCommand('rule_broken', 'A role with an end has it within two years.')
    : undefined;
}

async function findBrokenReferences(
  unit: WriteUnit,
  { personId, reach }: NewGrant,
): Promise<ControlRefusal | undefined> {
  const teamId = reach.kind === 'team' ? reach.teamId : null;
  const useCaseId = reach.kind === 'use_case' ? reach.useCaseId : null;
  const references = present([
    { noun: 'person', id: personId, pointer: '/personId' },
    { noun: 'team', id: teamId, pointer: '/reach/teamId' },
    { noun: 'use_case', id: useCaseId, pointer: '/reach/useCaseId' },
  ]);
  return refuseFaults(await checkReferences(unit, references));
}
