import { bindPeers, type PeerBook, type Votes, votesOf } from '../domain/score/compare-peers.ts';
import type { Adoption, ScoredPerson } from '../domain/score/facts.ts';
import type { PersonWork } from '../domain/score/gather-work.ts';
import {
  adoptedRoots,
  type Flow,
  flowsOf,
  joinLinks,
  type KnownLinks,
  linksBy,
  type Words,
  wordsOf,
} from '../domain/score/link-people.ts';
import { periodBefore } from '../domain/score/score-period.ts';
import { type ScoreSample, shrinkScore, usualByRole } from '../domain/score/shrink-scores.ts';
import { type Band, bandTeams } from '../domain/score/team-bands.ts';
import type { KeptScore, ScoreChange } from '../ports/score-store.ts';
import type { ScoreContext, ScoredPeriod } from './score-context.ts';
import { changeOf, hasWork, peersOfBook, type ReadWorks, readWorks, type Scoring } from './score-works.ts';

/** What scoring everybody came to. */
export type EverybodyScored = {
  readonly people: number;
  readonly tasks: number;
  readonly outcomes: number;
  readonly changed: number;
};

/** Hears how far it is, 0 to 100; null while that is not known. */
export type TellProgress = (percent: number | null) => Promise<void>;

/** What the first of the two looks takes of the whole. */
const FIRST_LOOK_PERCENT = 50;

type Scorer = Pick<ScoreContext, 'scores' | 'clock'>;

/** People looked at together: few statements for many, and no long turn of the processor. */
const PEOPLE_AT_ONCE = 200;
/** Work that is held from the first look to the second, in outcomes: some hundred megabytes. The rest is read again. */
const OUTCOMES_HELD_MAX = 600_000;

type SomePeople = { readonly people: readonly ScoredPerson[]; readonly read: ReadWorks };

/** What a first look at everybody gathers. */
type Gathered = {
  readonly votes: ReadonlyMap<string, Votes>;
  readonly words: ReadonlyMap<string, Words>;
  /** Of tasks that used something of somebody, the work that they are of, without all other work. */
  readonly adopted: readonly { readonly work: PersonWork; readonly adoptions: readonly Adoption[] }[];
  readonly people: number;
  readonly tasks: number;
  readonly outcomes: number;
  /** Who was looked at with their work, from the first on, as far as there is room. */
  readonly held: readonly SomePeople[];
};

/**
 * Scores everybody of a period from the facts. People are looked at twice: what peers bring and who owes what to whom must be
 * known before the first is scored. What changes meanwhile is told anew afterwards by what touches it.
 */
export async function scoreEverybody(
  context: Scorer,
  scored: ScoredPeriod,
  { cause, tell }: { readonly cause: string; readonly tell: TellProgress },
): Promise<EverybodyScored> {
  const { scores } = context;
  const { periodId } = scored;
  // How many there are is not known before everybody was looked at once.
  await tell(null);
  const gathered = await gather(context, scored);
  await tell(FIRST_LOOK_PERCENT);
  const book = bindPeers(gathered.votes.values());
  const known = await keepAllLinks(context, scored, { gathered, book });
  const peers = peersOfBook({ book }, gathered.votes, scored);
  const scoring: Scoring = {
    ...{ ...scored, peers, links: linksBy(known, scored.formula) },
    usual: (await scores.peers(periodId)).usual,
    nowMs: context.clock.nowMs(),
  };
  const samples: (ScoreSample & Pick<ScoredPerson, 'teamId'>)[] = [];
  let changed = 0;
  let seen = 0;
  let writing = Promise.resolve();
  for await (const { people, read } of lookAgain(context, scored, gathered.held)) {
    const before = await keptBy(context, scored, people);
    const changes = read.works.flatMap((work): readonly ScoreChange[] => {
      const { personId } = work.person;
      const kept = before.get(personId);
      if (kept === undefined && !hasWork(work, scoring.links, personId)) return [];
      const votes = gathered.votes.get(personId) ?? new Map<string, never>();
      const change = changeOf(work, scoring, { kept, votes, cause });
      return change === null ? [] : [change];
    });
    changed += changes.filter(({ posting }) => posting !== null).length;
    samples.push(...changes.map(({ kept }) => sampleOf(kept)));
    // While these are written, the next are scored.
    await writing;
    writing = scores.keepScores(changes);
    writing.catch(() => undefined);
    seen += people.length;
    await tell(Math.min(99, FIRST_LOOK_PERCENT + (seen / gathered.people) * (100 - FIRST_LOOK_PERCENT)));
  }
  await writing;
  await keepShown(context, scored, { samples, book });
  await keepStandings(context, scored, samples);
  return { people: gathered.people, tasks: gathered.tasks, outcomes: gathered.outcomes, changed };
}

/** Everybody's scores of a period under a formula, without writing anything; for a version that is not published. */
export async function* previewEverybody(
  context: Scorer,
  scored: ScoredPeriod,
): AsyncGenerator<readonly { readonly kept: KeptScore | undefined; readonly change: ScoreChange }[]> {
  const gathered = await gather(context, scored);
  const book = bindPeers(gathered.votes.values());
  const peers = peersOfBook({ book }, gathered.votes, scored);
  const links = linksBy(joinLinks(gathered.words, flowsOfAll(gathered, { scored, book })), scored.formula);
  const scoring: Scoring = { ...scored, peers, links, usual: new Map(), nowMs: context.clock.nowMs() };
  for await (const { people, read } of lookAgain(context, scored, gathered.held)) {
    const before = await keptBy(context, scored, people);
    yield read.works.flatMap((work) => {
      const { personId } = work.person;
      const kept = before.get(personId);
      if (kept === undefined && !hasWork(work, links, personId)) return [];
      const change = changeOf(work, scoring, { kept: undefined, votes: null, cause: '' });
      return change === null ? [] : [{ kept, change }];
    });
  }
}

/** People some at a time with their work; the next are read while these are looked at. */
async function* everybody(
  { scores }: Pick<Scorer, 'scores'>,
  scored: ScoredPeriod,
  afterPersonId: string | null = null,
): AsyncGenerator<SomePeople> {
  const load = async (after: string | null): Promise<SomePeople> => {
    const people = await scores.people({ limit: PEOPLE_AT_ONCE, afterPersonId: after });
    return { people, read: await readWorks(scores, people, scored) };
  };
  let next = load(afterPersonId);
  for (;;) {
    const some = await next;
    const last = some.people.at(-1);
    const isLast = some.people.length < PEOPLE_AT_ONCE || last === undefined;
    if (!isLast) {
      next = load(last.personId);
      // Whoever stops listening hears nothing of it.
      next.catch(() => undefined);
    }
    if (some.people.length > 0) yield some;
    if (isLast) return;
  }
}

/** Those that are held, then the others from the store. */
async function* lookAgain(
  context: Pick<Scorer, 'scores'>,
  scored: ScoredPeriod,
  held: readonly SomePeople[],
): AsyncGenerator<SomePeople> {
  yield* held;
  const last = held.at(-1)?.people;
  if (last === undefined || last.length === PEOPLE_AT_ONCE)
    yield* everybody(context, scored, last?.at(-1)?.personId ?? null);
}

async function keptBy(
  { scores }: Pick<Scorer, 'scores'>,
  { periodId }: ScoredPeriod,
  people: readonly ScoredPerson[],
): Promise<ReadonlyMap<string, KeptScore>> {
  const kept = await scores.resultsBy(
    periodId,
    people.map(({ personId }) => personId),
  );
  return new Map(kept.map((one) => [one.person.personId, one]));
}

async function gather(context: Scorer, scored: ScoredPeriod): Promise<Gathered> {
  const votes = new Map<string, Votes>();
  const words = new Map<string, Words>();
  const adopted: Gathered['adopted'][number][] = [];
  const held: SomePeople[] = [];
  const counts = { people: 0, tasks: 0, outcomes: 0 };
  for await (const { people, read } of everybody(context, scored)) {
    for (const work of read.works) {
      const { personId } = work.person;
      votes.set(personId, votesOf(work));
      words.set(personId, wordsOf(work, scored.period));
      const adoptions = read.adoptions.get(personId) ?? [];
      const roots = adoptedRoots(work, adoptions).map(({ root }) => root);
      if (roots.length > 0) adopted.push({ work: { ...work, roots }, adoptions });
    }
    // From the first on without a gap.
    if (counts.people === heldPeople(held) && counts.outcomes + read.outcomes <= OUTCOMES_HELD_MAX)
      held.push({ people, read });
    counts.people += people.length;
    counts.tasks += read.tasks;
    counts.outcomes += read.outcomes;
  }
  return { votes, words, adopted, held, ...counts };
}

function heldPeople(held: readonly SomePeople[]): number {
  return held.reduce((sum, { people }) => sum + people.length, 0);
}

function flowsOfAll(
  { votes, adopted }: Gathered,
  { scored, book }: { readonly scored: ScoredPeriod; readonly book: PeerBook },
): readonly (readonly Flow[])[] {
  const peers = peersOfBook({ book }, votes, scored);
  return adopted.map(({ work, adoptions }) => flowsOf(work, { adoptions, peers, period: scored.period }));
}

/** Also of those who owe nothing any more. */
async function keepAllLinks(
  { scores }: Pick<Scorer, 'scores'>,
  scored: ScoredPeriod,
  { gathered, book }: { readonly gathered: Gathered; readonly book: PeerBook },
): Promise<KnownLinks> {
  const flows = flowsOfAll(gathered, { scored, book });
  const byAdopter = new Map(flows.flatMap((own) => (own[0] === undefined ? [] : [[own[0].adopterId, own] as const])));
  const people = [...gathered.words.keys()];
  for (let from = 0; from < people.length; from += PEOPLE_AT_ONCE) {
    const links = people.slice(from, from + PEOPLE_AT_ONCE).map((personId) => ({
      ...{ personId, words: gathered.words.get(personId) ?? new Map<string, never>() },
      flows: byAdopter.get(personId) ?? [],
    }));
    await scores.keepLinks(scored.periodId, links);
  }
  return joinLinks(gathered.words, flows);
}

function sampleOf({ person, score }: KeptScore): ScoreSample & Pick<ScoredPerson, 'teamId'> {
  const { personId, teamId, roleFamily } = person;
  return { personId, teamId, roleFamily, millipoints: score.millipoints, outcomes: score.outcomes };
}

/** What is usual is known only when everybody is scored. */
async function keepShown(
  { scores }: Pick<Scorer, 'scores'>,
  { periodId }: ScoredPeriod,
  { samples, book }: { readonly samples: readonly ScoreSample[]; readonly book: PeerBook },
): Promise<void> {
  const usual = usualByRole(samples);
  await scores.keepPeers(periodId, { book, usual });
  for (let from = 0; from < samples.length; from += 1_000)
    await scores.keepShown(
      periodId,
      samples.slice(from, from + 1_000).map((sample) => shrinkScore(sample, usual)),
    );
}

async function keepStandings(
  { scores, clock }: Scorer,
  { periodId }: ScoredPeriod,
  samples: readonly (ScoreSample & Pick<ScoredPerson, 'teamId'>)[],
): Promise<void> {
  const own = await scores.standings(periodId);
  const past = own.length > 0 ? own : await scores.standings(periodBefore(periodId));
  const before = new Map(
    past.flatMap(({ standing }): readonly (readonly [string, Band])[] =>
      standing.kind === 'band' ? [[standing.teamId, standing.band]] : [],
    ),
  );
  await scores.keepStandings(periodId, bandTeams(samples, before), clock.nowMs());
}
