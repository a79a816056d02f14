import type { Conversation } from './conversation.ts';
import type { TaskMemory } from './task-memory.ts';

export type ChosenTask = {
  readonly taskId: string;
  readonly taskSource: 'client' | 'response_id' | 'prefix' | 'new';
  /** For the record: empty once linked, so that only unlinked calls are looked up across gateways. */
  readonly prefixHashes: readonly string[];
};

/**
 * Which task a call belongs to (requirement M5). The first that holds:
 *
 *   client       the client named a task, else a session: it knows better than any fingerprint
 *   response_id  it continues an answer by its id
 *   prefix       its earlier messages are those of a call that is known
 *   new          none of these
 *
 * A call whose whole conversation equals an earlier one's is not linked by that: the same template sent twice is two
 * pieces of work, and a retry of a longer conversation is found by its prefix anyway.
 */
export function chooseTask(call: {
  readonly namedTaskId: string | null;
  readonly sessionId: string | null;
  /** From `nameResponseLink`. */
  readonly responseLink: string | null;
  readonly conversation: Conversation;
  readonly memory: Pick<TaskMemory, 'find'>;
  readonly newTaskId: string;
}): ChosenTask {
  const named = call.namedTaskId ?? call.sessionId;
  if (named !== null) return { taskId: named, taskSource: 'client', prefixHashes: [] };
  const answered = call.responseLink === null ? undefined : call.memory.find([call.responseLink]);
  if (answered !== undefined) return { taskId: answered, taskSource: 'response_id', prefixHashes: [] };
  const continued = call.memory.find(call.conversation.candidateHashes);
  if (continued !== undefined) return { taskId: continued, taskSource: 'prefix', prefixHashes: [] };
  return { taskId: call.newTaskId, taskSource: 'new', prefixHashes: call.conversation.prefixHashes };
}
