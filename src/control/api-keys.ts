import type { ApiKey } from '../domain/identity/directory.ts';
import type { ManagedBy, Stored, WriteUnit } from '../ports/control-store.ts';
import { checkExpiry, checkScopes, checkTeam, checkTerms, type KeyTerms, possibleTeams } from './api-key-grant.ts';
import { hintOf, SECRET_RANDOM_BYTES, secretOf } from './api-key-secret.ts';
import { findKey, saveKey } from './api-key-status.ts';
import type { RowAddress } from './change-row.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { type Changes, mergeMembers, shownMembers } from './member-changes.ts';

/** A key at birth: the only moment at which anybody sees `secret`. */
export type NewKey = { readonly key: Stored<ApiKey>; readonly secret: string };

export type KeyCreation = Omit<KeyTerms, 'teamId'> & {
  readonly name: string;
  /** Undefined: the project's team, else the owner's. */
  readonly teamId: string | undefined;
  /** Undefined: the house's default life. */
  readonly expiresAtMs: number | undefined;
  readonly managedBy?: ManagedBy;
};

export function createApiKey(
  context: ControlContext,
  commander: Commander,
  creation: KeyCreation,
): Promise<NewKey | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const expiresAtMs = creation.expiresAtMs ?? nowMs + context.keyLife.defaultMs;
  const early = checkScopes(commander, creation) ?? checkExpiry(context, expiresAtMs);
  if (early !== undefined) return Promise.resolve(early);
  return context.store.write(commander.actor, async (unit) => {
    const [team = ''] = await possibleTeams(unit, creation);
    const { managedBy = 'api', ...wanted } = creation;
    const terms = { ...wanted, teamId: creation.teamId ?? team };
    // A missing owner has no team; only the owner is worth a sentence then.
    const refusal = await checkTerms(unit, terms);
    if (refusal !== undefined) return withoutTeamOfNobody(refusal, terms.teamId);
    const misplaced = await checkTeam(unit, terms);
    if (misplaced !== undefined) return misplaced;
    const born = { ...terms, expiresAtMs, rotatedFromKeyId: null };
    return insertKey(context, unit, { born, managedBy, type: 'api_key.created' });
  });
}

/** Replaces a key: the new one may do the same; the old one works on for the overlap, and no longer. */
export function rotateApiKey(
  context: ControlContext,
  commander: Commander,
  rotation: RowAddress & { readonly overlapMs: number; readonly expiresAtMs: number | undefined },
): Promise<NewKey | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const expiresAtMs = rotation.expiresAtMs ?? nowMs + context.keyLife.defaultMs;
  const early = checkExpiry(context, expiresAtMs) ?? checkOverlap(context, rotation.overlapMs);
  if (early !== undefined) return Promise.resolve(early);
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findKey(unit, rotation);
    if (isControlRefusal(stored)) return stored;
    const old = stored.row;
    if (old.status !== 'active' || (old.expiresAtMs !== null && old.expiresAtMs <= nowMs)) {
      return refuseCommand('key_not_active', `Only an active key can be rotated; this one is ${stateOf(old)}.`);
    }
    const refusal = checkScopes(commander, old) ?? (await checkTerms(unit, old));
    if (refusal !== undefined) return refusal;
    const endsAtMs = Math.min(old.expiresAtMs ?? Number.POSITIVE_INFINITY, nowMs + rotation.overlapMs);
    const ended = await saveKey(unit, { stored, next: { ...old, expiresAtMs: endsAtMs }, type: 'api_key.updated' });
    if (isControlRefusal(ended)) return ended;
    const born = { ...old, expiresAtMs, rotatedFromKeyId: old.id };
    return insertKey(context, unit, { born, managedBy: stored.managedBy, type: 'api_key.rotated' });
  });
}

/** Changes a key's name or use cases. Owner, team, lane and scopes are fixed at birth. */
export function changeApiKey(
  context: ControlContext,
  commander: Commander,
  change: RowAddress & {
    readonly changes: Changes<Pick<ApiKey, 'name' | 'allowedUseCaseIds' | 'defaultUseCaseId'>>;
  },
): Promise<Stored<ApiKey> | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findKey(unit, change);
    if (isControlRefusal(stored)) return stored;
    if (stored.row.status === 'revoked') return refuseCommand('key_not_active', 'A revoked key cannot be changed.');
    const next: ApiKey = mergeMembers<ApiKey>(stored.row, change.changes);
    const refusal = await checkTerms(unit, next);
    return refusal ?? saveKey(unit, { stored, next, type: 'api_key.updated' });
  });
}

type Born = KeyTerms & Pick<ApiKey, 'name' | 'expiresAtMs' | 'rotatedFromKeyId'>;

export async function insertKey(
  context: ControlContext,
  unit: WriteUnit,
  birth: { readonly born: Born; readonly managedBy: ManagedBy; readonly type: 'api_key.created' | 'api_key.rotated' },
): Promise<NewKey> {
  const secret = secretOf(context.chance.hex(SECRET_RANDOM_BYTES));
  const { born, managedBy, type } = birth;
  const row: ApiKey = {
    id: context.chance.uuid(context.clock.nowMs()),
    name: born.name,
    digest: context.keyDigest(secret),
    hint: hintOf(secret),
    owner: born.owner,
    teamId: born.teamId,
    projectId: born.projectId,
    lane: born.lane,
    tags: born.tags,
    scopes: born.scopes,
    allowedUseCaseIds: born.allowedUseCaseIds,
    defaultUseCaseId: born.defaultUseCaseId,
    expiresAtMs: born.expiresAtMs,
    rotatedFromKeyId: born.rotatedFromKeyId,
    status: 'active',
    statusReason: null,
  };
  const result = await unit.put('api_key', row, { managedBy, expectedRevision: null });
  if (result !== 'inserted') throw new Error(`the new key id ${row.id} is taken`);
  await unit.audit({ type, subject: `api_key:${row.id}`, detail: { row: shownMembers(row) } });
  return { key: await readBack(unit, 'api_key', row.id), secret };
}

function checkOverlap(context: ControlContext, overlapMs: number): ControlRefusal | undefined {
  const hours = Math.floor(context.keyLife.overlapLongestMs / 3_600_000);
  return overlapMs >= 0 && overlapMs <= context.keyLife.overlapLongestMs
    ? undefined
    : refuseCommand('rule_broken', `The overlap can be 0 to ${hours} hours.`);
}

function stateOf(key: ApiKey): string {
  return key.status === 'active' ? 'expired' : key.status;
}

function withoutTeamOfNobody(refusal: ControlRefusal, teamId: string): ControlRefusal {
  if (teamId !== '') return refusal;
  const faults = refusal.faults.filter((fault) => fault.pointer !== '/teamId');
  return { ...refusal, faults, why: faults.map((fault) => fault.detail).join(' ') };
}
