import { GATEWAY_REFUSALS } from '../../contract/refusal-codes.ts';
import type { Face } from '../../domain/catalog/upstream.ts';
import type { Refusal } from '../../domain/policy/refusal.ts';

/** Which family of error a client understands. */
export type ApiFamily = 'openai' | 'anthropic';

export type ShapedRefusal = { readonly status: number; readonly headers: readonly string[]; readonly body: string };

/** Seconds after which a refusal that may pass is worth another try. */
const RETRY_AFTER_S = '2';

export function familyOf(face: Face): ApiFamily {
  return face === 'anthropic-messages' || face === 'anthropic-count-tokens' ? 'anthropic' : 'openai';
}

/**
 * A refusal in the words and the shape of the API that was called:
 *   OpenAI     {"error":{"message","type","param":null,"code"},"request_id"}
 *   Anthropic  {"type":"error","error":{"type","message"},"request_id"}
 * The message is the refusal's own sentence and the remedy; `tokenward` holds the code for programs.
 */
export function shapeRefusal(family: ApiFamily, refusal: Refusal, callId: string): ShapedRefusal {
  const row = GATEWAY_REFUSALS[refusal.code];
  const headers = [
    'content-type',
    'application/json',
    'x-request-id',
    callId,
    'request-id',
    callId,
    'x-should-retry',
    row.retryable ? 'true' : 'false',
  ];
  if (row.retryable) headers.push('retry-after', RETRY_AFTER_S);
  return { status: row.status, headers, body: JSON.stringify(bodyOf(family, refusal, callId)) };
}

function bodyOf(family: ApiFamily, refusal: Refusal, callId: string): Readonly<Record<string, unknown>> {
  const row = GATEWAY_REFUSALS[refusal.code];
  const message = `${refusal.why} (${refusal.code}, request ${callId})`;
  const tokenward = { code: refusal.code, title: row.title, remedy: row.remedy, rules: refusal.rules };
  switch (family) {
    case 'openai':
      return {
        error: { message, type: row.openai.type, param: null, code: row.openai.code, tokenward },
        request_id: callId,
      };
    case 'anthropic':
      return { type: 'error', error: { type: row.anthropic.type, message, tokenward }, request_id: callId };
  }
}

/** The refusal as one event of a stream that has begun. It opens with a line end, so that a half-told event is closed first. */
export function shapeRefusalEvent(face: Face, refusal: Refusal, callId: string): string {
  const data = JSON.stringify(bodyOf(familyOf(face), refusal, callId));
  switch (face) {
    case 'anthropic-messages':
    case 'anthropic-count-tokens':
      return `\nevent: error\ndata: ${data}\n\n`;
    case 'openai-responses':
      return `\nevent: error\ndata: ${responsesError(refusal)}\n\n`;
    case 'openai-chat':
    case 'openai-embeddings':
      return `\ndata: ${data}\n\n`;
  }
}

function responsesError(refusal: Refusal): string {
  const row = GATEWAY_REFUSALS[refusal.code];
  return JSON.stringify({ type: 'error', code: row.openai.code, message: refusal.why, param: null });
}
