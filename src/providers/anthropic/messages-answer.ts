import type { AnswerFacts } from '../../ports/dialect.ts';
import { type AnswerReading, type KeptEvents, NO_FACTS } from '../tap/answer-reading.ts';
import { isObject, type JsonObject, objectOrEmpty, parseObject, stringOrNull, textOf } from '../wire/json-object.ts';
import { fromWireMessageUsage, overriddenUsage } from './messages-usage.ts';

/** How answers of the messages API are read. */
export const MESSAGES_ANSWER: AnswerReading = {
  fromBody,
  bodyMembers: new Set(['id', 'model', 'usage', 'stop_reason']),
  parsedBytesMax: 64 * 1024,
  fromEvents,
  textMembers: ['text', 'partial_json', 'thinking'],
  hasOutput: true,
};

function fromBody(message: JsonObject): AnswerFacts {
  const usage = message['usage'];
  return {
    usage: isObject(usage) ? fromWireMessageUsage(usage) : null,
    usageSoFar: null,
    vendorUsage: usage ?? null,
    responseModel: stringOrNull(message['model']),
    responseId: stringOrNull(message['id']),
    finishReason: stringOrNull(message['stop_reason']),
    serviceTier: tierOf(objectOrEmpty(usage)),
  };
}

/** Fast mode is billed at prices of its own, whatever the tier says beside it. */
function tierOf(usage: JsonObject): string | null {
  return usage['speed'] === 'fast' ? 'fast' : stringOrNull(usage['service_tier']);
}

/**
 * `message_start` says what the input was, each `message_delta` repeats the totals so far. Until a delta has come, the
 * account is only a beginning: input holds, output does not.
 */
function fromEvents(events: KeptEvents): AnswerFacts {
  const started = startedMessage(events);
  const found: Found = { delta: null, failed: false };
  let seen = 0;
  events.backwards((data) => {
    seen += 1;
    const event = parseObject(textOf(data.bytes));
    if (event !== null && event['type'] === 'error') found.failed = true;
    if (event !== null && event['type'] === 'message_delta') found.delta ??= event;
    return found.delta === null && seen < EVENTS_READ_MAX;
  });
  if (started === null && found.delta === null) return found.failed ? { ...NO_FACTS, finishReason: 'error' } : NO_FACTS;
  const begun = started ?? {};
  const beginning = objectOrEmpty(begun['usage']);
  const delta = objectOrEmpty(found.delta?.['usage']);
  const usage = overriddenUsage(beginning, delta);
  const reason = stringOrNull(objectOrEmpty(found.delta?.['delta'])['stop_reason']);
  const facts = fromBody({ ...begun, usage, stop_reason: found.failed ? 'error' : reason });
  return isObject(found.delta?.['usage']) ? facts : { ...facts, usage: null, usageSoFar: facts.usage };
}

type Found = { delta: JsonObject | null; failed: boolean };

/** The first event that is not a ping. */
function startedMessage(events: KeptEvents): JsonObject | null {
  const found: { message: JsonObject | null } = { message: null };
  let seen = 0;
  events.forwards((data) => {
    seen += 1;
    const event = parseObject(textOf(data.bytes));
    if (event !== null && isObject(event['message'])) found.message = event['message'];
    return found.message === null && seen < EVENTS_READ_MAX;
  });
  return found.message;
}

const EVENTS_READ_MAX = 8;
