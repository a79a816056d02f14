import { createTextColumn, type TextColumn } from '../detection/text-column.ts';
import { createTextNumbers, type TextNumbers } from '../detection/text-numbers.ts';

/** Which task a conversation or an answer belongs to, as far as one gateway remembers. */
export type TaskMemory = {
  /** The task of the first link that is known; give the newest first. Being found keeps a link young. */
  readonly find: (links: readonly string[]) => string | undefined;
  /** A link that is already known goes over to the new task: the latest call to say the same words is continued. */
  readonly remember: (link: string, taskId: string) => void;
  readonly size: () => number;
};

/** A conversation's hash; an answer's link is longer as a rule. */
const LINK_LENGTH_MAX = 63;
/** An id that we made; what clients call their tasks may be longer. */
const TASK_LENGTH_MAX = 36;

/**
 * Holds at most `entriesMax` links, and always the half of them used last: links live in two generations, and when the young
 * one is full the old one is forgotten whole. What happens depends on the calls alone. (One map kept in order of use, with
 * a removal for each link beyond the bound, took a sixteenth of the whole path in re-hashing itself.)
 */
export function createTaskMemory(options: { readonly entriesMax: number }): TaskMemory {
  const youngMax = Math.max(1, Math.floor(options.entriesMax / 2));
  let young = newGeneration(youngMax);
  let old = newGeneration(youngMax);

  const remember = (link: string, taskId: string): void => {
    let number = young.links.add(link);
    if (number < 0) {
      [young, old] = [old, young];
      young.links.clear();
      young.tasks.clear();
      number = young.links.add(link);
    }
    young.tasks.set(number, taskId);
  };

  const find = (links: readonly string[]): string | undefined => {
    for (const link of links) {
      const known = young.links.find(link);
      if (known >= 0) return young.tasks.read(known);
      const aged = old.links.find(link);
      if (aged < 0) continue;
      const taskId = old.tasks.read(aged);
      remember(link, taskId);
      return taskId;
    }
    return undefined;
  };

  return { find, remember, size: () => young.links.size() + old.links.size() };
}

type Generation = { readonly links: TextNumbers; readonly tasks: TextColumn };

function newGeneration(textsMax: number): Generation {
  return {
    links: createTextNumbers({ textsMax, lengthMax: LINK_LENGTH_MAX }),
    tasks: createTextColumn({ textsMax, lengthMax: TASK_LENGTH_MAX }),
  };
}
