import type { PartRules } from '../wire/part-rules.ts';

/** Where the texts of OpenAI's faces stand. */
export const CHAT_PARTS: PartRules = {
  members: {
    messages: 'user',
    tools: 'tool_definition',
    functions: 'tool_definition',
    function_call: 'tool_definition',
    tool_choice: 'tool_definition',
    response_format: 'tool_definition',
    prediction: 'assistant',
    metadata: 'metadata',
    user: 'metadata',
    safety_identifier: 'metadata',
    prompt_cache_key: 'metadata',
  },
  lists: new Set(['messages', 'tools', 'functions']),
  tokens: new Set(),
};

export const RESPONSES_PARTS: PartRules = {
  members: {
    input: 'user',
    instructions: 'system',
    prompt: 'user',
    tools: 'tool_definition',
    tool_choice: 'tool_definition',
    text: 'tool_definition',
    metadata: 'metadata',
    client_metadata: 'metadata',
    user: 'metadata',
    safety_identifier: 'metadata',
    prompt_cache_key: 'metadata',
  },
  lists: new Set(['input', 'tools']),
  tokens: new Set(),
};

export const EMBEDDINGS_PARTS: PartRules = {
  members: { input: 'embedding_input', user: 'metadata' },
  lists: new Set(),
  tokens: new Set(['input']),
};
