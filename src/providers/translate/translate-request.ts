import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import type { Refusal } from '../../domain/policy/refusal.ts';
import type { JsonObject } from '../wire/json-object.ts';
import type { NeutralRequest } from './neutral-request.ts';
import { readChatRequest } from './read-chat-request.ts';
import { readMessagesRequest } from './read-messages-request.ts';
import { readResponsesRequest } from './read-responses-request.ts';
import { TranslationCheck } from './translation-check.ts';
import { writeChatRequest } from './write-chat-request.ts';
import { writeMessagesRequest } from './write-messages-request.ts';
import type { RequestTarget, WrittenBody } from './write-request.ts';
import { writeResponsesRequest } from './write-responses-request.ts';

export type TranslatedRequest = {
  readonly kind: 'translated';
  readonly body: WrittenBody;
  /** Members of the caller's body that were left out, by name. */
  readonly dropped: readonly string[];
  /** What the answer must know of the question. */
  readonly neutral: NeutralRequest;
};

/** A request of one API in the words of another; or why that cannot be, naming the member. Nothing is left out in silence. */
export function translateRequest(
  body: JsonObject,
  faces: { readonly from: TranslatableFace; readonly to: TranslatableFace },
  target: RequestTarget,
): TranslatedRequest | Refusal {
  const check = new TranslationCheck(faces.from, faces.to);
  const neutral = READERS[faces.from](check, body);
  // What was read wrongly is not written: its refusal names what is wrong.
  if (check.refusal !== null) return check.refusal;
  const written = WRITERS[faces.to](check, neutral, target);
  return check.refusal ?? { kind: 'translated', body: written, dropped: check.dropped(), neutral };
}

type Reader = (check: TranslationCheck, body: JsonObject) => NeutralRequest;
type Writer = (check: TranslationCheck, request: NeutralRequest, target: RequestTarget) => WrittenBody;

const READERS: { readonly [F in TranslatableFace]: Reader } = {
  'openai-chat': readChatRequest,
  'openai-responses': readResponsesRequest,
  'anthropic-messages': readMessagesRequest,
};

const WRITERS: { readonly [F in TranslatableFace]: Writer } = {
  'openai-chat': writeChatRequest,
  'openai-responses': (_check, request, target) => writeResponsesRequest(request, target),
  'anthropic-messages': writeMessagesRequest,
};
