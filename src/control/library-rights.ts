import type { Asset } from '../domain/library/asset.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';
import {
  findAsset,
  findVersion,
  type StoredAsset,
  type StoredVersion,
  type VersionAddress,
} from './library-context.ts';

/** Whoever may change the library may change every asset; everybody else those that they answer for. */
export function refuseForeignAsset({ actor, scopes }: Commander, asset: Asset): ControlRefusal | undefined {
  if (scopes.includes('control.write')) return undefined;
  if (actor.kind === 'person' && actor.id === asset.ownerPersonId) return undefined;
  const why = `"${asset.ownerPersonId}" answers for "${asset.id}": fork it, or ask them.`;
  return refuseCommand('four_eyes', why);
}

/** What takes effect for others is set by whoever may change the library. */
export function refuseReach({ scopes }: Commander, members: readonly string[]): ControlRefusal | undefined {
  if (scopes.includes('control.write') || members.length === 0) return undefined;
  const why = `${members.join(', ')}: set by whoever may change the library. Leave it out.`;
  return refuseCommand('rule_broken', why);
}

const UNPUBLISHED_MAX = 50;

/** So that nobody fills the library with what is never finished. */
export async function refuseTooMany(unit: ReadUnit, ownerPersonId: string): Promise<ControlRefusal | undefined> {
  let unpublished = 0;
  for await (const { row } of everyRow(unit, 'library_asset', { ownerPersonId })) {
    const { rows } = await unit.list('library_version', {
      ...{ limit: 1, afterId: null },
      where: { assetId: row.id, state: 'published' },
    });
    if (rows.length === 0) unpublished += 1;
  }
  if (unpublished < UNPUBLISHED_MAX) return undefined;
  const why = `You have ${unpublished} assets that were never published: propose or deprecate some of them first.`;
  return refuseCommand('rule_broken', why);
}

/** The owner of the use case, where it is somebody who gives the command. */
async function refuseUnlessApprover(
  unit: ReadUnit,
  { actor }: Commander,
  { useCaseId }: Pick<Asset, 'useCaseId'>,
): Promise<ControlRefusal | undefined> {
  const ownerId = (await unit.get('use_case', useCaseId))?.row.ownerPersonId ?? null;
  if (actor.kind === 'person' && actor.id === ownerId) return undefined;
  const who = ownerId === null ? 'it has no owner yet' : `that is "${ownerId}"`;
  return refuseCommand('four_eyes', `Only the owner of the use case "${useCaseId}" approves for it: ${who}.`);
}

/** A version with its asset, for the owner of its use case alone. */
export async function findForApprover(
  unit: ReadUnit,
  commander: Commander,
  address: VersionAddress,
): Promise<{ readonly asset: StoredAsset; readonly stored: StoredVersion } | ControlRefusal> {
  const asset = await findAsset(unit, { id: address.id });
  if (isControlRefusal(asset)) return asset;
  const stored = await findVersion(unit, address);
  if (isControlRefusal(stored)) return stored;
  return (await refuseUnlessApprover(unit, commander, asset.row)) ?? { asset, stored };
}

/** Drafts are seen by whoever answers for them, whoever would approve them, and whoever may read the library. */
export async function maySeeDrafts(
  unit: ReadUnit,
  { actor, scopes }: Commander,
  { ownerPersonId, useCaseId }: Pick<Asset, 'ownerPersonId' | 'useCaseId'>,
): Promise<boolean> {
  if (scopes.includes('control.read') || scopes.includes('control.write')) return true;
  if (actor.kind !== 'person') return false;
  return actor.id === ownerPersonId || (await unit.get('use_case', useCaseId))?.row.ownerPersonId === actor.id;
}
