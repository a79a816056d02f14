import { createSeenFilter, type SeenFilter } from '../detection/seen-filter.ts';

/** Which task a conversation or an answer belongs to, as far as one gateway remembers. */
export type TaskMemory = {
  /** The task of the first link that is known; give the newest first. Being found keeps a link young. */
  readonly find: (links: readonly string[]) => string | undefined;
  /** A link that is already known goes over to the new task: the latest call to say the same words is continued. */
  readonly remember: (link: string, taskId: string) => void;
  readonly size: () => number;
};

/**
 * Holds at most `entriesMax` links, and always the half of them used last: links live in two generations, and when the young
 * one is full the old one is forgotten whole. What happens depends on the calls alone. (One map kept in order of use, with
 * a removal for each link beyond the bound, took a sixteenth of the whole path in re-hashing itself.)
 */
export function createTaskMemory(options: { readonly entriesMax: number }): TaskMemory {
  const youngMax = Math.max(1, Math.floor(options.entriesMax / 2));
  let young = newGeneration();
  let old = newGeneration();

  const remember = (link: string, taskId: string): void => {
    if (young.tasks.size >= youngMax && taskOf(young, link) === undefined) {
      [young, old] = [old, young];
      young.tasks = new Map();
      young.filter.clear();
    }
    young.tasks.set(link, taskId);
    young.filter.add(link);
  };

  const find = (links: readonly string[]): string | undefined => {
    for (const link of links) {
      const known = taskOf(young, link);
      if (known !== undefined) return known;
      const aged = taskOf(old, link);
      if (aged === undefined) continue;
      remember(link, aged);
      return aged;
    }
    return undefined;
  };

  return { find, remember, size: () => young.tasks.size + old.tasks.size };
}

type Generation = { tasks: Map<string, string>; readonly filter: SeenFilter };

function newGeneration(): Generation {
  return { tasks: new Map(), filter: createSeenFilter() };
}

/** Most links are new: they are not looked for. */
function taskOf({ tasks, filter }: Generation, link: string): string | undefined {
  return filter.mayHold(link) ? tasks.get(link) : undefined;
}
