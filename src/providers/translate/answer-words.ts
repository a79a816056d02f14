import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import { inputTokens, outputTokens, type TokenUsage } from '../../domain/usage/token-usage.ts';
import type { JsonObject } from '../wire/json-object.ts';
import type { AnswerError, NeutralFinish } from './neutral-answer.ts';

/** The same answer has the same id in each API but for its beginning, so that ids lead back to the vendor's. */
export function idAt(face: TranslatableFace, id: string): string {
  return PREFIXES[face] + bareId(id);
}

export function bareId(id: string): string {
  return id.replace(/^(?:chatcmpl-|resp_|msg_)/, '');
}

const PREFIXES: { readonly [F in TranslatableFace]: string } = {
  'openai-chat': 'chatcmpl-',
  'openai-responses': 'resp_',
  'anthropic-messages': 'msg_',
};

/** Disjoint buckets counted as each vendor counts: OpenAI's input holds what was cached, Anthropic's does not. */
export function toWireUsage(face: TranslatableFace, usage: TokenUsage): JsonObject {
  const written = usage.inputCacheWrite5mTokens + usage.inputCacheWrite1hTokens + usage.inputCacheWriteUnknownTokens;
  const input = inputTokens(usage);
  const output = outputTokens(usage);
  const cached = { cached_tokens: usage.inputCacheReadTokens, cache_write_tokens: written };
  const reasoned = { reasoning_tokens: usage.outputReasoningTokens };
  switch (face) {
    case 'openai-chat':
      return {
        prompt_tokens: input,
        completion_tokens: output,
        total_tokens: input + output,
        prompt_tokens_details: cached,
        completion_tokens_details: reasoned,
      };
    case 'openai-responses':
      return {
        input_tokens: input,
        input_tokens_details: cached,
        output_tokens: output,
        output_tokens_details: reasoned,
        total_tokens: input + output,
      };
    case 'anthropic-messages':
      return {
        input_tokens: usage.inputUncachedTokens,
        cache_creation_input_tokens: written,
        cache_read_input_tokens: usage.inputCacheReadTokens,
        output_tokens: output,
        output_tokens_details: { thinking_tokens: usage.outputReasoningTokens },
      };
  }
}

export function chatFinish(finish: NeutralFinish): string {
  switch (finish.kind) {
    case 'stop':
    case 'stop_sequence':
      return 'stop';
    case 'length':
      return 'length';
    case 'calls':
      return 'tool_calls';
    case 'filtered':
      return 'content_filter';
  }
}

export function messagesStop(finish: NeutralFinish): JsonObject {
  const none = { stop_sequence: null, stop_details: null };
  switch (finish.kind) {
    case 'stop':
      return { ...none, stop_reason: 'end_turn' };
    case 'stop_sequence':
      return { ...none, stop_reason: 'stop_sequence', stop_sequence: finish.sequence };
    case 'length':
      return { ...none, stop_reason: 'max_tokens' };
    case 'calls':
      return { ...none, stop_reason: 'tool_use' };
    case 'filtered': {
      const details = { type: 'refusal', category: null, explanation: finish.explanation };
      return { ...none, stop_reason: 'refusal', stop_details: details };
    }
  }
}

/** Why a response is incomplete; null: it is not. */
export function incompleteReason(finish: NeutralFinish): string | null {
  if (finish.kind === 'length') return 'max_output_tokens';
  return finish.kind === 'filtered' ? 'content_filter' : null;
}

/** An error as the caller's API tells it, in a body of its own. */
export function toWireError(face: TranslatableFace, { status, message, code }: AnswerError): JsonObject {
  if (face === 'anthropic-messages')
    return { type: 'error', error: { type: ANTHROPIC_ERRORS[status] ?? 'api_error', message } };
  const type = status === 429 ? 'rate_limit_error' : status >= 500 ? 'server_error' : 'invalid_request_error';
  return { error: { message, type, param: null, code } };
}

const ANTHROPIC_ERRORS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  422: 'invalid_request_error',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** The status that an error of Anthropic's names, where a stream has none. */
export function statusOfError(type: unknown): number {
  const found = Object.entries(ANTHROPIC_ERRORS).find(([, name]) => name === type);
  return found === undefined ? 500 : Number(found[0]);
}
