/** What a conversation that its vendor keeps has behind its last answer: the root of its names, and its placeholders. */
export type KeptConversation = { readonly root: string; readonly restore: ReadonlyMap<string, string> };

const ENTRIES_MAX = 4_000;
const BYTES_MAX = 8 * 1024 * 1024;
const CONVERSATION_BYTES_MAX = 64 * 1024;

/**
 * Placeholders of conversations that go on by an answer's id (`previous_response_id`): the history is at the vendor, so the
 * next call does not carry the values that its answer may name. By link, which names the owner. In memory only, bounded in
 * entries and bytes; the oldest go first. What is forgotten is not restored: the caller reads the placeholder.
 */
export class ConversationMemory {
  readonly #kept = new Map<string, KeptConversation>();
  #bytes = 0;

  find(link: string): KeptConversation | undefined {
    return this.#kept.get(link);
  }

  remember(link: string, conversation: KeptConversation): void {
    if (conversation.restore.size === 0 || this.#kept.has(link)) return;
    const bytes = sizeOf(conversation);
    if (bytes > CONVERSATION_BYTES_MAX) return;
    // A copy: what comes in may hold the whole request that it was worked out from.
    this.#kept.set(link, { root: conversation.root, restore: conversation.restore });
    this.#bytes += bytes;
    for (const [oldest, dropped] of this.#kept) {
      if (this.#kept.size <= ENTRIES_MAX && this.#bytes <= BYTES_MAX) return;
      this.#kept.delete(oldest);
      this.#bytes -= sizeOf(dropped);
    }
  }

  get size(): number {
    return this.#kept.size;
  }
}

function sizeOf({ root, restore }: KeptConversation): number {
  let characters = root.length;
  for (const [placeholder, value] of restore) characters += placeholder.length + value.length + 32;
  return characters * 2;
}
