import { Buffer } from 'node:buffer';
import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { Translation, TranslationQuestion } from '../../ports/translation.ts';
import { type JsonObject, parseObject, textOf } from '../wire/json-object.ts';
import { AnswerTranslation } from './answer-translation.ts';
import { toWireError } from './answer-words.ts';
import { errorOf } from './read-error.ts';
import { translateRequest } from './translate-request.ts';

/** Translates one call there and back. */
export function translateCall(question: TranslationQuestion): Translation | Refusal {
  const { from, to, upstream, upstreamModel, outputTokensMax } = question;
  const body = parseObject(textOf(question.raw));
  if (body === null) return refuse('body_invalid', 'The body must be a JSON object.');
  const target = { upstreamModel, upstreamKind: upstream.kind, outputTokensMax };
  const translated = translateRequest(body, { from, to }, target);
  if (isRefusal(translated)) return translated;
  const { neutral } = translated;
  const echo = from === 'openai-responses' ? echoOf(body) : {};
  return {
    kind: 'translation',
    body: Buffer.from(JSON.stringify(translated.body)),
    dropped: translated.dropped,
    openAnswer: ({ callId, nowMs, bytesMax }) =>
      new AnswerTranslation({
        upstream: to,
        caller: from,
        fallback: { id: callId, createdAt: Math.floor(nowMs / 1000) },
        bytesMax,
        usageAsked: neutral.usageAsked,
        echo,
      }),
    translateError: (status, bytes) => translateError(from, status, bytes),
  };
}

/** What a response repeats of its request, without its texts and tools: those are long, and the caller has them. */
function echoOf(body: JsonObject): JsonObject {
  return Object.fromEntries(
    ECHOED.filter((name) => body[name] !== undefined && body[name] !== null).map((name) => [name, body[name]]),
  );
}

const ECHOED = [
  'max_output_tokens',
  'metadata',
  'parallel_tool_calls',
  'reasoning',
  'temperature',
  'text',
  'tool_choice',
  'top_p',
  'user',
  'safety_identifier',
  'prompt_cache_key',
] as const;

function translateError(
  caller: TranslatableFace,
  status: number,
  bytes: Uint8Array,
): { readonly status: number; readonly body: Uint8Array } {
  const error = errorOf(parseObject(textOf(bytes)) ?? {}, status);
  // Only Anthropic's clients know the status 529.
  const told = caller !== 'anthropic-messages' && status === 529 ? 503 : status;
  return { status: told, body: Buffer.from(JSON.stringify(toWireError(caller, error))) };
}
