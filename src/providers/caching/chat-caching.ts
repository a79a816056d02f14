import type { AnswerCaching } from '../../ports/dialect.ts';
import { isObject, type JsonObject, listOrEmpty, objectOrEmpty } from '../wire/json-object.ts';
import { barOfChoices, barOfMembers, barOfTools, type CachedMembers } from './cache-bars.ts';
import { isSet, readMember } from './read-member.ts';
import { bodyOf, eventsOf } from './read-whole.ts';

// biome-ignore format: as they stand in the reference, in groups
const MEMBERS: CachedMembers = {
  asked: new Set([
    'messages', 'stream', 'stream_options', 'n', 'stop', 'seed', 'temperature', 'top_p', 'top_k', 'min_p',
    'max_tokens', 'max_completion_tokens', 'presence_penalty', 'frequency_penalty', 'repetition_penalty', 'logit_bias',
    'logprobs', 'top_logprobs', 'response_format', 'tools', 'tool_choice', 'parallel_tool_calls', 'functions',
    'function_call', 'reasoning_effort', 'verbosity', 'prediction', 'service_tier',
  ]),
  leftOut: new Set(['model', 'user', 'safety_identifier', 'prompt_cache_key', 'prompt_cache_retention', 'metadata']),
  kept: new Set(['store', 'audio', 'modalities', 'web_search_options']),
};

/** Chat completions (reference of OpenAI, 2026-10). Answers that call tools are not given again. */
export const CHAT_CACHING: AnswerCaching = {
  leftOut: MEMBERS.leftOut,
  barOf: (body) => barOfMembers(body, MEMBERS) ?? barOfTools(body, 'tools') ?? barOfChoices(body),
  isDeterministic: (body) => readMember(body, 'temperature') === 0,
  isRepeatable: ({ body, stream }) => (stream ? isPlainStream(body) : isPlainBody(bodyOf(body))),
};

function isPlainBody(body: JsonObject | null): boolean {
  const choices = listOrEmpty(body?.['choices']);
  return choices.length === 1 && choices.every((choice) => isPlainChoice(choice, 'message') && hasStopped(choice));
}

function isPlainStream(bytes: Uint8Array): boolean {
  let stopped = false;
  const { events, ended } = eventsOf(bytes, '[DONE]');
  for (const event of events) {
    if (isSet(event['error'])) return false;
    for (const choice of listOrEmpty(event['choices'])) {
      if (!isPlainChoice(choice, 'delta')) return false;
      stopped ||= hasStopped(choice);
    }
  }
  return ended && stopped;
}

function isPlainChoice(choice: unknown, member: 'message' | 'delta'): boolean {
  const said = objectOrEmpty(objectOrEmpty(choice)[member]);
  const calls = said['tool_calls'];
  return isObject(choice) && !isSet(said['function_call']) && !isSet(said['audio']) && listOrEmpty(calls).length === 0;
}

/** Neither cut off at a limit, nor by a filter. */
function hasStopped(choice: unknown): boolean {
  return objectOrEmpty(choice)['finish_reason'] === 'stop';
}
