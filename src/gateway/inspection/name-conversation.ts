import { nameResponseLink } from '../../domain/task/conversation.ts';
import type { RequestFacts } from '../../ports/dialect.ts';
import type { Gateway } from '../gateway.ts';
import type { TaskBinding } from '../stages/bind-task.ts';
import type { KeptConversation } from './conversation-memory.ts';

const NO_PLACEHOLDERS: ReadonlyMap<string, string> = new Map();
const TURNS_MAX = 32;

type NamedRequest = {
  readonly raw: Uint8Array;
  readonly facts: Pick<RequestFacts, 'turns' | 'previousResponseId'>;
};
type NamedTask = Pick<TaskBinding, 'owner' | 'sessionId'>;

/**
 * The root of a conversation, which stays the same while it grows: its owner, its session where the client names one, and
 * its turns up to the user's first. A conversation that goes on by an answer's id has the root of that answer. What has no
 * turns (a text to embed) has its own bytes.
 */
export function nameConversation(
  gateway: Pick<Gateway, 'protectionMemory' | 'sha256' | 'bytesDigest'>,
  request: NamedRequest,
  task: NamedTask,
): KeptConversation {
  const { previousResponseId } = request.facts;
  if (previousResponseId !== null) {
    const link = nameResponseLink({ owner: task.owner, responseId: previousResponseId });
    const kept = gateway.protectionMemory.conversations.find(link);
    if (kept !== undefined) return kept;
  }
  return new NewConversation(gateway, request, task);
}

/** Its root is worked out when it is asked for: most calls hold nothing that needs a name. */
class NewConversation implements KeptConversation {
  readonly restore = NO_PLACEHOLDERS;
  readonly #gateway: Pick<Gateway, 'sha256' | 'bytesDigest'>;
  readonly #request: NamedRequest;
  readonly #task: NamedTask;
  #root: string | undefined;

  constructor(gateway: Pick<Gateway, 'sha256' | 'bytesDigest'>, request: NamedRequest, task: NamedTask) {
    this.#gateway = gateway;
    this.#request = request;
    this.#task = task;
  }

  get root(): string {
    this.#root ??= this.#gateway.sha256(beginningOf(this.#gateway, this.#request, this.#task));
    return this.#root;
  }
}

function beginningOf(gateway: Pick<Gateway, 'bytesDigest'>, request: NamedRequest, task: NamedTask): string {
  const { turns } = request.facts;
  const firstUser = turns.findIndex((turn) => turn.startsWith('user|'));
  const beginning = turns.slice(0, Math.min(firstUser < 0 ? 1 : firstUser + 1, TURNS_MAX));
  const first = beginning.length === 0 ? gateway.bytesDigest(request.raw) : beginning.join('\n');
  const session = task.sessionId ?? '';
  // The lengths tell where one ends and the next begins.
  return `${task.owner.length}:${task.owner}${session.length}:${session}${first}`;
}
