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

/**
 * Backwards over the chunks: the last usage and the last finish reason count, however often they are repeated. Some
 * hosts send a running account with each chunk; it is whole only once a choice has finished.
 */
function fromEvents(events: KeptEvents): AnswerFacts {
  const found: Found = { usage: null, isRunning: false, finishReason: null, latest: null };
  let seen = 0;
  events.backwards((data) => {
    seen += 1;
    const chunk = parseObject(textOf(data.bytes));
    if (chunk !== null) readChunk(chunk, found);
    return (found.usage === null || found.finishReason === null) && seen < EVENTS_READ_MAX;
  });
  if (found.latest === null) return NO_FACTS;
  const facts = { ...fromBody({ ...found.latest, usage: found.usage }), finishReason: found.finishReason };
  const isWhole = !found.isRunning || (found.finishReason !== null && found.finishReason !== ERROR);
  return isWhole ? facts : { ...facts, usage: null, usageSoFar: facts.usage };
}

function readChunk(chunk: JsonObject, found: Found): void {
  found.latest ??= chunk;
  if (found.usage === null && isObject(chunk['usage'])) {
    found.usage = chunk['usage'];
    found.isRunning = listOrEmpty(chunk['choices']).length > 0;
  }
  found.finishReason ??= isObject(chunk['error']) ? ERROR : finishReasonOf(chunk);
}

type Found = {
  usage: JsonObject | null;
  isRunning: boolean;
  finishReason: string | null;
  latest: JsonObject | null;
};

const ERROR = 'error';

function finishReasonOf(body: JsonObject): string | null {
  for (const choice of listOrEmpty(body['choices'])) {
    const reason = stringOrNull(objectOrEmpty(choice)['finish_reason']);
    if (reason !== null) return reason;
  }
  return null;
}

/** Usage and finish reason stand in the last few; a stream that was cut off has neither, and is not read to its start. */
const EVENTS_READ_MAX = 16;
