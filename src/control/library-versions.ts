import {
  type AssetDefinition,
  type AssetVersion,
  assetVersionId,
  definitionOfVersion,
} from '../domain/library/asset.ts';
import { findVersionFault } from '../domain/library/check-asset.ts';
import type { ReadUnit, WriteUnit } from '../ports/control-store.ts';
import { checkReferences } from './check-references.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import {
  findAsset,
  findVersion,
  type StoredAsset,
  type StoredVersion,
  saveAsset,
  saveVersion,
  type VersionAddress,
  versionsOf,
} from './library-context.ts';
import { findForApprover, refuseForeignAsset } from './library-rights.ts';
import { memberChanges } from './member-changes.ts';

/** Writes the draft of the next version, or writes it again: an asset has one draft at most. */
export function draftVersion(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string; readonly definition: AssetDefinition },
): Promise<StoredVersion | ControlRefusal> {
  const { id, definition } = order;
  const { actor } = commander;
  return context.store.write(actor, async (unit) => {
    const asset = await findAsset(unit, { id });
    if (isControlRefusal(asset)) return asset;
    const foreign = refuseForeignAsset(commander, asset.row);
    if (foreign !== undefined) return foreign;
    const refused = await findFaults(unit, { kind: asset.row.kind, definition });
    if (refused !== undefined) return refused;
    const last = (await versionsOf(unit, id)).at(-1);
    const version = last?.state === 'draft' ? last.version : (last?.version ?? 0) + 1;
    const versionId = assetVersionId({ assetId: id, version });
    const stored = await unit.get('library_version', versionId);
    if (stored?.row.proposal?.state === 'waiting')
      return refuseCommand('rule_broken', `${versionId} waits for an answer: withdraw it to write it again.`);
    const next: AssetVersion = {
      ...{ ...definition, id: versionId, assetId: id, version, writtenBy: actor.id },
      ...{ state: 'draft', publishedAtMs: null, approvedBy: null, approvedAtMs: null },
      proposal: null,
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
    const fault = await findPublishFault(unit, asset, stored.row);
    if (fault !== undefined) return fault;
    const next: AssetVersion = { ...stored.row, state: 'published', publishedAtMs: nowMs, proposal: null };
    const detail = { digest: digestOf(context, next) };
    return saveVersion(unit, { stored, next }, { type: 'library_version.published', detail });
  });
}

function digestOf({ sha256 }: ControlContext, version: AssetVersion): string {
  return sha256(JSON.stringify(definitionOfVersion(version)));
}

/** Why a draft cannot be published, or nothing. */
export async function findPublishFault(
  unit: ReadUnit,
  asset: StoredAsset,
  version: AssetVersion,
): Promise<ControlRefusal | undefined> {
  const { dataClassMax } = version;
  const useCase = await unit.get('use_case', asset.row.useCaseId);
  if (useCase !== undefined && !useCase.row.allowedDataClasses.includes(dataClassMax)) {
    const why = `It is meant for ${dataClassMax} content, and "${useCase.row.id}" takes ${useCase.row.allowedDataClasses.join(', ')}.`;
    return refuseCommand('rule_broken', why);
  }
  const before = (await versionsOf(unit, asset.row.id)).findLast(({ state }) => state === 'published');
  if (before === undefined || !isSame(before, version)) return undefined;
  return refuseCommand('rule_broken', `It says what version ${before.version} says: there is nothing to publish.`);
}

/** Notes on a change are no change. */
function isSame(one: AssetVersion, other: AssetVersion): boolean {
  const changes = memberChanges(definitionOfVersion(one), definitionOfVersion(other));
  return changes.every(({ member }) => member === 'changeNotes');
}

/**
 * The owner of the use case says yes; nobody else can. A draft that was proposed is published by it. `inUse`: calls that
 * name no version get this one.
 */
export function approveVersion(
  context: ControlContext,
  commander: Commander,
  order: VersionAddress & { readonly inUse: boolean },
): Promise<StoredVersion | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  const { actor } = commander;
  return context.store.write(actor, async (unit) => {
    const found = await findForApprover(unit, commander, order);
    if (isControlRefusal(found)) return found;
    const { asset, stored } = found;
    const { row } = stored;
    if (row.state === 'draft' && row.proposal?.state !== 'waiting')
      return refuseCommand('rule_broken', 'A draft can still change: it is proposed or published first.');
    if (row.approvedBy !== null) return stored;
    const fault = row.state === 'draft' ? await findPublishFault(unit, asset, row) : undefined;
    if (fault !== undefined) return fault;
    const published = { state: 'published' as const, publishedAtMs: row.publishedAtMs ?? nowMs, proposal: null };
    const next: AssetVersion = { ...row, ...published, approvedBy: actor.id, approvedAtMs: nowMs };
    const digest = row.state === 'draft' ? { digest: digestOf(context, next) } : {};
    const detail = { useCaseId: asset.row.useCaseId, writtenBy: row.writtenBy, ...digest };
    const saved = await saveVersion(unit, { stored, next }, { type: 'library_version.approved', detail });
    if (order.inUse) await putInUse(unit, asset, row.version);
    return saved;
  });
}

async function putInUse(unit: WriteUnit, stored: StoredAsset, version: number): Promise<void> {
  const { labels } = stored.row;
  const detail = { label: 'production', from: labels.production ?? null, to: version };
  const next = { ...stored.row, labels: { ...labels, production: version } };
  await saveAsset(unit, { stored, next }, { type: 'library_asset.labelled', detail });
}
