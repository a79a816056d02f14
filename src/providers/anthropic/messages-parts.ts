import type { PartRules } from '../wire/part-rules.ts';

/** Where the texts of Anthropic's messages stand; counting tokens takes the same body. */
export const MESSAGES_PARTS: PartRules = {
  members: {
    system: 'system',
    messages: 'user',
    tools: 'tool_definition',
    tool_choice: 'tool_definition',
    output_config: 'tool_definition',
    output_format: 'tool_definition',
    metadata: 'metadata',
  },
  lists: new Set(['system', 'messages', 'tools']),
  tokens: new Set(),
};
