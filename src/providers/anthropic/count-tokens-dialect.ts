import { NO_TOKENS } from '../../domain/usage/token-usage.ts';
import type { Dialect } from '../../ports/dialect.ts';
import { pathAt } from '../hosts.ts';
import { type AnswerReading, NO_FACTS } from '../tap/answer-reading.ts';
import { JsonTap } from '../tap/json-tap.ts';
import { placeInMessages } from '../wire/place-text.ts';
import { readUnits } from '../wire/read-units.ts';
import { spliceRequest } from '../wire/splice-members.ts';
import { readMessagesFacts } from './messages-dialect.ts';
import { MESSAGES_PARTS } from './messages-parts.ts';

/** Anthropic token counting: `POST /v1/messages/count_tokens`. Nothing is generated and nothing is billed. */
export const COUNT_TOKENS_DIALECT: Dialect = {
  face: 'anthropic-count-tokens',
  answersContinueById: false,
  readFacts: (body) => {
    const facts = readMessagesFacts(body);
    return 'kind' in facts ? facts : { ...facts, stream: false };
  },
  readParts: (body) => readUnits(body, body.members, MESSAGES_PARTS),
  placeText: placeInMessages,
  outputLimits: [],
  toWire: (request) => spliceRequest(request),
  path: (upstream, model) => pathAt(upstream, '/messages/count_tokens', model),
  openTap: () => new JsonTap(COUNT_TOKENS_ANSWER),
  answerTexts: null,
  caching: null,
  composeAnswer: null,
  routed: null,
};

const COUNT_TOKENS_ANSWER: AnswerReading = {
  fromBody: (body) => ({ ...NO_FACTS, usage: NO_TOKENS, vendorUsage: body }),
  bodyMembers: new Set(['input_tokens']),
  parsedBytesMax: 4 * 1024,
  fromEvents: () => NO_FACTS,
  textMembers: [],
  hasOutput: false,
};
