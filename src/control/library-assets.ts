import type { Asset, AssetLabel } from '../domain/library/asset.ts';
import { assetVersionId, definitionOfVersion } from '../domain/library/asset.ts';
import type { ReadUnit, WriteUnit } from '../ports/control-store.ts';
import { checkReferences } from './check-references.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { type AssetAddress, findAsset, type StoredAsset, saveAsset, versionsOf } from './library-context.ts';
import { refuseForeignAsset, refuseReach, refuseTooMany } from './library-rights.ts';
import { type Changes, memberChanges, mergeMembers } from './member-changes.ts';

export type NewAsset = Pick<Asset, 'id' | 'kind' | 'name' | 'description' | 'useCaseId' | 'starterRoles'> & {
  /** Null: whoever creates it. */
  readonly ownerPersonId: string | null;
};

/** Adds an asset that says nothing yet: its first version is written next. */
export function createAsset(
  context: ControlContext,
  commander: Commander,
  wanted: NewAsset,
): Promise<StoredAsset | ControlRefusal> {
  const { actor } = commander;
  return context.store.write(actor, async (unit) => {
    const ownerPersonId = wanted.ownerPersonId ?? (actor.kind === 'person' ? actor.id : null);
    if (ownerPersonId === null)
      return refuseCommand('rule_broken', 'A person answers for an asset: name its owner ("ownerPersonId").');
    const refused = await refuseBeginning(unit, commander, { ...wanted, ownerPersonId });
    if (refused !== undefined) return refused;
    return insertAsset(unit, { ...wanted, ownerPersonId, ...NEW, forkedFrom: null });
  });
}

/** Everybody may begin an asset of their own; of others, and for others' beginning, whoever may change the library. */
async function refuseBeginning(
  unit: ReadUnit,
  commander: Commander,
  { ownerPersonId, starterRoles }: Pick<Asset, 'ownerPersonId' | 'starterRoles'>,
): Promise<ControlRefusal | undefined> {
  if (commander.scopes.includes('control.write')) return undefined;
  const { actor } = commander;
  const isOwn = actor.kind === 'person' && actor.id === ownerPersonId;
  const reach = [...(isOwn ? [] : ['ownerPersonId']), ...(starterRoles.length === 0 ? [] : ['starterRoles'])];
  return refuseReach(commander, reach) ?? (await refuseTooMany(unit, ownerPersonId));
}

const NEW = { labels: {}, status: 'active', deprecation: null } as const;

/** Begins an asset from a published version of another one; its first version is a draft that says the same. */
export function forkAsset(
  context: ControlContext,
  commander: Commander,
  order: {
    readonly from: { readonly id: string; readonly version: number | null };
    readonly id: string;
    readonly name: string;
    readonly useCaseId: string | null;
  },
): Promise<StoredAsset | ControlRefusal> {
  const { actor } = commander;
  return context.store.write(actor, async (unit) => {
    const stored = await findAsset(unit, order.from);
    if (isControlRefusal(stored)) return stored;
    if (actor.kind !== 'person') return refuseCommand('rule_broken', 'A person forks: somebody answers for the fork.');
    const refused = await refuseBeginning(unit, commander, { ownerPersonId: actor.id, starterRoles: [] });
    if (refused !== undefined) return refused;
    const origin = stored.row;
    const published = (await versionsOf(unit, origin.id)).filter(({ state }) => state === 'published');
    const wanted = order.from.version ?? origin.labels.production ?? published.at(-1)?.version;
    const version = published.find((each) => each.version === wanted);
    if (version === undefined)
      return refuseCommand('rule_broken', `"${origin.id}" has no published version ${wanted ?? ''} to fork.`);
    const fork = await insertAsset(unit, {
      ...{ id: order.id, name: order.name, kind: origin.kind, description: origin.description, ...NEW },
      ...{ ownerPersonId: actor.id, useCaseId: order.useCaseId ?? origin.useCaseId, starterRoles: [] },
      forkedFrom: { assetId: origin.id, version: version.version },
    });
    if (isControlRefusal(fork)) return fork;
    const first = { assetId: order.id, version: 1 };
    const changeNotes = `Forked from ${origin.id} version ${version.version}.`;
    const draft = {
      ...{ ...definitionOfVersion(version), changeNotes, ...first, id: assetVersionId(first) },
      ...{ state: 'draft' as const, writtenBy: actor.id, publishedAtMs: null, approvedBy: null, approvedAtMs: null },
      proposal: null,
    };
    await unit.put('library_version', draft, { managedBy: 'api', expectedRevision: null });
    return fork;
  });
}

async function insertAsset(unit: WriteUnit, row: Asset): Promise<StoredAsset | ControlRefusal> {
  if ((await unit.get('library_asset', row.id)) !== undefined)
    return refuseCommand('already_exists', `There is already a "${row.id}" in the library.`);
  const broken = await findBrokenReferences(unit, row);
  if (broken !== undefined) return broken;
  await unit.put('library_asset', row, { managedBy: 'api', expectedRevision: null });
  await unit.audit({ type: 'library_asset.created', subject: `library_asset:${row.id}`, detail: { row } });
  return readBack(unit, 'library_asset', row.id);
}

async function findBrokenReferences(
  unit: ReadUnit,
  { ownerPersonId, useCaseId }: Pick<Asset, 'ownerPersonId' | 'useCaseId'>,
): Promise<ControlRefusal | undefined> {
  return refuseFaults(
    await checkReferences(unit, [
      { noun: 'person', id: ownerPersonId, pointer: '/ownerPersonId' },
      { noun: 'use_case', id: useCaseId, pointer: '/useCaseId' },
    ]),
  );
}

/** Members by which an asset reaches others; the rest its owner may say. */
const OF_OTHERS = ['ownerPersonId', 'starterRoles'] as const;

type AssetChange = Pick<Asset, 'name' | 'description' | 'ownerPersonId' | 'useCaseId' | 'starterRoles'>;

/** Changes what is said of an asset. Under another use case nothing of it is approved: another owner looks. */
export function changeAsset(
  context: ControlContext,
  commander: Commander,
  order: AssetAddress & { readonly changes: Changes<AssetChange> },
): Promise<StoredAsset | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findAsset(unit, order);
    if (isControlRefusal(stored)) return stored;
    const reach = OF_OTHERS.filter((member) => order.changes[member] !== undefined);
    const refused = refuseForeignAsset(commander, stored.row) ?? refuseReach(commander, reach);
    if (refused !== undefined) return refused;
    const next: Asset = mergeMembers<Asset>(stored.row, order.changes);
    const hasMoved = next.useCaseId !== stored.row.useCaseId;
    if (hasMoved && (await versionsOf(unit, order.id)).some(({ approvedBy }) => approvedBy !== null)) {
      const why = `"${order.id}" has approved versions for "${stored.row.useCaseId}": fork it for "${next.useCaseId}".`;
      return refuseCommand('rule_broken', why);
    }
    const broken = await findBrokenReferences(unit, next);
    if (broken !== undefined) return broken;
    const detail = { changes: memberChanges(stored.row, next) };
    return saveAsset(unit, { stored, next }, { type: 'library_asset.updated', detail });
  });
}

/** Points a label at a published version, or takes it away; `production` points at approved versions alone. */
export function labelAsset(
  context: ControlContext,
  { actor }: Commander,
  order: AssetAddress & { readonly label: AssetLabel; readonly version: number | null },
): Promise<StoredAsset | ControlRefusal> {
  const { id, label, version } = order;
  return context.store.write(actor, async (unit) => {
    const stored = await findAsset(unit, order);
    if (isControlRefusal(stored)) return stored;
    const { [label]: before = null, ...others } = stored.row.labels;
    if (version !== null) {
      const found = (await versionsOf(unit, id)).find((each) => each.version === version && each.state === 'published');
      if (found === undefined) return refuseCommand('rule_broken', `"${id}" has no published version ${version}.`);
      if (label === 'production' && found.approvedBy === null) {
        const why = `Version ${version} of "${id}" is not approved: the owner of the use case "${stored.row.useCaseId}" approves it first.`;
        return refuseCommand('rule_broken', why);
      }
    }
    const labels = version === null ? others : { ...others, [label]: version };
    const detail = { label, from: before, to: version };
    return saveAsset(unit, { stored, next: { ...stored.row, labels } }, { type: 'library_asset.labelled', detail });
  });
}

/** It can still be called; whoever does is told why not to, and what instead. */
export function deprecateAsset(
  context: ControlContext,
  commander: Commander,
  order: AssetAddress & { readonly reason: string; readonly successorId: string | null },
): Promise<StoredAsset | ControlRefusal> {
  const { id, reason, successorId } = order;
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findAsset(unit, order);
    if (isControlRefusal(stored)) return stored;
    const refused = refuseForeignAsset(commander, stored.row);
    if (refused !== undefined) return refused;
    if (successorId === id) return refuseCommand('rule_broken', 'Nothing succeeds itself.');
    if (successorId !== null) {
      const successor = await unit.get('library_asset', successorId);
      if (successor === undefined)
        return refuseCommand('reference_unknown', `There is no "${successorId}" in the library.`);
      if (successor.row.status === 'deprecated')
        return refuseCommand('rule_broken', `"${successorId}" is deprecated itself: name what is used now.`);
    }
    const next: Asset = { ...stored.row, status: 'deprecated', deprecation: { reason, successorId } };
    return saveAsset(unit, { stored, next }, { type: 'library_asset.deprecated', detail: { reason, successorId } });
  });
}

/** Takes a deprecation back. */
export function restoreAsset(
  context: ControlContext,
  commander: Commander,
  order: AssetAddress,
): Promise<StoredAsset | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const stored = await findAsset(unit, order);
    if (isControlRefusal(stored)) return stored;
    const refused = refuseForeignAsset(commander, stored.row);
    if (refused !== undefined) return refused;
    const next: Asset = { ...stored.row, status: 'active', deprecation: null };
    return saveAsset(unit, { stored, next }, { type: 'library_asset.restored', detail: {} });
  });
}
