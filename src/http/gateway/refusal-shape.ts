import { GATEWAY_REFUSALS, type RefusalFacts } from '../../contract/refusal-codes.ts';
import type { Face } from '../../domain/catalog/upstream.ts';
import type { Refusal } from '../../domain/policy/refusal.ts';
import { mannerFor, type RefusalManner } from './refusal-manner.ts';

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
export function shapeRefusal(
  family: ApiFamily,
  refusal: Refusal,
  callId: string,
  client: RefusedClient = UNKNOWN_CLIENT,
): ShapedRefusal {
  const row: RefusalFacts = GATEWAY_REFUSALS[refusal.code];
  const manner = mannerFor(client.manners, row, client.userAgent);
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
  const retryAfterS = refusal.retryAfterS?.toString() ?? (row.retryable ? RETRY_AFTER_S : null);
  if (retryAfterS !== null) headers.push('retry-after', retryAfterS);
  const body = bodyOf(family, refusal, callId, manner?.code ?? row.openai.code);
  return { status: manner?.status ?? row.status, headers, body: JSON.stringify(body) };
}

/** Who is refused, as far as it decides how. */
export type RefusedClient = { readonly userAgent: string | undefined; readonly manners: readonly RefusalManner[] };

const UNKNOWN_CLIENT: RefusedClient = { userAgent: undefined, manners: [] };

function bodyOf(
  family: ApiFamily,
  refusal: Refusal,
  callId: string,
  openaiCode: string,
): Readonly<Record<string, unknown>> {
  const row = GATEWAY_REFUSALS[refusal.code];
  const message = `${refusal.why} (${refusal.code}, request ${callId})`;
  const tokenward = {
    code: refusal.code,
    title: row.title,
    remedy: row.remedy,
    rules: refusal.rules,
    ...adviceOf(refusal),
    ...budgetOf(refusal),
  };
  switch (family) {
    case 'openai':
      return {
        error: { message, type: row.openai.type, param: null, code: openaiCode, tokenward },
        request_id: callId,
      };
    case 'anthropic':
      return { type: 'error', error: { type: row.anthropic.type, message, tokenward }, request_id: callId };
  }
}

/** What a caller's program can read of what the caller can do. */
function adviceOf({ advice }: Refusal): Readonly<Record<string, unknown>> {
  if (advice === null) return {};
  const { alternative, askAt, approval, repeatOf } = advice;
  return {
    alternative,
    askAt,
    ...(approval === null
      ? {}
      : { approval: { id: approval.id, expiresAt: new Date(approval.expiresAtMs).toISOString() } }),
    ...(repeatOf === null ? {} : { repeatOf }),
  };
}

function budgetOf({ budget }: Refusal): Readonly<Record<string, unknown>> {
  if (budget === undefined) return {};
  const { resetsAtMs, cheaperModelIds, ...rest } = budget;
  // Calls at once are no matter of a period.
  const resetsAt = rest.unit === 'concurrency' ? null : new Date(resetsAtMs).toISOString();
  return { budget: { ...rest, resetsAt, cheaperModels: cheaperModelIds } };
}

/** The refusal as one event of a stream that has begun. It opens with a line end, so that a half-told event is closed first. */
export function shapeRefusalEvent(face: Face, refusal: Refusal, callId: string): string {
  const data = JSON.stringify(bodyOf(familyOf(face), refusal, callId, GATEWAY_REFUSALS[refusal.code].openai.code));
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
