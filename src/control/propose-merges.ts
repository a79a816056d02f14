import type { TwinAssets } from '../domain/similarity/find-twins.ts';
import type { PromptGroup } from '../domain/similarity/group-prompts.ts';
import {
  aboutAssets,
  aboutPrompts,
  type ComparedVersion,
  type MergeProposal,
} from '../domain/similarity/merge-proposal.ts';
import type { Stored, WriteUnit } from '../ports/control-store.ts';
import { UPKEEP } from './content-context.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { everyRow } from './find-dependants.ts';
import { comparedAssets, type SimilarityContext } from './similarity-context.ts';

const OPEN_MAX = 500;

/** Proposes that the younger of two becomes the older one. False: there is such a proposal, or room for no more. */
export async function proposeTwins(
  context: ControlContext,
  { first, second, similarity }: TwinAssets,
): Promise<boolean> {
  return propose(context, {
    kept: toVersion(first),
    merged: toVersion(second),
    useCaseIds: [...new Set([first.useCaseId, second.useCaseId])].sort(),
    teamIds: [...new Set([first.teamId, second.teamId])].flatMap((id) => id ?? []).sort(),
    similarityPercent: Math.floor(similarity * 100),
  });
}

type Twins = Pick<MergeProposal, 'teamIds' | 'useCaseIds' | 'similarityPercent'> & {
  readonly kept: ComparedVersion;
  readonly merged: ComparedVersion;
};

async function propose(context: ControlContext, twins: Twins): Promise<boolean> {
  const { kept, merged } = twins;
  const about = aboutAssets(kept, merged);
  // Looked up before anything is locked: most pairs of most turns are known.
  if (await isKnown(context, (row) => row.about === about || isOpenPair(row, twins))) return false;
  return context.store.write(UPKEEP, async (unit) => {
    if (await isKnown({ store: unit }, (row) => row.about === about || isOpenPair(row, twins))) return false;
    if (await isFull(unit)) return false;
    await insert(unit, { ...EMPTY, ...twins, id: context.chance.uuid(context.clock.nowMs()), kind: 'assets', about });
    return true;
  });
}

/** Proposes one template in the place of prompts; an open proposal about any of them is brought up to date. */
export async function proposeGroup(context: ControlContext, group: PromptGroup): Promise<boolean> {
  const { leaderId, ...rest } = group;
  return context.store.write(UPKEEP, async (unit) => {
    const shapes = new Set(group.shapeIds);
    for await (const stored of everyRow(unit, 'merge_proposal', { kind: 'prompts' })) {
      const { row } = stored;
      if (row.about !== aboutPrompts(leaderId) && !row.shapeIds.some((id) => shapes.has(id))) continue;
      if (row.state === 'proposed')
        await unit.put('merge_proposal', { ...row, ...rest }, { managedBy: 'api', expectedRevision: stored.revision });
      return false;
    }
    if (await isFull(unit)) return false;
    const id = context.chance.uuid(context.clock.nowMs());
    await insert(unit, { ...EMPTY, ...rest, id, kind: 'prompts', about: aboutPrompts(leaderId) });
    return true;
  });
}

/** Somebody saw what comparing did not, or wants it now. How alike the two are is said, whatever it is. */
export async function proposeMerge(
  context: SimilarityContext,
  { actor }: Commander,
  wish: { readonly keptAssetId: string; readonly mergedAssetId: string },
): Promise<Stored<MergeProposal> | ControlRefusal> {
  if (wish.keptAssetId === wish.mergedAssetId) return refuseCommand('rule_broken', 'Name two assets.');
  if (actor.kind !== 'person') return refuseCommand('rule_broken', 'A person proposes; comparing does so by itself.');
  const assets = await comparedAssets(context);
  const [kept, merged] = [wish.keptAssetId, wish.mergedAssetId].map((id) => assets.find((one) => one.assetId === id));
  if (kept === undefined || merged === undefined) {
    const missing = kept === undefined ? wish.keptAssetId : wish.mergedAssetId;
    return refuseCommand('not_found', `"${missing}" is no active asset with a published version of a few sentences.`);
  }
  if (kept.kind !== merged.kind)
    return refuseCommand('rule_broken', `A ${merged.kind} does not become a ${kept.kind}.`);
  const shared = kept.shingles.intersection(merged.shingles).size;
  const similarity = shared / (kept.shingles.size + merged.shingles.size - shared);
  return context.store.write(actor, async (unit) => {
    const twins = { kept: toVersion(kept), merged: toVersion(merged) };
    for await (const stored of everyRow(unit, 'merge_proposal', { kind: 'assets' }))
      if (isOpenPair(stored.row, twins)) return stored;
    const id = context.chance.uuid(context.clock.nowMs());
    const row: MergeProposal = {
      ...{ ...EMPTY, ...twins, id, kind: 'assets', proposedBy: actor.id },
      // What a person proposes may be proposed again, after a no.
      about: `${aboutAssets(kept, merged)} ${id}`,
      similarityPercent: Math.floor(similarity * 100),
      teamIds: [...new Set([kept.teamId, merged.teamId])].flatMap((teamId) => teamId ?? []).sort(),
      useCaseIds: [...new Set([kept.useCaseId, merged.useCaseId])].sort(),
    };
    await insert(unit, row);
    return readBack(unit, 'merge_proposal', id);
  });
}

const EMPTY: Omit<MergeProposal, 'id' | 'kind' | 'about' | 'similarityPercent'> = {
  ...{ kept: null, merged: null, shapeIds: [], teamIds: [], useCaseIds: [], people: 0, calls: 0 },
  ...{ state: 'proposed', proposedBy: null, decidedBy: null, decisionReason: null },
};

async function insert(unit: WriteUnit, row: MergeProposal): Promise<void> {
  await unit.put('merge_proposal', row, { managedBy: 'api', expectedRevision: null });
  const { kind, kept, merged, similarityPercent, teamIds } = row;
  const detail = { kind, kept, merged, similarityPercent, teamIds };
  await unit.audit({ type: 'merge_proposal.made', subject: `merge_proposal:${row.id}`, detail });
}

/** The same two assets, in whichever versions, and nobody has said anything yet or they said yes. */
function isOpenPair(row: MergeProposal, { kept, merged }: Pick<Twins, 'kept' | 'merged'>): boolean {
  if (row.state !== 'proposed' && row.state !== 'accepted') return false;
  const pair = new Set([row.kept?.assetId, row.merged?.assetId]);
  return row.kind === 'assets' && pair.has(kept.assetId) && pair.has(merged.assetId);
}

async function isKnown(
  { store }: { readonly store: Parameters<typeof everyRow>[0] },
  is: (row: MergeProposal) => boolean,
): Promise<boolean> {
  for await (const { row } of everyRow(store, 'merge_proposal', { kind: 'assets' })) if (is(row)) return true;
  return false;
}

async function isFull(unit: WriteUnit): Promise<boolean> {
  const where = { state: 'proposed' };
  return (await unit.list('merge_proposal', { limit: OPEN_MAX, afterId: null, where })).rows.length >= OPEN_MAX;
}

function toVersion({ assetId, version }: ComparedVersion): ComparedVersion {
  return { assetId, version };
}
