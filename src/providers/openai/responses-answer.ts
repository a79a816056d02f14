import type { AnswerFacts } from '../../ports/dialect.ts';
import type { AnswerReading, KeptEvents } from '../tap/answer-reading.ts';
import type { EventData } from '../tap/event-data.ts';
import { scanJsonBackwards } from '../tap/scan-json-ends.ts';
import { isObject, type JsonObject, objectOrEmpty, parseObject, stringOrNull, textOf } from '../wire/json-object.ts';
import { fromWireResponseUsage } from './openai-usage.ts';

const MEMBERS = new Set(['id', 'model', 'usage', 'service_tier', 'status', 'incomplete_details']);

/** How answers of the responses API are read. */
export const RESPONSES_ANSWER: AnswerReading = {
  fromBody: fromResponse,
  bodyMembers: MEMBERS,
  parsedBytesMax: 64 * 1024,
  fromEvents,
  textMembers: ['delta'],
  hasOutput: true,
};

/** The response object, the same in a JSON answer and in the events that carry it whole. */
function fromResponse(response: JsonObject): AnswerFacts {
  const usage = response['usage'];
  const reason = stringOrNull(objectOrEmpty(response['incomplete_details'])['reason']);
  return {
    usage: isObject(usage) ? fromWireResponseUsage(usage) : null,
    usageSoFar: null,
    vendorUsage: usage ?? null,
    responseModel: stringOrNull(response['model']),
    responseId: stringOrNull(response['id']),
    finishReason: reason ?? finishedStatus(response['status']),
    serviceTier: stringOrNull(response['service_tier']),
  };
}

/** A stream ends in `response.completed`, `.incomplete` or `.failed`; that event alone carries the usage. */
function fromEvents(events: KeptEvents): AnswerFacts {
  const found: Found = { last: null, failed: false };
  let seen = 0;
  events.backwards((data) => {
    seen += 1;
    const event = data.begins ? parseObject(textOf(data.bytes)) : null;
    if (event !== null && END_EVENTS.has(String(event['type']))) found.last = objectOrEmpty(event['response']);
    else if (event !== null && event['type'] === 'error') found.failed = true;
    else if (!data.begins) found.last = responseOfEnd(data);
    return found.last === null && seen < EVENTS_READ_MAX;
  });
  const created = createdResponse(events);
  if (found.last !== null) return fromResponse({ id: created['id'], model: created['model'], ...found.last });
  const facts = fromResponse(created);
  return { ...facts, usage: null, vendorUsage: null, finishReason: found.failed ? 'error' : null };
}

type Found = { last: JsonObject | null; failed: boolean };

/** The end of an event that was longer than the tail: its members stand at depth two, inside `response`. */
function responseOfEnd(data: EventData): JsonObject | null {
  const response: Record<string, unknown> = {};
  scanJsonBackwards(data.bytes, MEMBERS, (member) => {
    if (member.depth === 2 && !(member.name in response)) response[member.name] = member.value;
    return true;
  });
  return isObject(response['usage']) ? response : null;
}

/** `response.created` stands first and names the response and its model; empty when it is not there. */
function createdResponse(events: KeptEvents): JsonObject {
  const found: { created: JsonObject | null } = { created: null };
  events.forwards((data) => {
    found.created = objectOrEmpty(objectOrEmpty(parseObject(textOf(data.bytes)))['response']);
    return false;
  });
  return found.created ?? {};
}

function finishedStatus(status: unknown): string | null {
  const known = stringOrNull(status);
  return known === 'in_progress' || known === 'queued' ? null : known;
}

const END_EVENTS: ReadonlySet<string> = new Set(['response.completed', 'response.incomplete', 'response.failed']);
const EVENTS_READ_MAX = 8;
