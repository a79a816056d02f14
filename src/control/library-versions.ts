import {
  type AssetDefinition,
  type AssetVersion,
  assetVersionId,
  definitionOfVersion,
} from '../domain/library/asset.ts';
import { findVersionFault } from '../domain/library/check-asset.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { checkReferences } from './check-references.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import {
  findAsset,
  findVersion,
  type StoredVersion,
  saveVersion,
  type VersionAddress,
  versionsOf,
} from './library-context.ts';
import { memberChanges } from './member-changes.ts';

/** Writes the draft of the next version, or writes it again: an asset has one draft at most. */
export function draftVersion(
  context: ControlContext,
  { actor }: Commander,
  order: { readonly id: string; readonly definition: AssetDefinition },
): Promise<StoredVersion | ControlRefusal> {
  const { id, definition } = order;
  return context.store.write(actor, async (unit) => {
    const asset = await findAsset(unit, { id });
    if (isControlRefusal(asset)) return asset;
    const refused = await findFaults(unit, { kind: asset.row.kind, definition });
    if (refused !== undefined) return refused;
    const last = (await versionsOf(unit, id)).at(-1);
    const version = last?.state === 'draft' ? last.version : (last?.version ?? 0) + 1;
    const versionId = assetVersionId({ assetId: id, version });
    const stored = await unit.get('library_version', versionId);
    const next: AssetVersion = {
      ...{ ...definition, id: versionId, assetId: id, version, writtenBy: actor.id },
      ...{ state: 'draft', publishedAtMs: null, approvedBy: null, approvedAtMs: null },
    };
    // The trail says that it was written and how long it is; the words themselves may be confidential.
    const detail = { version, characters: definition.text.length, parameters: definition.parameters.length };
    return saveVersion(unit, { stored, next }, { type: 'library_version.drafted', detail });
  });
}

async function findFaults(
  unit: ReadUnit,
  { kind, definition }: { readonly kind: Parameters<typeof findVersionFault>[0]; readonly definition: AssetDefinition },
): Promise<ControlRefusal | undefined> {
  const fault = findVersionFault(kind, definition);
  if (fault !== undefined) return refuseFaults([{ code: 'rule_broken', ...fault }]);
  const { recommendedModel } = definition;
  if (recommendedModel === null) return undefined;
  return refuseFaults(
    await checkReferences(unit, [{ noun: 'model', id: recommendedModel, pointer: '/recommendedModel' }]),
  );
}

/** From now on it never changes. Asked again it is published already. */
export function publishVersion(
  context: ControlContext,
  { actor }: Commander,
  address: VersionAddress,
): Promise<StoredVersion | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    const stored = await findVersion(unit, address);
    if (isControlRefusal(stored) || stored.row.state === 'published') return stored;
    const asset = await findAsset(unit, { id: address.id });
    if (isControlRefusal(asset)) return asset;
    const { dataClassMax } = stored.row;
    const useCase = await unit.get('use_case', asset.row.useCaseId);
    if (useCase !== undefined && !useCase.row.allowedDataClasses.includes(dataClassMax)) {
      const why = `It is meant for ${dataClassMax} content, and "${useCase.row.id}" takes ${useCase.row.allowedDataClasses.join(', ')}.`;
      return refuseCommand('rule_broken', why);
    }
    const before = (await versionsOf(unit, address.id)).findLast(({ state }) => state === 'published');
    if (before !== undefined && isSame(before, stored.row))
      return refuseCommand('rule_broken', `It says what version ${before.version} says: there is nothing to publish.`);
    const next: AssetVersion = { ...stored.row, state: 'published', publishedAtMs: nowMs };
    const digest = context.sha256(JSON.stringify(definitionOfVersion(next)));
    return saveVersion(unit, { stored, next }, { type: 'library_version.published', detail: { digest } });
  });
}

/** Notes on a change are no change. */
function isSame(one: AssetVersion, other: AssetVersion): boolean {
  const changes = memberChanges(definitionOfVersion(one), definitionOfVersion(other));
  return changes.every(({ member }) => member === 'changeNotes');
}

/** The owner of the use case says yes to a published version; nobody else can. */
export function approveVersion(
  context: ControlContext,
  { actor }: Commander,
  address: VersionAddress,
): Promise<StoredVersion | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    const asset = await findAsset(unit, { id: address.id });
    if (isControlRefusal(asset)) return asset;
    const stored = await findVersion(unit, address);
    if (isControlRefusal(stored)) return stored;
    const { useCaseId } = asset.row;
    const ownerId = (await unit.get('use_case', useCaseId))?.row.ownerPersonId ?? null;
    if (actor.kind !== 'person' || actor.id !== ownerId) {
      const who = ownerId === null ? 'it has no owner yet' : `that is "${ownerId}"`;
      return refuseCommand('four_eyes', `Only the owner of the use case "${useCaseId}" approves for it: ${who}.`);
    }
    if (stored.row.state === 'draft')
      return refuseCommand('rule_broken', 'A draft can still change: publish it, then approve it.');
    if (stored.row.approvedBy !== null) return stored;
    const next: AssetVersion = { ...stored.row, approvedBy: actor.id, approvedAtMs: nowMs };
    const detail = { useCaseId, writtenBy: stored.row.writtenBy };
    return saveVersion(unit, { stored, next }, { type: 'library_version.approved', detail });
  });
}
