/** Which task a conversation or an answer belongs to, as far as one gateway remembers. */
export type TaskMemory = {
  /** The task of the first link that is known; give the newest first. Being found keeps a link young. */
  readonly find: (links: readonly string[]) => string | undefined;
  /** A link that is already known goes over to the new task: the latest call to say the same words is continued. */
  readonly remember: (link: string, taskId: string) => void;
  readonly size: () => number;
};

/** Holds at most `entriesMax` links and forgets the one longest unused; what happens depends on the calls alone. */
export function createTaskMemory(options: { readonly entriesMax: number }): TaskMemory {
  // A Map keeps the order of insertion: the first key is the one longest unused.
  const taskIds = new Map<string, string>();

  const find = (links: readonly string[]): string | undefined => {
    for (const link of links) {
      const taskId = taskIds.get(link);
      if (taskId === undefined) continue;
      taskIds.delete(link);
      taskIds.set(link, taskId);
      return taskId;
    }
    return undefined;
  };

  const remember = (link: string, taskId: string): void => {
    taskIds.delete(link);
    taskIds.set(link, taskId);
    if (taskIds.size <= options.entriesMax) return;
    for (const oldest of taskIds.keys()) {
      taskIds.delete(oldest);
      return;
    }
  };

  return { find, remember, size: () => taskIds.size };
}
