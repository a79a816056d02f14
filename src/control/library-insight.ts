import type { Asset } from '../domain/library/asset.ts';
import { type Drift, type KeptCount, sumDrift } from '../domain/similarity/sum-drift.ts';
import { type GroupSignals, groupSignals } from '../domain/similarity/team-signals.ts';
import { ownShingles } from '../domain/similarity/template-index.ts';
import { GROUP_PEOPLE_MIN, mergeTeams } from '../domain/task/merge-teams.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { type ControlRefusal, isControlRefusal } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';
import { findAsset } from './library-context.ts';
import { comparedAssets, type SimilarityContext } from './similarity-context.ts';
import type { ToldRange } from './told-range.ts';

type Range = { readonly fromMs: number; readonly toMs: number };

export type SimilarAsset = {
  readonly assetId: string;
  readonly version: number;
  readonly kind: Asset['kind'];
  readonly name: string;
  readonly ownerPersonId: string;
  readonly similarityPercent: number;
  /** How much of the asset's own words stand in the text. */
  readonly containedPercent: number;
};

const SIMILAR_MAX = 10;
const SIMILAR_PERCENT_MIN = 15;

/** What the library has that says nearly the same: for looking before building. The text is kept nowhere. */
export async function findSimilar(context: SimilarityContext, text: string): Promise<readonly SimilarAsset[]> {
  const own = ownShingles(context.shape, text);
  const found: SimilarAsset[] = [];
  for (const { assetId, version, shingles } of await comparedAssets(context)) {
    const shared = own.intersection(shingles).size;
    const similarityPercent = Math.round((shared / (own.size + shingles.size - shared)) * 100);
    const containedPercent = Math.round((shared / shingles.size) * 100);
    if (Math.max(similarityPercent, containedPercent) < SIMILAR_PERCENT_MIN) continue;
    const asset = await context.store.get('library_asset', assetId);
    if (asset === undefined) continue;
    const { kind, name, ownerPersonId } = asset.row;
    found.push({ assetId, version, kind, name, ownerPersonId, similarityPercent, containedPercent });
  }
  const nearness = ({ similarityPercent, containedPercent }: SimilarAsset): number =>
    Math.max(similarityPercent, containedPercent);
  return found.sort((one, other) => nearness(other) - nearness(one)).slice(0, SIMILAR_MAX);
}

export type SeenDrift = Drift & {
  readonly assetId: string;
  /** Null where rows are not by version. */
  readonly version: number | null;
  /** Null where rows are not by team; small teams stand together. */
  readonly teamIds: readonly string[] | null;
};

/** How far calls are from the templates that they are made of; of teams only in groups of five people or more. */
export async function readDrift(
  context: SimilarityContext,
  range: Range & { readonly assetId: string | null },
  by: 'asset' | 'version' | 'team',
): Promise<readonly SeenDrift[]> {
  const rows = await context.similarity.drift(range, range.assetId);
  const groups = by === 'team' ? await teamGroups(context.store) : [];
  const seen: SeenDrift[] = [];
  for (const [assetId, own] of Map.groupBy(rows, (row) => row.assetId)) {
    if (by === 'asset') seen.push({ assetId, version: null, teamIds: null, ...sumDrift(own) });
    if (by === 'version')
      for (const [version, counts] of Map.groupBy(own, (row) => row.version))
        seen.push({ assetId, version, teamIds: null, ...sumDrift(counts) });
    for (const teamIds of groups) {
      const counts: readonly KeptCount[] = own.filter(({ teamId }) => teamIds.includes(teamId ?? ''));
      if (counts.length > 0) seen.push({ assetId, version: null, teamIds, ...sumDrift(counts) });
    }
  }
  return seen;
}

async function teamGroups(unit: ReadUnit): Promise<readonly (readonly string[])[]> {
  const people = new Map<string, string[]>();
  for await (const { row } of everyRow(unit, 'person', { status: 'active' })) {
    const there = people.get(row.teamId);
    if (there === undefined) people.set(row.teamId, [row.id]);
    else there.push(row.id);
  }
  const teams = [...people].map(([teamId, personIds]) => ({ teamId, personIds }));
  return mergeTeams(teams).map((group) => group.teams.map(({ teamId }) => teamId).sort());
}

export type SeenSignals = GroupSignals & {
  /** In percent points since the same time before; null where either cannot be told, or the groups are others. */
  readonly libraryChange: number | null;
  readonly oneOffChange: number | null;
};

/** What teams share (requirement G3), beside the time before. */
export async function readSignals(context: SimilarityContext, asked: ToldRange): Promise<readonly SeenSignals[]> {
  const [now = [], before = []] = await Promise.all(
    [asked.range, asked.before].map(async (range) => groupSignals(await context.similarity.signals(range))),
  );
  return now.map((group) => {
    const then = before.find(({ teamIds }) => teamIds.join('\n') === group.teamIds.join('\n'));
    return {
      ...group,
      libraryChange: change(group.libraryPercent, then?.libraryPercent),
      oneOffChange: change(group.oneOffPercent, then?.oneOffPercent),
    };
  });
}

function change(now: number | null, before: number | null | undefined): number | null {
  return now === null || before === null || before === undefined ? null : now - before;
}

export type RelatedAsset = Pick<Asset, 'name' | 'ownerPersonId' | 'status'> & {
  readonly assetId: string;
  /** The version that was forked. */
  readonly version: number;
  /** 1: its own origin or fork; 2: theirs. */
  readonly distance: number;
};

export type Lineage = { readonly origins: readonly RelatedAsset[]; readonly forks: readonly RelatedAsset[] };

/** Where an asset comes from, and what was made of it, at any remove. */
export async function readLineage(context: SimilarityContext, id: string): Promise<Lineage | ControlRefusal> {
  const asset = await findAsset(context.store, { id });
  if (isControlRefusal(asset)) return asset;
  const assets = new Map<string, Asset>();
  for await (const { row } of everyRow(context.store, 'library_asset')) assets.set(row.id, row);
  const origins: RelatedAsset[] = [];
  for (let at = asset.row.forkedFrom; at !== null && origins.length < assets.size; ) {
    const origin = assets.get(at.assetId);
    if (origin === undefined) break;
    origins.push(related(origin, { version: at.version, distance: origins.length + 1 }));
    at = origin.forkedFrom;
  }
  const forks: RelatedAsset[] = [];
  const parents: { readonly id: string; readonly distance: number }[] = [{ id, distance: 0 }];
  // A list that grows while it is read: each asset has one origin, so that none comes twice.
  for (const parent of parents)
    for (const fork of assets.values()) {
      if (fork.forkedFrom?.assetId !== parent.id || fork.id === id) continue;
      const distance = parent.distance + 1;
      forks.push(related(fork, { version: fork.forkedFrom.version, distance }));
      parents.push({ id: fork.id, distance });
    }
  return { origins, forks };
}

function related(
  { id, name, ownerPersonId, status }: Asset,
  of: { readonly version: number; readonly distance: number },
): RelatedAsset {
  return { assetId: id, name, ownerPersonId, status, ...of };
}

export type StarterRole = {
  readonly role: string;
  /** Null: fewer than five. */
  readonly people: number | null;
  readonly assets: readonly {
    readonly assetId: string;
    readonly name: string;
    readonly kind: Asset['kind'];
    /** 0 to 100, of the role's people; null: it has fewer than five. */
    readonly usedPercent: number | null;
  }[];
};

/** What each role starts from, and whether its people do. */
export async function readStarterRoles(context: SimilarityContext, range: Range): Promise<readonly StarterRole[]> {
  const starters: Asset[] = [];
  for await (const { row } of everyRow(context.store, 'library_asset', { status: 'active' }))
    if (row.starterRoles.length > 0) starters.push(row);
  const use = await context.similarity.starterUse(
    starters.map(({ id }) => id),
    { ...range, personId: null },
  );
  const users = new Map(use.map(({ assetId, personIds }) => [assetId, new Set(personIds)]));
  const people = await peopleByRole(context.store);
  const roles = [...new Set(starters.flatMap(({ starterRoles }) => starterRoles))].sort();
  return roles.map((role) => {
    const own = people.get(role) ?? new Set<string>();
    const isTold = own.size >= GROUP_PEOPLE_MIN;
    const assets = starters.filter(({ starterRoles }) => starterRoles.includes(role));
    return {
      role,
      people: isTold ? own.size : null,
      assets: assets.map(({ id, name, kind }) => {
        const used = own.intersection(users.get(id) ?? new Set()).size;
        return { assetId: id, name, kind, usedPercent: isTold ? Math.round((used / own.size) * 100) : null };
      }),
    };
  });
}

async function peopleByRole(unit: ReadUnit): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const roles = new Map<string, Set<string>>();
  for await (const { row } of everyRow(unit, 'person', { status: 'active' }))
    for (const role of new Set(['everyone', ...row.roles])) {
      const there = roles.get(role);
      if (there === undefined) roles.set(role, new Set([row.id]));
      else there.add(row.id);
    }
  return roles;
}
