import type { Asset } from '../domain/library/asset.ts';
import type { ComparedVersion, MergeProposal } from '../domain/similarity/merge-proposal.ts';
import type { ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { findAsset, saveAsset, versionsOf } from './library-context.ts';

export type ProposalAddress = { readonly id: string };

/**
 * Makes one of two. Of assets the one that goes is deprecated in favour of the other: it still serves, and says so to whoever
 * calls it. Of prompts an asset is named that stands for them from now on. `undo` takes it back.
 */
export function acceptMerge(
  context: ControlContext,
  commander: Commander,
  order: ProposalAddress & {
    /** Of assets which of the two stays, null: as proposed. Of prompts the asset. */
    readonly keptAssetId: string | null;
    readonly reason: string;
  },
): Promise<Stored<MergeProposal> | ControlRefusal> {
  return decide(context, commander, { ...order, from: 'proposed' }, async (unit, row) => {
    const sides = sidesOf(row, order.keptAssetId);
    if (sides === undefined)
      return refuseCommand('rule_broken', 'Name the asset that stays as "keptAssetId": of assets, one of the two.');
    const kept = await currentVersion(unit, sides.kept);
    if (isControlRefusal(kept)) return kept;
    const refused = await checkDecider(unit, commander, row, sides.mergedId ?? kept.assetId);
    if (refused !== undefined) return refused;
    if (sides.mergedId === null) return { ...row, kept, state: 'accepted' };
    const merged = await currentVersion(unit, sides.mergedId);
    if (isControlRefusal(merged)) return merged;
    const stored = await findAsset(unit, { id: sides.mergedId });
    if (isControlRefusal(stored)) return stored;
    const reason = `It says nearly what "${kept.assetId}" says.`;
    const next: Asset = { ...stored.row, status: 'deprecated', deprecation: { reason, successorId: kept.assetId } };
    const detail = { reason, successorId: kept.assetId, proposalId: row.id };
    await saveAsset(unit, { stored, next }, { type: 'library_asset.deprecated', detail });
    return { ...row, kept, merged, state: 'accepted' };
  });
}

/** They stay two. The same pair is not found again, unless one of them gets a new version. */
export function declineMerge(
  context: ControlContext,
  commander: Commander,
  order: ProposalAddress & { readonly reason: string },
): Promise<Stored<MergeProposal> | ControlRefusal> {
  return decide(context, commander, { ...order, from: 'proposed' }, async (unit, row) => {
    const refused = await checkDecider(unit, commander, row, null);
    return refused ?? { ...row, state: 'declined' };
  });
}

/** Takes an accepted merge back: what went is there again, with its labels as they were. */
export function undoMerge(
  context: ControlContext,
  commander: Commander,
  order: ProposalAddress & { readonly reason: string },
): Promise<Stored<MergeProposal> | ControlRefusal> {
  return decide(context, commander, { ...order, from: 'accepted' }, async (unit, row) => {
    const { merged, kept } = row;
    const refused = await checkDecider(unit, commander, row, merged?.assetId ?? null);
    if (refused !== undefined) return refused;
    if (merged === null) return { ...row, state: 'undone' };
    const stored = await findAsset(unit, { id: merged.assetId });
    if (isControlRefusal(stored)) return stored;
    if (stored.row.deprecation?.successorId !== kept?.assetId)
      return refuseCommand(
        'rule_broken',
        `"${merged.assetId}" was deprecated anew, or restored, since: nothing is left of the merge.`,
      );
    const next: Asset = { ...stored.row, status: 'active', deprecation: null };
    await saveAsset(unit, { stored, next }, { type: 'library_asset.restored', detail: { proposalId: row.id } });
    return { ...row, state: 'undone' };
  });
}

function decide(
  context: ControlContext,
  { actor }: Commander,
  order: ProposalAddress & { readonly reason: string; readonly from: MergeProposal['state'] },
  step: (unit: WriteUnit, row: MergeProposal) => Promise<MergeProposal | ControlRefusal>,
): Promise<Stored<MergeProposal> | ControlRefusal> {
  return context.store.write(actor, async (unit) => {
    const stored = await unit.get('merge_proposal', order.id);
    if (stored === undefined) return refuseCommand('not_found', `There is no proposal "${order.id}".`);
    const { row, revision } = stored;
    if (row.state !== order.from)
      return refuseCommand(
        'rule_broken',
        `The proposal is ${row.state}; only one that is ${order.from} can become that.`,
      );
    const decided = await step(unit, row);
    if (isControlRefusal(decided)) return decided;
    const next = { ...decided, decidedBy: actor.id, decisionReason: order.reason };
    await unit.put('merge_proposal', next, { managedBy: 'api', expectedRevision: revision });
    const detail = { kept: next.kept, merged: next.merged, reason: order.reason };
    await unit.audit({ type: `merge_proposal.${next.state}`, subject: `merge_proposal:${row.id}`, detail });
    return readBack(unit, 'merge_proposal', row.id);
  });
}

type Sides = { readonly kept: string; readonly mergedId: string | null };

function sidesOf(row: MergeProposal, wanted: string | null): Sides | undefined {
  const { kept, merged } = row;
  if (merged === null) return wanted === null ? undefined : { kept: wanted, mergedId: null };
  if (kept === null) return undefined;
  if (wanted === null || wanted === kept.assetId) return { kept: kept.assetId, mergedId: merged.assetId };
  return wanted === merged.assetId ? { kept: merged.assetId, mergedId: kept.assetId } : undefined;
}

async function currentVersion(unit: ReadUnit, assetId: string): Promise<ComparedVersion | ControlRefusal> {
  const stored = await findAsset(unit, { id: assetId });
  if (isControlRefusal(stored)) return stored;
  if (stored.row.status !== 'active') return refuseCommand('rule_broken', `"${assetId}" is deprecated already.`);
  const published = (await versionsOf(unit, assetId)).filter(({ state }) => state === 'published');
  const version = stored.row.labels.production ?? published.at(-1)?.version;
  if (version === undefined) return refuseCommand('rule_broken', `"${assetId}" has no published version yet.`);
  return { assetId, version };
}

/**
 * What goes is its owner's to give up, or the use case's owner's. Where no single asset goes, an owner of any use case that it
 * is about decides, or of either asset. A use case without an owner leaves it to whoever may change the library.
 */
async function checkDecider(
  unit: ReadUnit,
  { actor, scopes }: Commander,
  row: MergeProposal,
  goingId: string | null,
): Promise<ControlRefusal | undefined> {
  const assetIds = goingId === null ? [row.kept, row.merged].flatMap((side) => side?.assetId ?? []) : [goingId];
  const deciders = new Set<string>();
  let isOwnerless = false;
  const useCaseIds = new Set(goingId === null || row.merged === null ? row.useCaseIds : []);
  for (const id of assetIds) {
    const asset = await unit.get('library_asset', id);
    if (asset === undefined) continue;
    deciders.add(asset.row.ownerPersonId);
    useCaseIds.add(asset.row.useCaseId);
  }
  for (const id of useCaseIds) {
    const ownerId = (await unit.get('use_case', id))?.row.ownerPersonId ?? null;
    if (ownerId === null) isOwnerless = true;
    else deciders.add(ownerId);
  }
  if (actor.kind === 'person' && deciders.has(actor.id)) return undefined;
  if (actor.kind === 'person' && isOwnerless && scopes.includes('control.write')) return undefined;
  const who = [...deciders].sort().slice(0, 5).join(', ') || 'somebody who may change the library';
  return refuseCommand('four_eyes', `That is not yours to decide: ask ${who}.`);
}
