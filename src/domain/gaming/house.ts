import { comparePeers, type Peers } from '../score/compare-peers.ts';
import type { Formula } from '../score/formula.ts';
import { gatherWork, type PersonWork } from '../score/gather-work.ts';
import { linkPeople } from '../score/link-people.ts';
import { type Score, scorePerson } from '../score/score-person.ts';
import { type Author, drawMonth, drawTalent, PEOPLE, type Talent } from './draw-month.ts';
import { lookAtAdoptions, type Month, PERIOD, type PlayedAdoption, toFacts } from './month.ts';
import type { Plot, Strategy } from './strategies.ts';

/** An organisation's honest month, from a seed; the first person is the one who is watched. */
export type House = {
  readonly seed: number;
  readonly months: readonly Month[];
  readonly talents: readonly Talent[];
  readonly authors: readonly Author[];
  readonly formula: Formula;
  readonly randomOf: RandomOf;
  readonly gathered: readonly Gathered[];
  readonly peers: Peers;
};

/** A generator from a seed; the caller brings it, since nothing here draws by itself. */
export type RandomOf = (seed: number) => () => number;

type Gathered = { readonly work: PersonWork; readonly adoptions: readonly PlayedAdoption[] };

export function drawHouse(seed: number, formula: Formula, randomOf: RandomOf): House {
  const random = randomOf(seed);
  const talents = Array.from({ length: PEOPLE }, () => drawTalent(random));
  const authors = talents.map(({ appeal }, at) => ({ personId: `person-${at}`, appeal }));
  const months = authors.map(({ personId }, at) => {
    const others = authors.filter((author) => author.personId !== personId);
    return drawMonth(personId, { talent: talents[at] ?? { skill: 1, appeal: 1 }, others }, formula, random);
  });
  const gathered = months.map((month, at) => gather({ seed, formula, randomOf }, month, at));
  const peers = comparePeers(
    gathered.map(({ work }) => work),
    formula,
  );
  return { seed, months, talents, authors, formula, randomOf, gathered, peers };
}

/** What a strategy makes of the house: the same luck, as far as the same things happen. */
export function playOut(
  { months, talents, authors, formula, randomOf, seed }: House,
  strategy: Strategy,
  effort: number,
): readonly Month[] {
  const plot: Plot = {
    ...{ months, formula },
    talent: talents[0] ?? { skill: 1, appeal: 1 },
    others: authors.slice(1),
    random: randomOf(seed * 7 + 3),
  };
  return strategy(plot, effort).months;
}

/** The score of the one who is watched. */
export function scoreWatched(house: House, months: readonly Month[]): Score {
  const [score] = scoreFirst(house, months, 1);
  if (score === undefined) throw new RangeError('a house without people');
  return score;
}

/** The scores of the first so many of the house, the one who is watched before the others. */
export function scoreFirst(house: House, months: readonly Month[], many: number): readonly Score[] {
  const { formula } = house;
  const gathered = months.map((month, at) => {
    const honest = house.gathered[at];
    return honest !== undefined && month === house.months[at] ? honest : gather(house, month, at);
  });
  const works = gathered.map(({ work }) => work);
  const scored = works.slice(0, many);
  // What the watched one does moves no reference of theirs; it does of others, as others' work does of everybody.
  const isOthersSame = gathered.every((one, at) => at === 0 || one === house.gathered[at]);
  const peers = isOthersSame && many === 1 ? house.peers : comparePeers(works, formula);
  const places = new Map(scored.map(({ person }, at) => [person.personId, at] as const));
  const adoptions = gathered.flatMap((one) => one.adoptions);
  const looked = scored.flatMap(({ person: { personId } }, at) =>
    lookAtAdoptions(
      adoptions.filter(({ authorId }) => authorId === personId),
      formula,
      house.randomOf(house.seed * 13 + 5 + at),
    ),
  );
  const known = [...looked, ...adoptions.filter(({ authorId }) => !places.has(authorId))];
  const links = linkPeople(works, { adoptions: known, peers, period: PERIOD }, formula);
  return scored.map((work) => scorePerson(work, { peers, links, period: PERIOD }, formula));
}

function gather(
  { seed, formula, randomOf }: Pick<House, 'seed' | 'formula' | 'randomOf'>,
  month: Month,
  at: number,
): Gathered {
  const facts = toFacts(month, formula, randomOf(seed * 31 + at));
  const [work] = gatherWork(facts, PERIOD);
  if (work === undefined) throw new RangeError('a month without a person');
  return { work, adoptions: facts.adoptions };
}
