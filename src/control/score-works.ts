import { isDeepStrictEqual } from 'node:util';
import { type Peers, peersByBook, type Votes } from '../domain/score/compare-peers.ts';
import type { Adoption, ScoredPerson } from '../domain/score/facts.ts';
import { findDoubts } from '../domain/score/find-doubts.ts';
import { gatherWork, type PersonWork } from '../domain/score/gather-work.ts';
import type { Links } from '../domain/score/link-people.ts';
import { postPoints } from '../domain/score/post-points.ts';
import { type Score, scorePerson } from '../domain/score/score-person.ts';
import { shrinkScore, type UsualByRole } from '../domain/score/shrink-scores.ts';
import type { KeptPeers, KeptScore, ScoreChange, ScoreStore, Touch } from '../ports/score-store.ts';
import type { ScoredPeriod } from './score-context.ts';

/** People's work of a period with what they adopted, read together. */
export type ReadWorks = {
  readonly works: readonly PersonWork[];
  readonly adoptions: ReadonlyMap<string, readonly Adoption[]>;
  readonly tasks: number;
  readonly outcomes: number;
};

export async function readWorks(
  scores: Pick<ScoreStore, 'facts'>,
  people: readonly ScoredPerson[],
  { period }: Pick<ScoredPeriod, 'period'>,
): Promise<ReadWorks> {
  const facts = await scores.facts(people, period);
  return {
    works: gatherWork(facts, period),
    adoptions: Map.groupBy(facts.adoptions, ({ adopterId }) => adopterId),
    tasks: facts.tasks.reduce((sum, { tasks = 1 }) => sum + tasks, 0),
    outcomes: facts.outcomes.length,
  };
}

/** Whoever did nothing, was asked for nothing, broke nothing, owes nothing and is reused by nobody has no score. */
export function hasWork(
  { roots, assignments, breaches, owedMicrodollars }: PersonWork,
  links: Links,
  personId: string,
): boolean {
  const own = roots.length + assignments.length + breaches.length;
  return own > 0 || owedMicrodollars > 0 || links.adoptionsOf(personId).length > 0;
}

/** Peers as the last run of everybody found them, with one's own votes as they were then. */
export function peersOfBook(
  { book }: Pick<KeptPeers, 'book'>,
  votes: ReadonlyMap<string, Votes>,
  { formula }: Pick<ScoredPeriod, 'formula'>,
): Peers {
  return peersByBook({ book, votesIn: (personId) => votes.get(personId) }, formula);
}

/** Scores with all that they are told against. */
export type Scoring = ScoredPeriod & {
  readonly peers: Peers;
  readonly links: Links;
  readonly usual: UsualByRole;
  readonly nowMs: number;
};

/**
 * What has to be written of a person so that the score and its ledger say what the facts say; null: they say it already. What is
 * private is told anew with it.
 */
export function changeOf(
  work: PersonWork,
  scoring: Scoring,
  past: { readonly kept: KeptScore | undefined; readonly votes: Votes | null; readonly cause: string },
): ScoreChange | null {
  const score = scorePerson(work, scoring, scoring.formula);
  const { personId, teamId, roleFamily } = work.person;
  const { periodId, nowMs } = scoring;
  const entries = postPoints(past.kept?.score.explanation, score.explanation);
  const before = past.kept?.sequence ?? 0;
  const isNew = past.kept === undefined || entries.length > 0 || past.kept.score.kind !== score.kind;
  if (!isNew && past.votes === null && isSame(past.kept?.score, score)) return null;
  const sequence = isNew ? before + 1 : before;
  const { millipoints, outcomes, formulaVersion } = score;
  const kept: KeptScore = {
    ...{ periodId, score, sequence, doubts: findDoubts(score) },
    person: { personId, teamId, roleFamily },
    shown: shrinkScore({ personId, roleFamily, millipoints, outcomes }, scoring.usual),
    scoredAtMs: nowMs,
  };
  const moved = millipoints - (past.kept?.score.millipoints ?? 0);
  const posting = { periodId, personId, sequence, postedAtMs: nowMs, cause: past.cause, formulaVersion, entries };
  return {
    ...{ kept, votes: past.votes, posting: isNew ? { ...posting, millipoints: moved } : null },
    next: touchNext(score, past.kept?.score, scoring),
  };
}

/** A period that ended and owes something else than before is told to the one after it. */
function touchNext(score: Score, before: Score | undefined, { period, periodId, nowMs }: Scoring): Touch | null {
  const isMoved = score.owedMicrodollars !== (before?.owedMicrodollars ?? 0);
  if (!isMoved || period.toMs > nowMs) return null;
  return { personId: score.personId, atMs: period.toMs, cause: `owed:${periodId}` };
}

function isSame(before: Score | undefined, { explanation, netMicrodollars, owedMicrodollars, triad }: Score): boolean {
  return (
    before !== undefined &&
    before.netMicrodollars === netMicrodollars &&
    before.owedMicrodollars === owedMicrodollars &&
    isDeepStrictEqual([before.explanation, before.triad], [explanation, triad])
  );
}
