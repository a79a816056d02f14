import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import { chooseTask } from '../../domain/task/choose-task.ts';
import { fingerprintConversation, nameConversationOwner, nameResponseLink } from '../../domain/task/conversation.ts';
import type { RequestFacts } from '../../ports/dialect.ts';
import type { Gateway } from '../gateway.ts';
import type { KeptConversation } from '../inspection/conversation-memory.ts';
import type { Hints } from './read-hints.ts';

/** The task and session a call belongs to, and the fingerprints by which a later call will find it. */
export type TaskBinding = {
  /** Whose conversations are searched; never another's. */
  readonly owner: string;
  readonly taskId: string;
  readonly taskSource: 'client' | 'response_id' | 'prefix' | 'new';
  readonly sessionId: string | null;
  readonly conversationHash: string | null;
  readonly prefixHashes: readonly string[];
};

/** Groups calls into tasks. Memory is per gateway and bounded; what it misses the store links when it ingests. */
export function bindTask(
  gateway: Pick<Gateway, 'taskMemory' | 'sha256'>,
  call: { readonly callId: string; readonly grant: KeyGrant; readonly hints: Hints; readonly facts: RequestFacts },
): TaskBinding {
  const { hints, facts } = call;
  const owner = nameConversationOwner(call.grant);
  const conversation = fingerprintConversation({ owner, turns: facts.turns, sha256: gateway.sha256 });
  const sessionId = hints.session ?? facts.sessionId;
  const { previousResponseId } = facts;
  const chosen = chooseTask({
    namedTaskId: hints.task,
    sessionId,
    responseLink: previousResponseId === null ? null : nameResponseLink({ owner, responseId: previousResponseId }),
    conversation,
    memory: gateway.taskMemory,
    newTaskId: call.callId,
  });
  gateway.taskMemory.remember(conversation.conversationHash, chosen.taskId);
  return { ...chosen, owner, sessionId, conversationHash: conversation.conversationHash };
}

/** An answer's id leads to its task, and to what its placeholders stand for, for a client that continues by it. */
export function rememberAnswer(
  gateway: Pick<Gateway, 'taskMemory' | 'protectionMemory'>,
  task: TaskBinding,
  answer: { readonly responseId: string; readonly conversation: KeptConversation },
): void {
  const link = nameResponseLink({ owner: task.owner, responseId: answer.responseId });
  gateway.taskMemory.remember(link, task.taskId);
  gateway.protectionMemory.conversations.remember(link, answer.conversation);
}
