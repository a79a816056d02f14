import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import { fingerprintConversation } from '../../domain/task/conversation.ts';
import type { RequestFacts } from '../../ports/dialect.ts';
import type { Gateway } from '../gateway.ts';
import type { Hints } from './read-hints.ts';

/** The task and session a call belongs to, and the fingerprints by which a later call will find it. */
export type TaskBinding = {
  readonly taskId: string;
  readonly taskSource: 'client' | 'response_id' | 'prefix' | 'new';
  readonly sessionId: string | null;
  readonly conversationHash: string | null;
  readonly prefixHashes: readonly string[];
};

/**
 * Groups calls into tasks: by the client's word, else by the earlier answer it continues, else by the conversation's
 * prefix, else it begins a task. Memory is per gateway and bounded; what it misses the store links when it ingests.
 */
export function bindTask(
  gateway: Pick<Gateway, 'taskMemory' | 'sha256'>,
  call: { readonly callId: string; readonly grant: KeyGrant; readonly hints: Hints; readonly facts: RequestFacts },
): TaskBinding {
  const { grant, hints, facts } = call;
  const owner = `${grant.teamId}/${ownerId(grant)}`;
  const sessionId = hints.session ?? facts.sessionId;
  const print = fingerprintConversation({ owner, turns: facts.turns, sha256: gateway.sha256 });
  const named = hints.task ?? (sessionId === null ? null : `session:${sessionId}`);
  const base = { sessionId, conversationHash: print.conversationHash };
  if (named !== null) return { ...base, taskId: named, taskSource: 'client', prefixHashes: [] };

  const answered =
    facts.previousResponseId === null
      ? undefined
      : gateway.taskMemory.find([responseKey(owner, facts.previousResponseId)]);
  if (answered !== undefined) {
    remember(gateway, print.conversationHash, answered);
    return { ...base, taskId: answered, taskSource: 'response_id', prefixHashes: [] };
  }
  const known = gateway.taskMemory.find(print.prefixHashes);
  const taskId = known ?? call.callId;
  remember(gateway, print.conversationHash, taskId);
  if (known !== undefined) return { ...base, taskId, taskSource: 'prefix', prefixHashes: [] };
  return { ...base, taskId, taskSource: 'new', prefixHashes: print.prefixHashes };
}

/** Under which key an answer's id is remembered: only its owner can continue it. */
export function responseKey(owner: string, responseId: string): string {
  return `${owner}/response/${responseId}`;
}

export function ownerId(grant: KeyGrant): string {
  return grant.owner.kind === 'person' ? grant.owner.personId : grant.owner.serviceAccountId;
}

function remember(gateway: Pick<Gateway, 'taskMemory'>, hash: string | null, taskId: string): void {
  if (hash !== null) gateway.taskMemory.remember(hash, taskId);
}
