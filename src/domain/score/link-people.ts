import { type Peers, valueOfRoot } from './compare-peers.ts';
import type { Adoption, Period } from './facts.ts';
import type { Formula } from './formula.ts';
import { isWithin, type PersonWork, type RootTask } from './gather-work.ts';

/** What one adopter's outcomes owe to one author, in usual outcomes of their class. */
export type AdoptionCredit = {
  readonly adopterId: string;
  readonly outcomes: number;
  /** The author took from the adopter as well. */
  readonly isMutual: boolean;
  /** Adoptions, those of them that were looked at, and those that did not carry. */
  readonly many: number;
  readonly checked: number;
  readonly failed: number;
  readonly evidenceIds: readonly string[];
};

/** What people are to each other: whose word counts how much, and who reused whose work. */
export type Links = {
  readonly trustIn: (personId: string) => (validatorId: string) => number;
  readonly adoptionsOf: (authorId: string) => readonly AdoptionCredit[];
};

/** In whole millionths of an outcome, so that no order of adding changes a digit. */
type Flow = { outcomes: number; checked: number; failed: number; readonly evidenceIds: string[] };
type Flows = ReadonlyMap<string, ReadonlyMap<string, Flow>>;

/**
 * Looks at everybody together. An adoption counts when the adopter's task led to a counted outcome; a task that used several
 * authors' assets is shared among them.
 */
export function linkPeople(
  works: readonly PersonWork[],
  {
    adoptions,
    peers,
    period,
  }: { readonly adoptions: readonly Adoption[]; readonly peers: Peers; readonly period: Period },
  formula: Formula,
): Links {
  const words = sumWords(works, period);
  const flows = sumFlows(works, { adoptions, peers, period });
  const pairCap = (formula.impact.halfwayMicrodollars * formula.impact.pairCapPercent) / 100;
  return {
    trustIn: (personId) => (validatorId) => {
      const given = words.get(personId)?.get(validatorId) ?? 0;
      const returned = words.get(validatorId)?.get(personId) ?? 0;
      return given <= 0 ? 0 : Math.min(given - Math.min(given, returned), pairCap) / given;
    },
    adoptionsOf: (authorId) =>
      [...(flows.get(authorId) ?? [])]
        .map(([adopterId, { outcomes, checked, failed, evidenceIds }]) => ({
          ...{ adopterId, checked, failed, many: evidenceIds.length },
          outcomes: outcomes / 1_000_000,
          isMutual: flows.get(adopterId)?.has(authorId) ?? false,
          evidenceIds: evidenceIds.toSorted(),
        }))
        .sort((one, other) => other.outcomes - one.outcomes || (one.adopterId < other.adopterId ? -1 : 1)),
  };
}

/** Claims by person and by the validator whose word is their only proof. */
function sumWords(works: readonly PersonWork[], period: Period): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(
    works.map(({ person, roots }) => {
      const own = new Map<string, number>();
      for (const { validatorId, verifiedAtMs, state, claimedMicrodollars } of roots.flatMap(({ outcomes }) => outcomes))
        if (validatorId !== null && state === 'counted' && isWithin(period, verifiedAtMs ?? -1))
          own.set(validatorId, (own.get(validatorId) ?? 0) + claimedMicrodollars);
      return [person.personId, own] as const;
    }),
  );
}

/** By author, then adopter. */
function sumFlows(
  works: readonly PersonWork[],
  {
    adoptions,
    peers,
    period,
  }: { readonly adoptions: readonly Adoption[]; readonly peers: Peers; readonly period: Period },
): Flows {
  const roots = new Map<string, { readonly work: PersonWork; readonly root: RootTask }>();
  for (const work of works)
    for (const root of work.roots) for (const { taskId } of root.parts) roots.set(taskId, { work, root });
  const flows = new Map<string, Map<string, Flow>>();
  // An adoption in a part is one of the whole: what a task is declared to be part of changes nothing.
  const byRoot = Map.groupBy(adoptions, ({ taskId }) => roots.get(taskId)?.root.taskId ?? '');
  for (const [rootTaskId, made] of byRoot) {
    const found = roots.get(made[0]?.taskId ?? '');
    if (found === undefined || rootTaskId === '') continue;
    const own = made.filter(({ adopterId }) => adopterId === found.work.person.personId);
    const outcomes = outcomesOf(found, { peers, period });
    const authors = new Set(own.map(({ authorId }) => authorId));
    for (const { authorId, adopterId, adoptionId, check } of own) {
      if (authorId === adopterId || outcomes <= 0) continue;
      const byAdopter = flows.get(authorId) ?? new Map<string, Flow>();
      flows.set(authorId, byAdopter);
      const flow = byAdopter.get(adopterId) ?? { outcomes: 0, checked: 0, failed: 0, evidenceIds: [] };
      byAdopter.set(adopterId, flow);
      const many = own.filter((adoption) => adoption.authorId === authorId).length;
      flow.outcomes += Math.round((outcomes * 1_000_000) / authors.size / many);
      flow.evidenceIds.push(adoptionId);
      if (check !== null) flow.checked += 1;
      if (check === 'not_carried') flow.failed += 1;
    }
  }
  return flows;
}

/** A task's verified value in usual outcomes of its class; one task is one at most, so that size is nobody's lever. */
function outcomesOf(
  { work, root }: { readonly work: PersonWork; readonly root: RootTask },
  { peers, period }: { readonly peers: Peers; readonly period: Period },
): number {
  const outcomes = root.outcomes.filter(({ verifiedAtMs }) => isWithin(period, verifiedAtMs ?? -1));
  return Math.min(
    1,
    Math.max(0, valueOfRoot({ ...root, outcomes })) / peers.referenceFor(work, root).valueMicrodollars,
  );
}
