import type { AnswerCaching } from '../../ports/dialect.ts';
import { type JsonObject, listOrEmpty, objectOrEmpty } from '../wire/json-object.ts';
import { barOfMembers, barOfTools, type CachedMembers } from './cache-bars.ts';
import { readMember } from './read-member.ts';
import { bodyOf, eventsOf } from './read-whole.ts';

// biome-ignore format: as they stand in the reference, in groups
const MEMBERS: CachedMembers = {
  // An answer repeats all of these, also what only names somebody: so none of them is left out.
  asked: new Set([
    'input', 'instructions', 'stream', 'stream_options', 'store', 'include', 'temperature', 'top_p', 'top_logprobs',
    'max_output_tokens', 'max_tool_calls', 'reasoning', 'text', 'tools', 'tool_choice', 'parallel_tool_calls', 'truncation',
    'service_tier', 'user', 'safety_identifier', 'prompt_cache_key', 'prompt_cache_retention', 'metadata', 'client_metadata',
  ]),
  leftOut: new Set(['model']),
  kept: new Set(['previous_response_id', 'conversation', 'prompt', 'background', 'context_management']),
};

/** The responses API (reference of OpenAI, 2026-10). Answers that call tools are not given again. */
export const RESPONSES_CACHING: AnswerCaching = {
  leftOut: MEMBERS.leftOut,
  barOf: (body) => barOfMembers(body, MEMBERS) ?? barOfTools(body, 'tools'),
  isDeterministic: (body) => readMember(body, 'temperature') === 0,
  isRepeatable: ({ body, stream }) => (stream ? isPlainStream(body) : isPlainResponse(bodyOf(body))),
};

const PLAIN_ITEMS: ReadonlySet<unknown> = new Set(['message', 'reasoning']);

function isPlainResponse(response: JsonObject | null): boolean {
  const items = listOrEmpty(response?.['output']);
  return response?.['status'] === 'completed' && items.length > 0 && items.every(isPlainItem);
}

function isPlainStream(bytes: Uint8Array): boolean {
  const { events, ended } = eventsOf(bytes, 'response.completed');
  const last = objectOrEmpty(events.at(-1)?.['response']);
  const items = events.filter(({ type }) => type === 'response.output_item.added').map(({ item }) => item);
  return ended && last['status'] === 'completed' && items.length > 0 && items.every(isPlainItem);
}

function isPlainItem(item: unknown): boolean {
  return PLAIN_ITEMS.has(objectOrEmpty(item)['type']);
}
