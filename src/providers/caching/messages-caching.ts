import type { AnswerCaching } from '../../ports/dialect.ts';
import { type JsonObject, listOrEmpty, objectOrEmpty } from '../wire/json-object.ts';
import { barOfMembers, barOfTools, type CachedMembers } from './cache-bars.ts';
import { readMember } from './read-member.ts';
import { bodyOf, eventsOf } from './read-whole.ts';

// biome-ignore format: as they stand in the reference, in groups
const MEMBERS: CachedMembers = {
  asked: new Set([
    'messages', 'system', 'stream', 'max_tokens', 'stop_sequences', 'temperature', 'top_p', 'top_k', 'thinking', 'tools',
    'tool_choice', 'service_tier', 'output_config', 'output_format', 'speed',
  ]),
  leftOut: new Set(['model', 'metadata']),
  kept: new Set(['container', 'mcp_servers', 'context_management']),
};

/** Anthropic messages (reference of Anthropic, 2026-10). Answers that use tools are not given again. */
export const MESSAGES_CACHING: AnswerCaching = {
  leftOut: MEMBERS.leftOut,
  barOf: (body) => barOfMembers(body, MEMBERS) ?? barOfTools(body, 'tools'),
  isDeterministic: (body) => readMember(body, 'temperature') === 0,
  isRepeatable: ({ body, stream }) => (stream ? isPlainStream(body) : isPlainBody(bodyOf(body))),
};

const PLAIN_BLOCKS: ReadonlySet<unknown> = new Set(['text', 'thinking', 'redacted_thinking']);
const STOPPED: ReadonlySet<unknown> = new Set(['end_turn', 'stop_sequence']);

function isPlainBody(body: JsonObject | null): boolean {
  const blocks = listOrEmpty(body?.['content']);
  return body !== null && STOPPED.has(body['stop_reason']) && blocks.every(isPlainBlock);
}

function isPlainStream(bytes: Uint8Array): boolean {
  const { events, ended } = eventsOf(bytes, 'message_stop');
  let stopped = false;
  for (const event of events) {
    if (event['type'] === 'error') return false;
    if (event['type'] === 'content_block_start' && !isPlainBlock(event['content_block'])) return false;
    if (event['type'] === 'message_delta') stopped = STOPPED.has(objectOrEmpty(event['delta'])['stop_reason']);
  }
  return ended && stopped;
}

function isPlainBlock(block: unknown): boolean {
  return PLAIN_BLOCKS.has(objectOrEmpty(block)['type']);
}
