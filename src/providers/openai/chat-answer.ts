import type { AnswerFacts } from '../../ports/dialect.ts';
import { type AnswerReading, type KeptEvents, NO_FACTS } from '../tap/answer-reading.ts';
import {
  isObject,
  type JsonObject,
  listOrEmpty,
  objectOrEmpty,
  parseObject,
  stringOrNull,
  textOf,
} from '../wire/json-object.ts';
import { fromWireChatUsage } from './openai-usage.ts';

/** How answers of chat completions are read. */
export const CHAT_ANSWER: AnswerReading = {
  fromBody,
  bodyMembers: new Set(['id', 'model', 'usage', 'service_tier', 'finish_reason']),
  parsedBytesMax: 64 * 1024,
  fromEvents,
  textMembers: ['content', 'refusal', 'arguments', 'reasoning_content', 'reasoning'],
  hasOutput: true,
};

function fromBody(body: JsonObject): AnswerFacts {
  const usage = body['usage'];
  return {
    usage: isObject(usage) ? fromWireChatUsage(usage) : null,
    usageSoFar: null,
    vendorUsage: usage ?? null,
    responseModel: stringOrNull(body['model']),
    responseId: stringOrNull(body['id']),
    finishReason: finishReasonOf(body),
    serviceTier: stringOrNull(body['service_tier']),
  };
}

/** Backwards over the chunks: the last usage and the last finish reason count, however often they are repeated. */
function fromEvents(events: KeptEvents): AnswerFacts {
  const found: Found = { usage: null, finishReason: null, latest: null };
  let seen = 0;
  events.backwards((data) => {
    seen += 1;
    const chunk = parseObject(textOf(data.bytes));
    if (chunk !== null) {
      found.latest ??= chunk;
      if (isObject(chunk['usage'])) found.usage ??= chunk['usage'];
      found.finishReason ??= isObject(chunk['error']) ? 'error' : finishReasonOf(chunk);
    }
    return (found.usage === null || found.finishReason === null) && seen < EVENTS_READ_MAX;
  });
  if (found.latest === null) return NO_FACTS;
  return { ...fromBody({ ...found.latest, usage: found.usage }), finishReason: found.finishReason };
}

type Found = { usage: JsonObject | null; finishReason: string | null; latest: JsonObject | null };

function finishReasonOf(body: JsonObject): string | null {
  for (const choice of listOrEmpty(body['choices'])) {
    const reason = stringOrNull(objectOrEmpty(choice)['finish_reason']);
    if (reason !== null) return reason;
  }
  return null;
}

/** Usage and finish reason stand in the last few; a stream that was cut off has neither, and is not read to its start. */
const EVENTS_READ_MAX = 16;
