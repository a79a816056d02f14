import type { ApiKey } from '../domain/identity/directory.ts';
import type { Stored, WriteUnit } from '../ports/control-store.ts';
import { checkScopes, checkTerms } from './api-key-grant.ts';
import type { RowAddress } from './change-row.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { memberChanges } from './member-changes.ts';

/** Stops a key until somebody resumes it; every gateway refuses it within a second. */
export function suspendApiKey(
  context: ControlContext,
  commander: Commander,
  command: RowAddress & { readonly reason: string },
): Promise<Stored<ApiKey> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findKey(unit, command);
    if (isControlRefusal(stored)) return stored;
    if (stored.row.status !== 'active') return notActive(stored.row);
    const next: ApiKey = { ...stored.row, status: 'suspended', statusReason: command.reason };
    return saveKey(unit, { stored, next, type: 'api_key.suspended' });
  });
}

/** Lets a suspended key work again, if it could be made as it is today. */
export function resumeApiKey(
  context: ControlContext,
  commander: Commander,
  command: RowAddress,
): Promise<Stored<ApiKey> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findKey(unit, command);
    if (isControlRefusal(stored)) return stored;
    if (stored.row.status !== 'suspended') return notActive(stored.row);
    const refusal = checkScopes(commander, stored.row) ?? (await checkTerms(unit, stored.row));
    if (refusal !== undefined) return refusal;
    const next: ApiKey = { ...stored.row, status: 'active', statusReason: null };
    return saveKey(unit, { stored, next, type: 'api_key.resumed' });
  });
}

/** Ends a key for ever. Revoking it again changes nothing and is no error: the caller wants it dead. */
export function revokeApiKey(
  context: ControlContext,
  commander: Commander,
  command: RowAddress & { readonly reason: string },
): Promise<Stored<ApiKey> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findKey(unit, command);
    if (isControlRefusal(stored) || stored.row.status === 'revoked') return stored;
    const next: ApiKey = { ...stored.row, status: 'revoked', statusReason: command.reason };
    return saveKey(unit, { stored, next, type: 'api_key.revoked' });
  });
}

export async function findKey(unit: WriteUnit, address: RowAddress): Promise<Stored<ApiKey> | ControlRefusal> {
  const stored = await unit.get('api_key', address.id);
  if (stored === undefined) return refuseCommand('not_found', `There is no API key "${address.id}".`);
  const expected = address.expectedRevision;
  if (expected === undefined || expected === stored.revision) return stored;
  return refuseCommand('revision_conflict', `The key is at revision ${stored.revision}, not at ${expected}.`);
}

/** Writes a changed key with its audit event; a key that did not change is left alone. */
export async function saveKey(
  unit: WriteUnit,
  save: { readonly stored: Stored<ApiKey>; readonly next: ApiKey; readonly type: `api_key.${string}` },
): Promise<Stored<ApiKey> | ControlRefusal> {
  const { stored, next, type } = save;
  const changes = memberChanges(stored.row, next);
  if (changes.length === 0) return stored;
  const result = await unit.put('api_key', next, {
    managedBy: stored.managedBy,
    expectedRevision: stored.revision,
  });
  if (result === 'revision_conflict') {
    return refuseCommand('revision_conflict', `The key "${next.id}" was changed at the same moment.`);
  }
  await unit.audit({ type, subject: `api_key:${next.id}`, detail: { changes } });
  return readBack(unit, 'api_key', next.id);
}

function notActive(key: ApiKey): ControlRefusal {
  return refuseCommand('key_not_active', `The key is ${key.status}.`);
}
