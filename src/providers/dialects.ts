import type { Dialects } from '../ports/dialect.ts';
import { COUNT_TOKENS_DIALECT } from './anthropic/count-tokens-dialect.ts';
import { MESSAGES_DIALECT } from './anthropic/messages-dialect.ts';
import { CHAT_DIALECT } from './openai/chat-dialect.ts';
import { EMBEDDINGS_DIALECT } from './openai/embeddings-dialect.ts';
import { RESPONSES_DIALECT } from './openai/responses-dialect.ts';

/** Every wire format that Tokenward speaks. */
export const dialects: Dialects = {
  'openai-chat': CHAT_DIALECT,
  'openai-responses': RESPONSES_DIALECT,
  'openai-embeddings': EMBEDDINGS_DIALECT,
  'anthropic-messages': MESSAGES_DIALECT,
  'anthropic-count-tokens': COUNT_TOKENS_DIALECT,
};
