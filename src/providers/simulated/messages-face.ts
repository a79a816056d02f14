import type { JsonObject } from '../wire/json-object.ts';
import type { Answer } from './answer.ts';
import { type EventOptions, piecesOf, type SimulatedEvent, type SimulatedFace, type UsageForm } from './face.ts';

/** Messages, as Anthropic writes them. */
export const MESSAGES_FACE: SimulatedFace = {
  body: (answer, usage) => ({
    ...frame(answer),
    content: [blockOf(answer, true)],
    stop_reason: stopOf(answer),
    stop_sequence: null,
    ...(usage === 'none' ? {} : { usage: usageOf(answer, usage) }),
  }),
  events: messageEvents,
  error: anthropicError,
};

export function anthropicError(status: number, message: string): JsonObject {
  return { type: 'error', error: { type: ERROR_TYPES[status] ?? 'api_error', message }, request_id: 'req_simulated' };
}

function* messageEvents(answer: Answer, options: EventOptions): Iterable<SimulatedEvent> {
  const full = usageOf(answer, options.usage);
  const started = { ...full, output_tokens: 1, output_tokens_details: null };
  const message = { ...frame(answer), content: [], stop_reason: null, stop_sequence: null };
  yield event('message_start', { message: options.usage === 'none' ? message : { ...message, usage: started } });
  yield event('content_block_start', { index: 0, content_block: blockOf(answer, false) });
  yield event('ping', {});
  if (answer.toolCall === null) {
    for (const piece of piecesOf(answer.text)) {
      if (piece !== '') yield event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } });
    }
  } else {
    const delta = { type: 'input_json_delta', partial_json: answer.toolCall.json };
    yield event('content_block_delta', { index: 0, delta });
  }
  yield event('content_block_stop', { index: 0 });
  const delta = { stop_reason: stopOf(answer), stop_sequence: null };
  const told = deltaUsage(full);
  if (options.usageRepeated) yield event('message_delta', { delta, usage: { ...told, output_tokens: 1 } });
  yield event('message_delta', options.usage === 'none' ? { delta } : { delta, usage: told });
  yield event('message_stop', {});
}

function frame(answer: Answer): JsonObject {
  return { id: `msg_${answer.id}`, type: 'message', role: 'assistant', model: answer.model };
}

function blockOf(answer: Answer, whole: boolean): JsonObject {
  if (answer.toolCall === null) return { type: 'text', text: whole ? answer.text : '' };
  const { id, name, json } = answer.toolCall;
  return { type: 'tool_use', id: id.replace('call', 'toolu'), name, input: whole ? JSON.parse(json) : {} };
}

function usageOf(answer: Answer, form: UsageForm): JsonObject {
  return {
    input_tokens: answer.inputUncachedTokens,
    cache_creation_input_tokens: answer.cacheWriteTokens,
    cache_read_input_tokens: answer.cacheReadTokens,
    cache_creation: { ephemeral_5m_input_tokens: answer.cacheWriteTokens, ephemeral_1h_input_tokens: 0 },
    output_tokens: form === 'bad' ? -1 : answer.visibleTokens + answer.reasoningTokens,
    output_tokens_details: { thinking_tokens: answer.reasoningTokens },
    service_tier: 'standard',
  };
}

/** The delta repeats the totals without lifetimes and tier, as the vendor's does. */
function deltaUsage(full: JsonObject): JsonObject {
  const { cache_creation: _lifetimes, service_tier: _tier, ...rest } = full;
  return rest;
}

function stopOf(answer: Answer): string {
  return { stop: 'end_turn', length: 'max_tokens', tool: 'tool_use' }[answer.finish];
}

function event(type: string, members: JsonObject): SimulatedEvent {
  return { event: type, data: JSON.stringify({ type, ...members }) };
}

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};
