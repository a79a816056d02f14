import { CleanUnits } from './clean-units.ts';
import { ConversationMemory } from './conversation-memory.ts';
import { RefusalMemory } from './refusal-memory.ts';

/** What one gateway remembers of protection between calls. In memory only, bounded in each part. */
export type ProtectionMemory = {
  readonly cleanUnits: CleanUnits;
  readonly refusals: RefusalMemory;
  readonly conversations: ConversationMemory;
};

export function createProtectionMemory(): ProtectionMemory {
  return { cleanUnits: new CleanUnits(), refusals: new RefusalMemory(), conversations: new ConversationMemory() };
}
