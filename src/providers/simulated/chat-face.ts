import type { JsonObject } from '../wire/json-object.ts';
import type { Answer } from './answer.ts';
import { type EventOptions, piecesOf, type SimulatedEvent, type SimulatedFace, type UsageForm } from './face.ts';

/** Chat completions, as OpenAI writes them. */
export const CHAT_FACE: SimulatedFace = {
  body: (answer, usage) => ({
    ...frame(answer, 'chat.completion'),
    choices: [{ index: 0, message: messageOf(answer), logprobs: null, finish_reason: finishOf(answer) }],
    ...(usage === 'none' ? {} : { usage: usageOf(answer, usage) }),
    service_tier: 'default',
    system_fingerprint: 'fp_simulated',
  }),
  events: chatEvents,
  error: openAiError,
};

export function openAiError(status: number, message: string): JsonObject {
  const type = status === 429 ? 'rate_limit_error' : status >= 500 ? 'server_error' : 'invalid_request_error';
  return { error: { message, type, param: null, code: status === 429 ? 'rate_limit_exceeded' : null } };
}

function* chatEvents(answer: Answer, options: EventOptions): Iterable<SimulatedEvent> {
  const usage = usageOf(answer, options.usage);
  const reported = options.usageAsked && options.usage !== 'none';
  const beside = options.usageRepeated ? { usage } : reported ? { usage: null } : {};
  const chunk = (delta: JsonObject, finish: string | null): SimulatedEvent =>
    event({
      ...frame(answer, 'chat.completion.chunk'),
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...beside,
    });
  yield chunk({ role: 'assistant', content: answer.toolCall === null ? '' : null }, null);
  for (const piece of piecesOf(answer.text)) if (piece !== '') yield chunk({ content: piece }, null);
  if (answer.toolCall !== null) {
    const { id, name, json } = answer.toolCall;
    yield chunk({ tool_calls: [{ index: 0, id, type: 'function', function: { name, arguments: '' } }] }, null);
    for (const piece of halves(json)) yield chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] }, null);
  }
  yield chunk({}, finishOf(answer));
  if (reported) yield event({ ...frame(answer, 'chat.completion.chunk'), choices: [], usage });
  yield { event: null, data: '[DONE]' };
}

function frame(answer: Answer, object: string): JsonObject {
  return { id: `chatcmpl-${answer.id}`, object, created: answer.createdAtSeconds, model: answer.model };
}

function messageOf(answer: Answer): JsonObject {
  if (answer.toolCall === null) return { role: 'assistant', content: answer.text, refusal: null, annotations: [] };
  const { id, name, json } = answer.toolCall;
  return {
    role: 'assistant',
    content: null,
    refusal: null,
    tool_calls: [{ id, type: 'function', function: { name, arguments: json } }],
  };
}

function usageOf(answer: Answer, form: UsageForm): JsonObject {
  const prompt = answer.inputUncachedTokens + answer.cacheReadTokens + answer.cacheWriteTokens;
  const completion = answer.visibleTokens + answer.reasoningTokens;
  return {
    prompt_tokens: form === 'bad' ? -prompt : prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: answer.cacheReadTokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: answer.reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function finishOf(answer: Answer): string {
  return answer.finish === 'tool' ? 'tool_calls' : answer.finish;
}

function halves(text: string): readonly string[] {
  const middle = Math.floor(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

function event(data: JsonObject): SimulatedEvent {
  return { event: null, data: JSON.stringify(data) };
}
