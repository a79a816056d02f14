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

/** What one person's work owes to one author. */
export type Flow = {
  readonly authorId: string;
  readonly adopterId: string;
  /** In whole millionths of a usual outcome, so that no order of adding changes a digit. */
  readonly outcomes: number;
  readonly checked: number;
  readonly failed: number;
  /** Of adoptions, ascending. */
  readonly evidenceIds: readonly string[];
};

/** Claims of one person by the validator whose word is their only proof, in microdollars. */
export type Words = ReadonlyMap<string, number>;

/** All that people's work says of others, as far as it is asked for. */
export type KnownLinks = {
  readonly wordsOf: (personId: string) => Words | undefined;
  readonly flowsTo: (authorId: string) => readonly Flow[];
  /** Whether somebody's work owes anything to an author. */
  readonly owes: (adopterId: string, authorId: string) => boolean;
};

export function linksBy(known: KnownLinks, { impact }: Formula): Links {
  const pairCap = (impact.halfwayMicrodollars * impact.pairCapPercent) / 100;
  return {
    trustIn: (personId) => (validatorId) => {
      const given = known.wordsOf(personId)?.get(validatorId) ?? 0;
      const returned = known.wordsOf(validatorId)?.get(personId) ?? 0;
      return given <= 0 ? 0 : Math.min(given - Math.min(given, returned), pairCap) / given;
    },
    adoptionsOf: (authorId) =>
      known
        .flowsTo(authorId)
        .map(({ adopterId, outcomes, checked, failed, evidenceIds }) => ({
          ...{ adopterId, checked, failed, many: evidenceIds.length, evidenceIds },
          outcomes: outcomes / 1_000_000,
          isMutual: known.owes(authorId, adopterId),
        }))
        .sort((one, other) => other.outcomes - one.outcomes || (one.adopterId < other.adopterId ? -1 : 1)),
  };
}

/** Looks at everybody together. */
export function linkPeople(
  works: readonly PersonWork[],
  {
    adoptions,
    peers,
    period,
  }: { readonly adoptions: readonly Adoption[]; readonly peers: Peers; readonly period: Period },
  formula: Formula,
): Links {
  const byAdopter = Map.groupBy(adoptions, ({ adopterId }) => adopterId);
  const known = joinLinks(
    new Map(works.map((work) => [work.person.personId, wordsOf(work, period)])),
    works.map((work) => flowsOf(work, { adoptions: byAdopter.get(work.person.personId) ?? [], peers, period })),
  );
  return linksBy(known, formula);
}

/** Everybody's words and flows, at hand. */
export function joinLinks(
  wordsByPerson: ReadonlyMap<string, Words>,
  flowsOfEverybody: Iterable<readonly Flow[]>,
): KnownLinks {
  const byAuthor = new Map<string, Map<string, Flow>>();
  for (const flows of flowsOfEverybody)
    for (const flow of flows) {
      const own = byAuthor.get(flow.authorId) ?? new Map<string, Flow>();
      byAuthor.set(flow.authorId, own);
      own.set(flow.adopterId, flow);
    }
  return {
    wordsOf: (personId) => wordsByPerson.get(personId),
    flowsTo: (authorId) => [...(byAuthor.get(authorId)?.values() ?? [])],
    owes: (adopterId, authorId) => byAuthor.get(authorId)?.has(adopterId) ?? false,
  };
}

export function wordsOf({ roots }: Pick<PersonWork, 'roots'>, period: Period): Words {
  const words = new Map<string, number>();
  for (const { outcomes } of roots)
    for (const { validatorId, verifiedAtMs, state, claimedMicrodollars } of outcomes)
      if (validatorId !== null && state === 'counted' && isWithin(period, verifiedAtMs ?? -1))
        words.set(validatorId, (words.get(validatorId) ?? 0) + claimedMicrodollars);
  return words;
}

/**
 * What one person's work owes to others. An adoption counts when its task led to a counted outcome; a task that used several
 * authors' assets is shared among them. Adoptions of others, and of tasks that are not this person's, are left out.
 */
export function flowsOf(
  work: PersonWork,
  {
    adoptions,
    peers,
    period,
  }: { readonly adoptions: readonly Adoption[]; readonly peers: Peers; readonly period: Period },
): readonly Flow[] {
  const { personId } = work.person;
  const flows = new Map<string, { outcomes: number; checked: number; failed: number; evidenceIds: string[] }>();
  // An adoption in a part is one of the whole: what a task is declared to be part of changes nothing.
  for (const { root, own } of adoptedRoots(work, adoptions)) {
    const outcomes = outcomesOf({ work, root }, { peers, period });
    if (outcomes <= 0) continue;
    const byAuthor = Map.groupBy(own, ({ authorId }) => authorId);
    for (const { authorId, adoptionId, check } of own) {
      if (authorId === personId) continue;
      const flow = flows.get(authorId) ?? { outcomes: 0, checked: 0, failed: 0, evidenceIds: [] };
      flows.set(authorId, flow);
      const many = byAuthor.get(authorId)?.length ?? 1;
      flow.outcomes += Math.round((outcomes * 1_000_000) / byAuthor.size / many);
      flow.evidenceIds.push(adoptionId);
      if (check !== null) flow.checked += 1;
      if (check === 'not_carried') flow.failed += 1;
    }
  }
  return [...flows].map(([authorId, flow]) => ({
    ...{ authorId, adopterId: personId },
    ...flow,
    evidenceIds: flow.evidenceIds.sort(),
  }));
}

/** The tasks of a person in which something of somebody was used, each with its adoptions. */
export function adoptedRoots(
  { person, roots }: PersonWork,
  adoptions: readonly Adoption[],
): readonly { readonly root: RootTask; readonly own: readonly Adoption[] }[] {
  if (adoptions.length === 0) return [];
  const byTask = Map.groupBy(
    adoptions.filter(({ adopterId }) => adopterId === person.personId),
    ({ taskId }) => taskId,
  );
  return roots.flatMap((root) => {
    const own = root.parts.flatMap(({ taskId }) => byTask.get(taskId) ?? []);
    return own.length === 0 ? [] : [{ root, own }];
  });
}

/** A task's verified value in usual outcomes of its class; one task is one at most, so that size is nobody's lever. */
function outcomesOf(
  { work, root }: { readonly work: PersonWork; readonly root: RootTask },
  { peers, period }: { readonly peers: Peers; readonly period: Period },
): number {
  const outcomes = root.outcomes.filter(({ verifiedAtMs }) => isWithin(period, verifiedAtMs ?? -1));
  return Math.min(1, Math.max(0, valueOfRoot({ outcomes })) / peers.referenceFor(work, root).valueMicrodollars);
}
