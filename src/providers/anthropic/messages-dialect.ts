import type { Refusal } from '../../domain/policy/refusal.ts';
import type { Dialect, RequestFacts } from '../../ports/dialect.ts';
import { MESSAGES_CACHING } from '../caching/messages-caching.ts';
import { composeBy } from '../compose/compose-answer.ts';
import { pathAt } from '../hosts.ts';
import { createAnswerTexts } from '../rewrite/answer-rewriter.ts';
import { MESSAGES_ROUTED } from '../routed/messages-routed.ts';
import { MESSAGES_FACE } from '../simulated/messages-face.ts';
import { JsonTap } from '../tap/json-tap.ts';
import { StreamTap } from '../tap/stream-tap.ts';
import { BodyReader } from '../wire/body-reader.ts';
import type { JsonObject } from '../wire/json-object.ts';
import { placeInMessages } from '../wire/place-text.ts';
import { readUnits } from '../wire/read-units.ts';
import { spliceRequest } from '../wire/splice-members.ts';
import { claudeSession } from './claude-session.ts';
import { MESSAGES_ANSWER } from './messages-answer.ts';
import { MESSAGES_PARTS } from './messages-parts.ts';
import { MESSAGES_TEXTS } from './messages-texts.ts';
import { messagesTurns } from './messages-turns.ts';

/** Anthropic messages: `POST /v1/messages`. Streams always carry usage. */
export const MESSAGES_DIALECT: Dialect = {
  face: 'anthropic-messages',
  answersContinueById: false,
  readFacts: readMessagesFacts,
  readParts: (body) => readUnits(body, body.members, MESSAGES_PARTS),
  placeText: placeInMessages,
  outputLimits: ['max_tokens'],
  toWire: (request) => spliceRequest(request),
  path: (upstream, model) => pathAt(upstream, '/messages', model),
  openTap: ({ stream }) => (stream ? new StreamTap(MESSAGES_ANSWER, false) : new JsonTap(MESSAGES_ANSWER)),
  answerTexts: createAnswerTexts(MESSAGES_TEXTS),
  caching: MESSAGES_CACHING,
  composeAnswer: composeBy(MESSAGES_FACE),
  routed: MESSAGES_ROUTED,
};

/** Also used for counting tokens, whose body is the same without a limit and without a stream. */
export function readMessagesFacts(body: JsonObject): RequestFacts | Refusal {
  const reader = new BodyReader(body);
  const facts: RequestFacts = {
    model: reader.model(),
    stream: reader.flag('stream'),
    maxOutputTokens: reader.count('max_tokens'),
    ...leastOutput(reader.object('thinking')),
    turns: messagesTurns(reader, body['messages']),
    toolCount: reader.list('tools').length,
    previousResponseId: null,
    sessionId: claudeSession(reader.object('metadata')),
    serviceTier: reader.string('service_tier'),
    usageHidden: false,
  };
  return reader.refusal ?? facts;
}

/** The limit must be above what is set aside for thinking, or the API refuses it. */
function leastOutput(thinking: JsonObject | null): Pick<RequestFacts, 'outputTokensMin'> {
  const budget = thinking?.['budget_tokens'];
  return typeof budget === 'number' && Number.isSafeInteger(budget) ? { outputTokensMin: budget + 1 } : {};
}
