import { addNanodollars, type Nanodollars, nanodollars } from '../money/nanodollars.ts';
import type { Baseline } from './baseline.ts';
import type { KeptTask } from './kept-task.ts';
import { WASTE_KINDS, type WasteKind } from './waste.ts';
import { wordCost, wordCount, wordList, wordRatio } from './word-cost.ts';

/** A task of the time that is told, and what tasks like it cost. */
export type ComparedTask = { readonly task: KeptTask; readonly baseline: Baseline };

/** What somebody's tasks of a time come to. */
export type TasksInSum = {
  readonly tasks: number;
  readonly succeeded: number;
  readonly calls: number;
  readonly cost: Nanodollars;
  readonly unpriced: number;
  readonly cacheSaved: Nanodollars;
  /** Those that have a baseline: what they cost, and what the medians come to. */
  readonly compared: { readonly tasks: number; readonly cost: Nanodollars; readonly medians: Nanodollars };
  /** The dearest kind first. */
  readonly waste: readonly WasteSum[];
};

export type WasteSum = { readonly kind: WasteKind; readonly tasks: number; readonly wasted: Nanodollars };

export function sumTasks(compared: readonly ComparedTask[]): TasksInSum {
  const tasks = compared.map(({ task }) => task);
  const known = compared.flatMap(({ task, baseline }) =>
    baseline.kind === 'baseline' && task.cost.unpriced === 0 && !task.cost.isPartial
      ? [{ cost: task.cost.cost, median: baseline.median }]
      : [],
  );
  return {
    tasks: tasks.length,
    succeeded: tasks.filter(({ cost }) => cost.succeeded).length,
    calls: tasks.reduce((sum, { cost }) => sum + cost.calls, 0),
    cost: addNanodollars(tasks.map(({ cost }) => cost.cost)),
    unpriced: tasks.filter(({ cost }) => cost.unpriced > 0).length,
    cacheSaved: addNanodollars(tasks.map(({ cost }) => cost.cacheSaved)),
    compared: {
      tasks: known.length,
      cost: addNanodollars(known.map(({ cost }) => cost)),
      medians: addNanodollars(known.map(({ median }) => median)),
    },
    waste: sumWaste(tasks),
  };
}

function sumWaste(tasks: readonly KeptTask[]): readonly WasteSum[] {
  const sums = WASTE_KINDS.map((kind) => {
    const seen = tasks.flatMap(({ waste }) => waste.filter((finding) => finding.kind === kind));
    return { kind, tasks: seen.length, wasted: addNanodollars(seen.map(({ wasted }) => wasted)) };
  });
  return dearestFirst(sums.filter((sum) => sum.tasks > 0));
}

export function dearestFirst(sums: readonly WasteSum[]): readonly WasteSum[] {
  return [...sums].sort((one, other) => {
    if (one.wasted !== other.wasted) return one.wasted > other.wasted ? -1 : 1;
    return other.tasks - one.tasks;
  });
}

/** What a kind of waste is called, and what is to be done about it, whoever did the work. */
const WASTE_WORDS: { readonly [Kind in WasteKind]: { readonly what: string; readonly instead: string } } = {
  oversized_context: {
    what: 'sent far more context than tasks like them',
    instead: 'send the part that matters, and begin a new conversation for a new question',
  },
  loops: { what: 'went round', instead: 'give agents a limit of steps, and keep answers that are asked for often' },
  retries: {
    what: 'sent again what had failed or was refused',
    instead: 'longer time-outs, and a model to fall back on',
  },
  premium_model: {
    what: 'asked a dear model for something simple',
    instead: 'take the smaller model of the use case for simple calls',
  },
  unread_output: { what: 'had answers written that nobody read', instead: 'ask for shorter answers' },
};

/** The sums in sentences for whoever did the work; `who` begins the first one: `You`, `6 people of Support`. */
export function sumSentences(who: string, sum: TasksInSum): readonly string[] {
  const { tasks, calls, cost, unpriced, cacheSaved, compared } = sum;
  const least = unpriced > 0 ? 'at least ' : '';
  const sentences = [
    `${who} worked on ${wordCount(tasks, 'task')} with ${wordCount(calls, 'call')} for ${least}${wordCost(cost)}.`,
  ];
  if (cacheSaved > 0n) sentences.push(`Answers that were at hand saved ${wordCost(cacheSaved)}.`);
  if (compared.tasks > 0 && compared.medians > 0n)
    sentences.push(
      `${wordCount(compared.tasks, 'task')} can be compared: together ${compared.tasks === 1 ? 'it' : 'they'} cost ${wordCost(compared.cost)}, ${wordRatio(compared.cost, compared.medians)} the median of tasks like ${compared.tasks === 1 ? 'it' : 'them'} (${wordCost(compared.medians)}).`,
    );
  return sentences;
}

/** One line for each kind that was seen, the dearest first. */
export function wasteLines(waste: readonly WasteSum[]): readonly string[] {
  return waste.map(({ kind, tasks, wasted }) => {
    const { what, instead } = WASTE_WORDS[kind];
    const worth = wasted === 0n ? '' : `, worth about ${wordCost(wasted)}`;
    return `${wordCount(tasks, 'task')} ${what}${worth}. What helps: ${instead}.`;
  });
}

/** `it sent far more context …`, for a list of tasks. */
export function wasteInWords(kinds: readonly WasteKind[]): string {
  return kinds.length === 0 ? '' : `It ${wordList(kinds.map((kind) => WASTE_WORDS[kind].what))}.`;
}

/** Percent by which one cost stands above another; null where that says nothing. */
export function changePercent(now: Nanodollars, before: Nanodollars): number | null {
  if (before < MEANINGFUL) return null;
  return Number(((now - before) * 100n) / before);
}

/** A cent: below it, percentages are noise. */
const MEANINGFUL = nanodollars(10_000_000n);
