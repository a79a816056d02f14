import type { JsonObject } from '../wire/json-object.ts';
import type { Answer } from './answer.ts';
import { openAiError } from './chat-face.ts';
import { type EventOptions, piecesOf, type SimulatedEvent, type SimulatedFace, type UsageForm } from './face.ts';

/** Responses, as OpenAI writes them. */
export const RESPONSES_FACE: SimulatedFace = {
  body: (answer, usage) => responseOf(answer, { finished: true, usage }),
  events: responseEvents,
  error: openAiError,
};

function* responseEvents(answer: Answer, options: EventOptions): Iterable<SimulatedEvent> {
  const begun = responseOf(answer, { finished: false, usage: options.usage });
  const item = itemOf(answer);
  let sequence = 0;
  const event = (type: string, members: JsonObject): SimulatedEvent => {
    const data = JSON.stringify({ type, sequence_number: sequence, ...members });
    sequence += 1;
    return { event: type, data };
  };
  const place = { output_index: 0, item_id: item['id'] };
  yield event('response.created', { response: begun });
  yield event('response.in_progress', { response: begun });
  yield event('response.output_item.added', {
    output_index: 0,
    item: itemBegun(item),
  });
  if (answer.toolCall === null) {
    const within = { ...place, content_index: 0 };
    yield event('response.content_part.added', { ...within, part: partOf('') });
    for (const piece of piecesOf(answer.text)) {
      if (piece !== '') yield event('response.output_text.delta', { ...within, delta: piece, logprobs: [] });
    }
    yield event('response.output_text.done', { ...within, text: answer.text, logprobs: [] });
    yield event('response.content_part.done', { ...within, part: partOf(answer.text) });
  } else {
    yield event('response.function_call_arguments.delta', { ...place, delta: answer.toolCall.json });
    yield event('response.function_call_arguments.done', { ...place, arguments: answer.toolCall.json });
  }
  yield event('response.output_item.done', { output_index: 0, item });
  const ended = responseOf(answer, { finished: true, usage: options.usage });
  yield event(answer.finish === 'length' ? 'response.incomplete' : 'response.completed', { response: ended });
}

function responseOf(answer: Answer, state: { readonly finished: boolean; readonly usage: UsageForm }): JsonObject {
  const status = !state.finished ? 'in_progress' : answer.finish === 'length' ? 'incomplete' : 'completed';
  return {
    id: `resp_${answer.id}`,
    object: 'response',
    created_at: answer.createdAtSeconds,
    status,
    background: false,
    error: null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    instructions: null,
    max_output_tokens: null,
    model: answer.model,
    output: state.finished ? [itemOf(answer)] : [],
    parallel_tool_calls: true,
    previous_response_id: null,
    service_tier: 'default',
    store: false,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    truncation: 'disabled',
    usage: state.finished && state.usage !== 'none' ? usageOf(answer, state.usage) : null,
    user: null,
    metadata: {},
  };
}

function itemOf(answer: Answer): JsonObject {
  if (answer.toolCall !== null) {
    const { id, name, json } = answer.toolCall;
    return { id: `fc_${answer.id}`, type: 'function_call', status: 'completed', call_id: id, name, arguments: json };
  }
  const content = [partOf(answer.text)];
  return { id: `msg_${answer.id}`, type: 'message', status: 'completed', role: 'assistant', content };
}

function itemBegun(item: JsonObject): JsonObject {
  const empty = item['type'] === 'message' ? { content: [] } : { arguments: '' };
  return { ...item, ...empty, status: 'in_progress' };
}

function partOf(text: string): JsonObject {
  return { type: 'output_text', annotations: [], logprobs: [], text };
}

function usageOf(answer: Answer, form: UsageForm): JsonObject {
  const input = answer.inputUncachedTokens + answer.cacheReadTokens + answer.cacheWriteTokens;
  const output = answer.visibleTokens + answer.reasoningTokens;
  return {
    input_tokens: form === 'bad' ? 0.5 : input,
    input_tokens_details: { cached_tokens: answer.cacheReadTokens, cache_write_tokens: answer.cacheWriteTokens },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: answer.reasoningTokens },
    total_tokens: input + output,
  };
}
