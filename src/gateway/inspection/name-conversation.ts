import { nameResponseLink } from '../../domain/task/conversation.ts';
import type { Gateway } from '../gateway.ts';
import type { TaskBinding } from '../stages/bind-task.ts';
import type { ReadRequest } from '../stages/read-request.ts';
import type { KeptConversation } from './conversation-memory.ts';

const NO_PLACEHOLDERS: ReadonlyMap<string, string> = new Map();
const TURNS_MAX = 32;

/**
 * The root of a conversation, which stays the same while it grows: its owner, its session where the client names one, and
 * its turns up to the user's first. A conversation that goes on by an answer's id has the root of that answer. What has no
 * turns (a text to embed) has its own bytes.
 */
export function nameConversation(
  gateway: Pick<Gateway, 'protectionMemory' | 'sha256' | 'bytesDigest'>,
  request: ReadRequest,
  task: TaskBinding,
): KeptConversation {
  const { turns, previousResponseId } = request.facts;
  if (previousResponseId !== null) {
    const link = nameResponseLink({ owner: task.owner, responseId: previousResponseId });
    const kept = gateway.protectionMemory.conversations.find(link);
    if (kept !== undefined) return kept;
  }
  const firstUser = turns.findIndex((turn) => turn.startsWith('user|'));
  const beginning = turns.slice(0, Math.min(firstUser < 0 ? 1 : firstUser + 1, TURNS_MAX));
  const first = beginning.length === 0 ? gateway.bytesDigest(request.raw) : beginning.join('\n');
  const root = gateway.sha256(JSON.stringify([task.owner, task.sessionId, first]));
  return { root, restore: NO_PLACEHOLDERS };
}
