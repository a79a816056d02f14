import type { Refusal } from '../../domain/policy/refusal.ts';
import type { Dialect, RequestFacts } from '../../ports/dialect.ts';
import { RESPONSES_CACHING } from '../caching/responses-caching.ts';
import { composeBy } from '../compose/compose-answer.ts';
import { pathAt } from '../hosts.ts';
import { createAnswerTexts } from '../rewrite/answer-rewriter.ts';
import { RESPONSES_ROUTED } from '../routed/responses-routed.ts';
import { RESPONSES_FACE } from '../simulated/responses-face.ts';
import { JsonTap } from '../tap/json-tap.ts';
import { StreamTap } from '../tap/stream-tap.ts';
import { BodyReader } from '../wire/body-reader.ts';
import type { JsonObject } from '../wire/json-object.ts';
import { placeInResponses } from '../wire/place-text.ts';
import { readUnits } from '../wire/read-units.ts';
import { spliceRequest } from '../wire/splice-members.ts';
import { RESPONSES_PARTS } from './openai-parts.ts';
import { RESPONSES_ANSWER } from './responses-answer.ts';
import { RESPONSES_TEXTS } from './responses-texts.ts';
import { responsesTurns } from './responses-turns.ts';

/** OpenAI responses: `POST /v1/responses`. Its streams always carry usage, so nothing is asked for and nothing hidden. */
export const RESPONSES_DIALECT: Dialect = {
  face: 'openai-responses',
  answersContinueById: true,
  readFacts,
  readParts: (body) => readUnits(body, body.members, RESPONSES_PARTS),
  placeText: placeInResponses,
  outputLimits: ['max_output_tokens'],
  toWire: (request) => spliceRequest(request),
  path: (upstream, model) => pathAt(upstream, '/responses', model),
  openTap: ({ stream }) => (stream ? new StreamTap(RESPONSES_ANSWER, false) : new JsonTap(RESPONSES_ANSWER)),
  answerTexts: createAnswerTexts(RESPONSES_TEXTS),
  caching: RESPONSES_CACHING,
  composeAnswer: composeBy(RESPONSES_FACE),
  routed: RESPONSES_ROUTED,
};

function readFacts(body: JsonObject): RequestFacts | Refusal {
  const reader = new BodyReader(body);
  const facts: RequestFacts = {
    model: reader.model(),
    stream: reader.flag('stream'),
    maxOutputTokens: reader.count('max_output_tokens'),
    turns: responsesTurns(reader, body['input']),
    toolCount: reader.list('tools').length,
    previousResponseId: reader.string('previous_response_id'),
    sessionId: reader.session('prompt_cache_key'),
    serviceTier: reader.string('service_tier'),
    usageHidden: false,
  };
  return reader.refusal ?? facts;
}
