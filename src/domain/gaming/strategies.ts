import type { Difficulty, Formula } from '../score/formula.ts';
import { type Author, drawItem, mixOf, pick, type Talent } from './draw-month.ts';
import type { Item, Month } from './month.ts';

/** What somebody who knows the formula, and colleagues who play along, can do with a month. */
export type Plot = {
  /** The attacker first, then partners. */
  readonly months: readonly Month[];
  readonly talent: Talent;
  readonly others: readonly Author[];
  readonly formula: Formula;
  readonly random: () => number;
};

/** Effort is in months of work, in addition to the honest month unless a strategy says that it replaces some of it. */
export type Strategy = (plot: Plot, effort: number) => Plot;

/** How often near-identical work is seen to be so. */
const SEEN = 0.95;
const FARMED_A_MONTH = 100;

export const STRATEGIES: Readonly<Record<string, Strategy>> = {
  /** More tokens for the same work; no detector sees the waste. */
  padding: (plot, effort) =>
    eachItem(plot, (item) => ({ ...item, costMicrodollars: Math.round(item.costMicrodollars * (1 + 4 * effort)) })),
  /** The same work again, claimed again, with a manager's word. */
  repetition: (plot, effort) =>
    addItems(plot, many(plot, effort * 20), (at) => {
      const source = pick(itemsOf(plot), plot.random);
      return source === undefined
        ? fake(plot, { at, what: 'again' })
        : { ...asFake(source, `again-${at}`), clusterId: seen(plot, source.clusterId, at), validatorId: 'manager' };
    }),
  /** A task is declared as several; half of them say what they are part of. */
  splitting: (plot, effort) =>
    replaceItems(plot, (item) => (plot.random() < effort ? split(plot, item, 2 + Math.round(4 * effort)) : [item])),
  /** The dearest model for work that the usual one does as well. */
  expensive_model: (plot, effort) =>
    eachItem(plot, (item) =>
      plot.random() < effort
        ? { ...item, costMicrodollars: item.costMicrodollars * 8, dearness: item.dearness * 8 }
        : item,
    ),
  /** Two to eight people say that all their work rests on each other's assets. */
  template_ring: ring,
  outcome_inflation: (plot, effort) =>
    eachItem(plot, (item) => ({ ...item, claimedMicrodollars: Math.round(item.claimedMicrodollars * (1 + effort)) })),
  /** Work that never was, approved by one friend. */
  collusive_approval: (plot, effort) =>
    addItems(plot, many(plot, effort * 20), (at) => ({
      ...fake(plot, { at, what: 'approved' }),
      validatorId: 'person-1',
    })),
  /** Work that never was; everybody of a circle approves everybody's. */
  validation_ring: validationRing,
  /** A hundred small near-identical results a month that a system confirms, worth a twentieth of what they claim. */
  farming: (plot, effort) =>
    addItems(plot, many(plot, effort * FARMED_A_MONTH), (at) => {
      const item = drawItem({ id: `farmed-${at}`, difficulty: 'easy' }, { ...plot, skill: 1, others: [] }, plot.random);
      const worth = Math.round(item.claimedMicrodollars / 20);
      return {
        ...item,
        fate: 'holds',
        clusterId: seen(plot, 'farm', at),
        trueMicrodollars: worth,
        measurableMicrodollars: worth,
      };
    }),
  /** Hard tasks are declined; easy ones of somewhat more worth are done instead. */
  cherry_picking: cherryPick,
  /** Assets by the dozen; three friends say once or twice that they used one. */
  template_spam: (plot, effort) => ({
    ...eachItem(plot, (item) => ({ ...item, costMicrodollars: Math.round(item.costMicrodollars * (1 + effort / 4)) })),
    months: plot.months.map((month, at) =>
      at > 0 && at < 4 ? adopt(month, ['person-0'], Math.min(2, Math.ceil(effort))) : month,
    ),
  }),
  /** Everything in the last week, and claims of work that is not finished. */
  burst: (plot, effort) => {
    const late = eachItem(plot, (item) => (plot.random() < effort ? { ...item, week: 3 } : item));
    return addItems(late, many(plot, effort * 20), (at) => ({
      ...fake(plot, { at, what: 'unfinished' }),
      week: 3,
      fate: plot.random() < 0.4 ? 'maturing' : 'reverted',
    }));
  },
  /** Nothing is done, and so nothing is done wrong. */
  idle_compliance: (plot, effort) =>
    replaceItems(plot, (item) => (plot.random() < effort ? [] : [{ ...item, unhandledData: 0 }])),
  /** Twice as fast, and every second result does not hold. */
  sacrificed_quality: (plot, effort) =>
    addItems(plot, many(plot, effort * 40), (at) => ({
      ...drawItem(
        { id: `hasty-${at}`, difficulty: drawDifficulty(plot) },
        { ...plot, skill: plot.talent.skill },
        plot.random,
      ),
      fate: plot.random() < 0.5 ? 'holds' : 'reverted',
    })),
  /** Others' results claimed as one's own; one in twenty slips through with a manager's word. */
  copied_outcomes: (plot, effort) =>
    addItems(plot, many(plot, effort * 20), (at) => ({
      ...fake(plot, { at, what: 'copied' }),
      validatorId: 'manager',
      fate: plot.random() < 0.95 ? 'duplicate' : 'holds',
    })),
};

/** The yardstick: more of the same, honestly. */
export const HONEST_EXTRA: Strategy = (plot, effort) => {
  const classes = mixOf(effort, plot.random);
  return addItems(plot, classes.length, (at) =>
    drawItem(
      { id: `extra-${at}`, difficulty: classes[at] ?? 'easy' },
      { ...plot, skill: plot.talent.skill },
      plot.random,
    ),
  );
};

function ring(plot: Plot, effort: number): Plot {
  const size = 2 + Math.min(6, Math.round(effort * 3));
  // A circle in which each takes from the next, from the next two, or from all.
  const steps = pick([[1], [1, 2], Array.from({ length: size - 1 }, (_, at) => at + 1)], plot.random) ?? [1];
  return {
    ...plot,
    months: plot.months.map((month, at) => {
      if (at >= size) return month;
      const authors = [...new Set(steps.map((step) => `person-${(at + step) % size}`))].filter(
        (id) => id !== month.person.personId,
      );
      return adopt(month, authors, month.items.length);
    }),
  };
}

function validationRing(plot: Plot, effort: number): Plot {
  const size = 5;
  const months = plot.months.map((month, person) => {
    if (person >= size) return month;
    const made = Array.from({ length: many(plot, effort * 20) }, (_, at) => ({
      ...fake(plot, { at, what: `circle-${person}` }),
      validatorId: `person-${(person + 1 + (at % (size - 1))) % size}`,
    }));
    return { ...month, items: [...month.items, ...made] };
  });
  return { ...plot, months };
}

function cherryPick(plot: Plot, effort: number): Plot {
  const [own] = plot.months;
  if (own === undefined) return plot;
  const dropped = new Set(
    own.items.filter(({ difficulty }) => difficulty === 'hard' && plot.random() < effort).map(({ id }) => id),
  );
  const items = own.items.flatMap((item): readonly Item[] => {
    if (!dropped.has(item.id)) return [item];
    // As much work as was declined, and a tenth more: what a part of a task was worth, where it is a part.
    const easy = plot.formula.references.easy.valueMicrodollars * plot.talent.skill;
    const instead = many(plot, (1.1 * item.trueMicrodollars) / easy);
    return Array.from({ length: instead }, (_, at) => ({
      ...drawItem(
        { id: `${item.id}-instead-${at}`, difficulty: 'easy' },
        { ...plot, skill: plot.talent.skill },
        plot.random,
      ),
      fate: 'holds' as const,
    }));
  });
  const assignments = own.assignments.map((assignment) =>
    dropped.has(assignment.assignmentId.slice('asked-'.length))
      ? { ...assignment, state: 'declined' as const }
      : assignment,
  );
  return withOwn(plot, { ...own, items, assignments });
}

function split(plot: Plot, item: Item, parts: number): readonly Item[] {
  const isDeclared = plot.random() < 0.5;
  const share = (amount: number, at: number): number =>
    Math.floor((amount * (at + 1)) / parts) - Math.floor((amount * at) / parts);
  return Array.from({ length: parts }, (_, at) => ({
    ...item,
    id: at === 0 ? item.id : `${item.id}-part-${at}`,
    rootId: at === 0 || isDeclared ? item.rootId : `${item.id}-part-${at}`,
    clusterId: at === 0 ? item.clusterId : seen(plot, item.clusterId, at),
    week: (item.week + at) % 4,
    trueMicrodollars: share(item.trueMicrodollars, at),
    claimedMicrodollars: share(item.claimedMicrodollars, at),
    measurableMicrodollars: share(item.measurableMicrodollars, at),
    costMicrodollars: share(item.costMicrodollars, at),
  }));
}

function adopt(month: Month, authors: readonly string[], tasks: number): Month {
  return {
    ...month,
    items: month.items.map((item, at) => (at < tasks ? { ...item, authors, isForShow: true } : item)),
  };
}

/** Work that never was: it claims what its class usually brings, and a measurement finds nothing. */
function fake(plot: Plot, { at, what }: { readonly at: number; readonly what: string }): Item {
  return asFake(
    drawItem({ id: `${what}-${at}`, difficulty: drawDifficulty(plot) }, { ...plot, skill: 1, others: [] }, plot.random),
    `${what}-${at}`,
  );
}

function asFake(item: Item, id: string): Item {
  return {
    ...item,
    id,
    rootId: id,
    fate: 'holds',
    trueMicrodollars: 0,
    measurableMicrodollars: 0,
    unhandledData: 0,
    authors: [],
  };
}

function drawDifficulty({ random }: Plot): Difficulty {
  const lot = random();
  return lot < 0.5 ? 'easy' : lot < 0.85 ? 'medium' : 'hard';
}

function seen({ random }: Plot, clusterId: string, at: number): string {
  return random() < SEEN ? clusterId : `${clusterId}-unseen-${at}-${random()}`;
}

function many({ random }: Plot, exact: number): number {
  return Math.floor(exact) + (random() < exact - Math.floor(exact) ? 1 : 0);
}

function itemsOf({ months }: Plot): readonly Item[] {
  return months[0]?.items ?? [];
}

function eachItem(plot: Plot, change: (item: Item) => Item): Plot {
  return replaceItems(plot, (item) => [change(item)]);
}

function replaceItems(plot: Plot, change: (item: Item) => readonly Item[]): Plot {
  const [own] = plot.months;
  return own === undefined ? plot : withOwn(plot, { ...own, items: own.items.flatMap(change) });
}

function addItems(plot: Plot, length: number, make: (at: number) => Item): Plot {
  const [own] = plot.months;
  return own === undefined
    ? plot
    : withOwn(plot, { ...own, items: [...own.items, ...Array.from({ length }, (_, at) => make(at))] });
}

function withOwn(plot: Plot, own: Month): Plot {
  return { ...plot, months: [own, ...plot.months.slice(1)] };
}
