import type { KeyOwner } from '../identity/key-grant.ts';

/** As many as go on the record, for linking across gateways. */
const PREFIX_HASHES_MAX = 8;
/** As many as are looked up in memory: one step of an agent can add an answer and dozens of tool results. */
const CANDIDATES_MAX = 64;
const HASH_LENGTH = 32;

export type Conversation = {
  /** Fingerprint of all turns as sent. */
  readonly conversationHash: string;
  /** Fingerprints of the conversation without its last turn, without its last two, …: newest first, at most 8. */
  readonly prefixHashes: readonly string[];
  /** The same, at most 64, for the gateway's own memory. */
  readonly candidateHashes: readonly string[];
};

/**
 * The prefix chain: `hash[i] = SHA-256(hash[i-1] + "\n" + turn[i])`, the first 32 hex digits, begun with the owner's name.
 * What a call with the first i turns had for its conversationHash is what a later, longer call has for `hash[i]`, so a
 * turn is found to belong to the conversation that it continues. Different owners never share a chain.
 *
 * One SHA-256 a turn, each byte hashed once: 1 turn costs one call, 10,000 turns about 10 ms.
 */
export function fingerprintConversation(call: {
  readonly owner: string;
  readonly turns: readonly string[];
  readonly sha256: (text: string) => string;
}): Conversation {
  // The length makes the seed unambiguous whatever the owner is called.
  let hash = `conversation-v1:${call.owner.length}:${call.owner}`;
  const { turns, sha256 } = call;
  const firstKept = turns.length - CANDIDATES_MAX;
  const kept: string[] = [];
  for (let index = 0; index < turns.length; index += 1) {
    if (index > 0 && index >= firstKept) kept.push(hash);
    hash = sha256(`${hash}\n${turns[index] ?? ''}`).slice(0, HASH_LENGTH);
  }
  if (turns.length === 0) hash = sha256(hash).slice(0, HASH_LENGTH);
  const candidateHashes = kept.reverse();
  const prefixHashes =
    candidateHashes.length <= PREFIX_HASHES_MAX ? candidateHashes : candidateHashes.slice(0, PREFIX_HASHES_MAX);
  return { conversationHash: hash, prefixHashes, candidateHashes };
}

/** Whose conversations are one: a person's (or service account's) within a team, with whichever of their keys. */
export function nameConversationOwner(grant: OwningGrant): string {
  const known = OWNERS.get(grant);
  if (known !== undefined) return known;
  const { owner } = grant;
  const id = owner.kind === 'person' ? owner.personId : owner.serviceAccountId;
  const name = `${owner.kind}:${id}@${grant.teamId ?? ''}`;
  OWNERS.set(grant, name);
  return name;
}

type OwningGrant = { readonly owner: KeyOwner; readonly teamId: string | null };

/** For as long as the grant is the same object: tables that are looked into by an owner know a text sooner that they have seen. */
const OWNERS = new WeakMap<OwningGrant, string>();

/** The link that an answer's id leaves in memory; bound to its owner, so that nobody joins a task by another's answer. */
export function nameResponseLink(answer: { readonly owner: string; readonly responseId: string }): string {
  return `response:${answer.owner.length}:${answer.owner}:${answer.responseId}`;
}
