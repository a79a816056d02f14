import type { ScoredPerson } from '../domain/score/facts.ts';
import type { PersonWork } from '../domain/score/gather-work.ts';
import { type Flow, flowsOf, joinLinks, linksBy, wordsOf } from '../domain/score/link-people.ts';
import { periodIdAt } from '../domain/score/score-period.ts';
import type { KeptLinks, KeptPeers, ScoreChange, Touch } from '../ports/score-store.ts';
import { readScoredPeriod, type ScoreContext, type ScoredPeriod } from './score-context.ts';
import { changeOf, hasWork, peersOfBook, readWorks } from './score-works.ts';

type Toucher = Pick<ScoreContext, 'scores' | 'clock' | 'store'>;

const TOUCHES_AT_ONCE = 500;
const PEOPLE_AT_ONCE = 25;
/** In one turn at most, so that a turn ends; the next one goes on. */
const ROUNDS_MAX = 40;

/** Tells scores anew that something touched since: those people's, and theirs whose reuse or word it changed. */
export async function scoreTouched(context: Toucher): Promise<number | 'busy'> {
  return context.scores.exclusively(async () => {
    let changed = 0;
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const [asked, told] = await Promise.all([
        context.scores.touches(TOUCHES_AT_ONCE),
        context.scores.changedOutcomes(TOUCHES_AT_ONCE),
      ]);
      changed += await scoreTouches(context, [...asked, ...told.touches]);
      if (asked.length > 0) await context.scores.dropTouches(asked.map(({ id }) => id));
      if (told.many > 0) await context.scores.advance(told.upTo);
      if (asked.length < TOUCHES_AT_ONCE && told.many < TOUCHES_AT_ONCE) break;
    }
    return changed;
  });
}

/** In periods that were scored before; others are scored whole by their first run. */
export async function scoreTouches(context: Toucher, touches: readonly Touch[]): Promise<number> {
  let changed = 0;
  for (const [periodId, own] of Map.groupBy(touches, ({ atMs }) => periodIdAt(atMs))) {
    const causes = new Map(own.map(({ personId, cause }) => [personId, cause]));
    const [scored, last, kept, people] = await Promise.all([
      readScoredPeriod(context.store, periodId),
      context.scores.lastRun(periodId),
      context.scores.peers(periodId),
      context.scores.peopleBy([...causes.keys()].sort()),
    ]);
    if (scored === undefined || last === undefined) continue;
    for (let from = 0; from < people.length; from += PEOPLE_AT_ONCE)
      changed += await scoreSome(context, { scored, kept, causes, people: people.slice(from, from + PEOPLE_AT_ONCE) });
  }
  return changed;
}

async function scoreSome(
  context: Toucher,
  given: {
    readonly scored: ScoredPeriod;
    readonly kept: KeptPeers;
    readonly causes: ReadonlyMap<string, string>;
    readonly people: readonly ScoredPerson[];
  },
): Promise<number> {
  const { scored, kept, causes, people } = given;
  const { scores } = context;
  const { periodId, period } = scored;
  const ids = people.map(({ personId }) => personId);
  const [read, past, votes] = await Promise.all([
    readWorks(scores, people, scored),
    scores.linksAround(periodId, ids),
    scores.votes(periodId, ids),
  ]);
  const peers = peersOfBook(kept, votes, scored);
  const links = read.works.map((work): KeptLinks => {
    const { personId } = work.person;
    const adoptions = read.adoptions.get(personId) ?? [];
    return { personId, words: wordsOf(work, period), flows: flowsOf(work, { adoptions, peers, period }) };
  });
  const isChanged = links.filter((own) => !isSameLinks(own, past));
  if (isChanged.length > 0) await scores.keepLinks(periodId, isChanged);
  const others = othersOf(isChanged, past).filter((personId) => !ids.includes(personId));
  const otherPeople = others.length === 0 ? [] : await scores.peopleBy(others);
  const otherWorks = otherPeople.length === 0 ? [] : (await readWorks(scores, otherPeople, scored)).works;
  const works = [...read.works, ...otherWorks];
  return keepChanges(context, {
    scored,
    kept,
    works,
    causeOf: (personId) => `event:${causes.get(personId) ?? 'links'}`,
  });
}

async function keepChanges(
  { scores, clock }: Toucher,
  given: {
    readonly scored: ScoredPeriod;
    readonly kept: KeptPeers;
    readonly works: readonly PersonWork[];
    readonly causeOf: (personId: string) => string;
  },
): Promise<number> {
  const { scored, kept, works } = given;
  const ids = works.map(({ person }) => person.personId);
  const [around, before, votes] = await Promise.all([
    scores.linksAround(scored.periodId, ids),
    scores.resultsBy(scored.periodId, ids),
    scores.votes(scored.periodId, ids),
  ]);
  const peers = peersOfBook(kept, votes, scored);
  const links = linksBy(
    joinLinks(
      around.words,
      around.flows.map((flow) => [flow]),
    ),
    scored.formula,
  );
  const scoring = { ...scored, peers, links, usual: kept.usual, nowMs: clock.nowMs() };
  const past = new Map(before.map((one) => [one.person.personId, one]));
  const changes = works.flatMap((work): readonly ScoreChange[] => {
    const { personId } = work.person;
    const own = past.get(personId);
    if (own === undefined && !hasWork(work, links, personId)) return [];
    const change = changeOf(work, scoring, { kept: own, votes: null, cause: given.causeOf(personId) });
    return change === null ? [] : [change];
  });
  await scores.keepScores(changes);
  return changes.length;
}

type Around = { readonly words: ReadonlyMap<string, ReadonlyMap<string, number>>; readonly flows: readonly Flow[] };

function isSameLinks({ personId, words, flows }: KeptLinks, past: Around): boolean {
  const before = past.words.get(personId) ?? new Map<string, number>();
  const owed = past.flows.filter(({ adopterId }) => adopterId === personId);
  return (
    before.size === words.size &&
    [...words].every(([validatorId, amount]) => before.get(validatorId) === amount) &&
    owed.length === flows.length &&
    flows.every((flow) => owed.some((one) => isSameFlow(one, flow)))
  );
}

function isSameFlow(one: Flow, other: Flow): boolean {
  return (
    one.authorId === other.authorId &&
    one.outcomes === other.outcomes &&
    one.checked === other.checked &&
    one.failed === other.failed &&
    one.evidenceIds.length === other.evidenceIds.length
  );
}

/** Authors to whom something else is owed than before, and people whose own claims rest on the word of those who now give another. */
function othersOf(links: readonly KeptLinks[], past: Around): readonly string[] {
  const others = new Set<string>();
  for (const { personId, words, flows } of links) {
    const owed = past.flows.filter(({ adopterId }) => adopterId === personId);
    for (const flow of flows) if (!owed.some((one) => isSameFlow(one, flow))) others.add(flow.authorId);
    for (const { authorId } of owed) if (!flows.some((flow) => flow.authorId === authorId)) others.add(authorId);
    const before = past.words.get(personId) ?? new Map<string, number>();
    for (const validatorId of new Set([...words.keys(), ...before.keys()]))
      if (words.get(validatorId) !== before.get(validatorId) && past.words.get(validatorId)?.has(personId) === true)
        others.add(validatorId);
  }
  return [...others].sort();
}
