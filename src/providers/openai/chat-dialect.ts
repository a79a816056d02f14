import type { Refusal } from '../../domain/policy/refusal.ts';
import type { Dialect, RequestFacts, WireRequest } from '../../ports/dialect.ts';
import { CHAT_CACHING } from '../caching/chat-caching.ts';
import { composeBy } from '../compose/compose-answer.ts';
import { pathAt } from '../hosts.ts';
import { createAnswerTexts } from '../rewrite/answer-rewriter.ts';
import { CHAT_ROUTED } from '../routed/chat-routed.ts';
import { CHAT_FACE } from '../simulated/chat-face.ts';
import { JsonTap } from '../tap/json-tap.ts';
import { StreamTap } from '../tap/stream-tap.ts';
import { BodyReader } from '../wire/body-reader.ts';
import { type JsonObject, parseObject, textOf } from '../wire/json-object.ts';
import { placeInChat } from '../wire/place-text.ts';
import { readUnits } from '../wire/read-units.ts';
import { setMember, spliceRequest } from '../wire/splice-members.ts';
import { CHAT_ANSWER } from './chat-answer.ts';
import { CHAT_TEXTS } from './chat-texts.ts';
import { chatTurns } from './chat-turns.ts';
import { CHAT_PARTS } from './openai-parts.ts';

/** OpenAI chat completions: `POST /v1/chat/completions`. */
export const CHAT_DIALECT: Dialect = {
  face: 'openai-chat',
  answersContinueById: false,
  readFacts,
  readParts: (body) => readUnits(body, body.members, CHAT_PARTS),
  placeText: placeInChat,
  outputLimits: ['max_completion_tokens', 'max_tokens'],
  toWire,
  path: (upstream, model) => pathAt(upstream, '/chat/completions', model),
  openTap: ({ stream, usageHidden }) => (stream ? new StreamTap(CHAT_ANSWER, usageHidden) : new JsonTap(CHAT_ANSWER)),
  answerTexts: createAnswerTexts(CHAT_TEXTS),
  caching: CHAT_CACHING,
  composeAnswer: composeBy(CHAT_FACE),
  routed: CHAT_ROUTED,
};

function readFacts(body: JsonObject): RequestFacts | Refusal {
  const reader = new BodyReader(body);
  const model = reader.model();
  const stream = reader.flag('stream');
  const newerLimit = reader.count('max_completion_tokens');
  const olderLimit = reader.count('max_tokens');
  const choices = reader.count('n');
  const tools = reader.list('tools').length + reader.list('functions').length;
  const streamOptions = reader.object('stream_options');
  const asked = streamOptions?.['include_usage'];
  if (asked !== undefined && asked !== null && typeof asked !== 'boolean') {
    reader.expected('stream_options.include_usage', { wanted: 'true or false', value: asked });
  }
  const sessionId = reader.session('prompt_cache_key');
  const serviceTier = reader.string('service_tier');
  const turns = chatTurns(reader, body['messages']);
  if (reader.refusal !== null) return reader.refusal;
  const facts = {
    model,
    stream,
    maxOutputTokens: newerLimit ?? olderLimit,
    turns,
    toolCount: tools,
    previousResponseId: null,
    sessionId,
    serviceTier,
    usageHidden: stream && asked !== true,
  };
  return choices === null ? facts : { ...facts, choices };
}

/** A stream is always asked for its usage; the tap keeps the chunk from a client that did not ask. */
function toWire(request: WireRequest): Uint8Array {
  if (!request.facts.usageHidden) return spliceRequest(request);
  const options = setMember(request.members, { name: 'stream_options', json: streamOptionsWithUsage(request) });
  return options === null ? spliceRequest(request) : spliceRequest(request, [options]);
}

/** This one member is written anew, with all that the client had put into it. */
function streamOptionsWithUsage(request: WireRequest): string {
  const known = request.members.find((member) => member.name === 'stream_options');
  if (known === undefined) return '{"include_usage":true}';
  const given = parseObject(textOf(request.raw.subarray(known.start, known.end)));
  return JSON.stringify({ ...given, include_usage: true });
}
