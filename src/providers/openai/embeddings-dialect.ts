import type { Refusal } from '../../domain/policy/refusal.ts';
import type { Dialect, RequestFacts } from '../../ports/dialect.ts';
import { EMBEDDINGS_CACHING } from '../caching/embeddings-caching.ts';
import { pathAt } from '../hosts.ts';
import { type AnswerReading, NO_FACTS } from '../tap/answer-reading.ts';
import { JsonTap } from '../tap/json-tap.ts';
import { BodyReader } from '../wire/body-reader.ts';
import { isObject, type JsonObject, stringOrNull } from '../wire/json-object.ts';
import { readUnits } from '../wire/read-units.ts';
import { spliceRequest } from '../wire/splice-members.ts';
import { EMBEDDINGS_PARTS } from './openai-parts.ts';
import { fromWireEmbeddingUsage } from './openai-usage.ts';

/** OpenAI embeddings: `POST /v1/embeddings`. There is no conversation, so there are no turns. */
export const EMBEDDINGS_DIALECT: Dialect = {
  face: 'openai-embeddings',
  answersContinueById: false,
  readFacts,
  readParts: (body) => readUnits(body, body.members, EMBEDDINGS_PARTS),
  placeText: null,
  outputLimits: [],
  toWire: (request) => spliceRequest(request),
  path: (upstream, model) => pathAt(upstream, '/embeddings', model),
  openTap: () => new JsonTap(EMBEDDINGS_ANSWER),
  answerTexts: null,
  caching: EMBEDDINGS_CACHING,
  composeAnswer: null,
  routed: null,
};

function readFacts(body: JsonObject): RequestFacts | Refusal {
  const reader = new BodyReader(body);
  const model = reader.model();
  const input = body['input'];
  if (typeof input !== 'string' && !Array.isArray(input)) {
    reader.expected('input', { wanted: 'a string or a list', value: input });
  }
  if (reader.refusal !== null) return reader.refusal;
  return {
    model,
    stream: false,
    maxOutputTokens: null,
    turns: [],
    toolCount: 0,
    previousResponseId: null,
    sessionId: null,
    serviceTier: null,
    usageHidden: false,
  };
}

const EMBEDDINGS_ANSWER: AnswerReading = {
  fromBody: (body) => ({
    ...NO_FACTS,
    usage: isObject(body['usage']) ? fromWireEmbeddingUsage(body['usage']) : null,
    vendorUsage: body['usage'] ?? null,
    responseModel: stringOrNull(body['model']),
    responseId: stringOrNull(body['id']),
  }),
  bodyMembers: new Set(['model', 'usage']),
  // Vectors are long and say nothing: reading the ends is faster than parsing them from a few kilobytes on.
  parsedBytesMax: 4 * 1024,
  fromEvents: () => NO_FACTS,
  textMembers: [],
  hasOutput: false,
};
