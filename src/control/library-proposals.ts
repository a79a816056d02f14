import type { AssetVersion, VersionProposal } from '../domain/library/asset.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import {
  findAsset,
  findVersion,
  type StoredAsset,
  type StoredVersion,
  saveVersion,
  type VersionAddress,
} from './library-context.ts';
import { findForApprover, refuseForeignAsset } from './library-rights.ts';
import { findPublishFault } from './library-versions.ts';

/** Puts a draft before the owner of its use case. Until they answer, or it is withdrawn, its words stay. */
export function proposeVersion(
  context: ControlContext,
  commander: Commander,
  address: VersionAddress,
): Promise<StoredVersion | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(commander.actor, async (unit) => {
    const found = await findDraft(unit, commander, address);
    if (isControlRefusal(found)) return found;
    const { asset, stored } = found;
    if (stored.row.proposal?.state === 'waiting') return stored;
    const { useCaseId } = asset.row;
    const useCase = await unit.get('use_case', useCaseId);
    const ownerId = useCase?.row.ownerPersonId ?? null;
    if (ownerId === null)
      return refuseCommand('rule_broken', `The use case "${useCaseId}" has no owner yet who could approve it.`);
    const fault = await findPublishFault(unit, asset, stored.row);
    if (fault !== undefined) return fault;
    const proposedBy = commander.actor.id;
    const proposal: VersionProposal = { state: 'waiting', proposedBy, proposedAtMs: nowMs, answer: null };
    const detail = { useCaseId, approverPersonId: ownerId };
    return saveVersion(
      unit,
      { stored, next: { ...stored.row, proposal } },
      { type: 'library_version.proposed', detail },
    );
  });
}

/** Takes a proposal back: it is a draft again, and can be written again. */
export function withdrawProposal(
  context: ControlContext,
  commander: Commander,
  address: VersionAddress,
): Promise<StoredVersion | ControlRefusal> {
  return context.store.write(commander.actor, async (unit) => {
    const found = await findDraft(unit, commander, address);
    if (isControlRefusal(found)) return found;
    const { stored } = found;
    if (stored.row.proposal === null) return stored;
    const next: AssetVersion = { ...stored.row, proposal: null };
    return saveVersion(unit, { stored, next }, { type: 'library_version.withdrawn', detail: {} });
  });
}

/** The owner of the use case says no, and why; whoever proposed it can write it again. */
export function declineVersion(
  context: ControlContext,
  commander: Commander,
  order: VersionAddress & { readonly reason: string },
): Promise<StoredVersion | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(commander.actor, async (unit) => {
    const found = await findForApprover(unit, commander, order);
    if (isControlRefusal(found)) return found;
    const { stored } = found;
    const { proposal } = stored.row;
    if (proposal?.state !== 'waiting') return refuseCommand('rule_broken', `${stored.row.id} waits for no answer.`);
    const { reason } = order;
    const answer = { by: commander.actor.id, atMs: nowMs, reason };
    const next: AssetVersion = { ...stored.row, proposal: { ...proposal, state: 'declined', answer } };
    return saveVersion(unit, { stored, next }, { type: 'library_version.declined', detail: { reason } });
  });
}

async function findDraft(
  unit: ReadUnit,
  commander: Commander,
  address: VersionAddress,
): Promise<{ readonly asset: StoredAsset; readonly stored: StoredVersion } | ControlRefusal> {
  const asset = await findAsset(unit, { id: address.id });
  if (isControlRefusal(asset)) return asset;
  const refused = refuseForeignAsset(commander, asset.row);
  if (refused !== undefined) return refused;
  const stored = await findVersion(unit, address);
  if (isControlRefusal(stored)) return stored;
  if (stored.row.state === 'published')
    return refuseCommand('rule_broken', `${stored.row.id} is published: write the next version, and propose that.`);
  return { asset, stored };
}
