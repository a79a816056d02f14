import type { Assignment } from '../score/facts.ts';
import type { Difficulty, Formula } from '../score/formula.ts';
import type { Item, Month } from './month.ts';

/** How people of the simulation work: the figures that the attackers know as well. */
export const PEOPLE = 16;
/** Tasks of a month by difficulty. */
const MIX: Readonly<Record<Difficulty, number>> = { easy: 10, medium: 7, hard: 3 };
const USE_CASES = ['support', 'coding', 'reports'] as const;
const SKILL_SPREAD = 0.25;
const VALUE_SPREAD = 0.35;
const COST_SPREAD = 0.5;
const CLAIM_NOISE = 0.15;
const MEASURE_NOISE = 0.1;
const HOLDS = 0.97;
const NEAR_IDENTICAL = 0.03;
const UNHANDLED = 0.02;
const ADOPTS = 0.35;

/** How well a person works, and how well their assets suit others. */
export type Talent = { readonly skill: number; readonly appeal: number };

export function drawTalent(random: () => number): Talent {
  return { skill: spread(SKILL_SPREAD, random), appeal: spread(0.6, random) };
}

/** An honest month: what was asked is done, and claimed as it seemed. */
export function drawMonth(
  personId: string,
  { talent, others }: { readonly talent: Talent; readonly others: readonly Author[] },
  formula: Formula,
  random: () => number,
): Month {
  const classes = mixOf(1, random);
  const items = classes.map((difficulty, at) =>
    drawItem({ id: `${personId}-task-${at}`, difficulty }, { skill: talent.skill, formula, others }, random),
  );
  const assignments: readonly Assignment[] = items.map(({ id, difficulty }) => ({
    assignmentId: `asked-${id}`,
    personId,
    difficulty,
    state: 'accepted',
  }));
  const person = { personId, teamId: 'team', roleFamily: 'role', isTrained: true, canBeReused: true };
  return { person, items: repeatSome(items, random), assignments };
}

/** Difficulties of so many months of work; parts of a task are decided by lot. */
export function mixOf(months: number, random: () => number): readonly Difficulty[] {
  return Object.entries(MIX).flatMap(([name, many]) => {
    const exact = many * months;
    const whole = Math.floor(exact) + (random() < exact - Math.floor(exact) ? 1 : 0);
    const difficulty = name === 'easy' || name === 'medium' ? name : 'hard';
    return Array.from({ length: whole }, () => difficulty);
  });
}

export type Author = { readonly personId: string; readonly appeal: number };

/** One honest task. */
export function drawItem(
  { id, difficulty }: { readonly id: string; readonly difficulty: Difficulty },
  { skill, formula, others }: { readonly skill: number; readonly formula: Formula; readonly others: readonly Author[] },
  random: () => number,
): Item {
  const { valueMicrodollars, costMicrodollars } = formula.references[difficulty];
  const worth = valueMicrodollars * skill * spread(VALUE_SPREAD, random);
  const holds = random() < HOLDS;
  return {
    ...{ id, rootId: id, difficulty, clusterId: id, validatorId: null },
    useCaseId: pick(USE_CASES, random) ?? 'support',
    week: Math.floor(random() * 4),
    trueMicrodollars: Math.round(worth),
    claimedMicrodollars: Math.round(worth * spread(CLAIM_NOISE, random)),
    measurableMicrodollars: Math.round(worth * spread(MEASURE_NOISE, random)),
    costMicrodollars: Math.round(costMicrodollars * spread(COST_SPREAD, random)),
    dearness: 1,
    fate: holds ? 'holds' : 'reverted',
    unhandledData: random() < UNHANDLED ? 1 : 0,
    authors: random() < ADOPTS ? drawAuthor(others, random) : [],
    isForShow: false,
  };
}

function drawAuthor(others: readonly Author[], random: () => number): readonly string[] {
  const all = others.reduce((sum, { appeal }) => sum + appeal, 0);
  let at = random() * all;
  for (const { personId, appeal } of others) {
    at -= appeal;
    if (at < 0) return [personId];
  }
  return [];
}

/** Some honest work is near-identical to other work, or is taken for it. */
function repeatSome(items: readonly Item[], random: () => number): readonly Item[] {
  return items.map((item) => {
    const twin = random() < NEAR_IDENTICAL ? pick(items, random) : undefined;
    return twin === undefined ? item : { ...item, clusterId: twin.clusterId };
  });
}

export function pick<Choice>(choices: readonly Choice[], random: () => number): Choice | undefined {
  return choices[Math.floor(random() * choices.length)];
}

/** A factor of mean 1, log-normal. */
export function spread(sigma: number, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(sigma * normal - (sigma * sigma) / 2);
}
