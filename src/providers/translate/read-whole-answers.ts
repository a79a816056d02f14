import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import { fromWireMessageUsage } from '../anthropic/messages-usage.ts';
import { fromWireChatUsage, fromWireResponseUsage } from '../openai/openai-usage.ts';
import { isObject, type JsonObject, listOrEmpty, objectOrEmpty, stringOrNull } from '../wire/json-object.ts';
import { BrokenAnswer, type NeutralAnswer, type NeutralFinish, Untranslatable } from './neutral-answer.ts';

type Blocks = NeutralAnswer['blocks'];

/** `fallback` names and dates an answer that does not do so itself. */
export function readWholeAnswer(face: TranslatableFace, body: JsonObject, fallback: AnswerFallback): NeutralAnswer {
  return READERS[face](body, fallback);
}

export type AnswerFallback = { readonly id: string; readonly createdAt: number };

const READERS: { readonly [F in TranslatableFace]: (body: JsonObject, fallback: AnswerFallback) => NeutralAnswer } = {
  'openai-chat': readChatAnswer,
  'openai-responses': readResponse,
  'anthropic-messages': readMessage,
};

export function frameOf(
  body: JsonObject,
  fallback: AnswerFallback,
  createdAt: unknown,
): Pick<NeutralAnswer, 'id' | 'model' | 'createdAt' | 'tier'> {
  return {
    id: stringOrNull(body['id']) ?? fallback.id,
    model: stringOrNull(body['model']) ?? '',
    createdAt: typeof createdAt === 'number' ? createdAt : fallback.createdAt,
    tier: stringOrNull(body['service_tier']),
  };
}

function readChatAnswer(body: JsonObject, fallback: AnswerFallback): NeutralAnswer {
  const [first] = listOrEmpty(body['choices']);
  if (first === undefined) throw new BrokenAnswer('it holds no choice');
  const choice = objectOrEmpty(first);
  const message = objectOrEmpty(choice['message']);
  refuseUnknownSpeech(message);
  const text = stringOrNull(message['content']) ?? '';
  const refusal = stringOrNull(message['refusal']) ?? '';
  const calls = listOrEmpty(message['tool_calls']).map(objectOrEmpty);
  const blocks: Blocks = [
    ...(text === '' ? [] : [{ kind: 'text' as const, text }]),
    ...(refusal === '' ? [] : [{ kind: 'refusal' as const, text: refusal }]),
    ...calls.map((call, at) => {
      const called = calledFunction(call);
      const id = stringOrNull(call['id']) ?? `call_${at}`;
      return { kind: 'call' as const, id, name: called.name, text: called.json };
    }),
  ];
  const { usage } = body;
  return {
    ...frameOf(body, fallback, body['created']),
    blocks,
    finish: finishOfChat(choice['finish_reason'], calls.length > 0),
    usage: isObject(usage) ? fromWireChatUsage(usage) : null,
  };
}

export function refuseUnknownSpeech(message: JsonObject): void {
  if (isObject(message['audio'])) throw new Untranslatable('sound');
  if (isObject(message['function_call'])) throw new Untranslatable('a call of the older form');
}

export function calledFunction(call: JsonObject): { readonly name: string; readonly json: string } {
  if (isObject(call['custom'])) throw new Untranslatable('the call of a tool that takes free text');
  const called = objectOrEmpty(call['function']);
  return { name: stringOrNull(called['name']) ?? '', json: stringOrNull(called['arguments']) ?? '' };
}

/** Some hosts say `stop` where tools were called. */
export function finishOfChat(reason: unknown, called: boolean): NeutralFinish {
  if (reason === 'length') return { kind: 'length' };
  if (reason === 'content_filter') return { kind: 'filtered', explanation: null };
  return { kind: called ? 'calls' : 'stop' };
}

function readMessage(body: JsonObject, fallback: AnswerFallback): NeutralAnswer {
  const usage = objectOrEmpty(body['usage']);
  return {
    ...frameOf({ ...body, service_tier: usage['service_tier'] }, fallback, null),
    blocks: listOrEmpty(body['content']).flatMap((block) => readBlock(objectOrEmpty(block))),
    finish: finishOfMessage(body),
    usage: isObject(body['usage']) ? fromWireMessageUsage(usage) : null,
  };
}

function readBlock(block: JsonObject): Blocks {
  const { type } = block;
  if (isReasoning(type)) return [];
  const text = stringOrNull(block['text']);
  if (type === 'text') return text === null || text === '' ? [] : [{ kind: 'text', text }];
  if (type !== 'tool_use') throw new Untranslatable(`a block of the kind ${kindOf(type)}`);
  const name = stringOrNull(block['name']) ?? '';
  return [{ kind: 'call', id: stringOrNull(block['id']) ?? '', name, text: JSON.stringify(block['input'] ?? {}) }];
}

/** Reasoning is its model's own: the signature cannot be made anew, and without it the text is refused in the next turn. */
export function isReasoning(type: unknown): boolean {
  return type === 'thinking' || type === 'redacted_thinking' || type === 'reasoning';
}

/** Of a message, or of the `delta` that ends its stream. */
export function finishOfMessage(said: JsonObject): NeutralFinish {
  switch (said['stop_reason']) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
    case 'pause_turn':
      return { kind: 'length' };
    case 'tool_use':
      return { kind: 'calls' };
    case 'stop_sequence':
      return { kind: 'stop_sequence', sequence: stringOrNull(said['stop_sequence']) };
    case 'refusal':
      return { kind: 'filtered', explanation: stringOrNull(objectOrEmpty(said['stop_details'])['explanation']) };
    default:
      return { kind: 'stop' };
  }
}

function readResponse(body: JsonObject, fallback: AnswerFallback): NeutralAnswer {
  const { usage } = body;
  const blocks = listOrEmpty(body['output']).flatMap((item) => readItem(objectOrEmpty(item)));
  if (body['status'] === 'failed') throw new BrokenAnswer('the upstream says that it failed');
  return {
    ...frameOf(body, fallback, body['created_at']),
    blocks,
    finish: finishOfResponse(
      body,
      blocks.some(({ kind }) => kind === 'call'),
    ),
    usage: isObject(usage) ? fromWireResponseUsage(usage) : null,
  };
}

export function finishOfResponse(response: JsonObject, called: boolean): NeutralFinish {
  const { reason } = objectOrEmpty(response['incomplete_details']);
  if (reason === 'content_filter') return { kind: 'filtered', explanation: null };
  if (response['status'] === 'incomplete') return { kind: 'length' };
  return { kind: called ? 'calls' : 'stop' };
}

function readItem(item: JsonObject): Blocks {
  const { type } = item;
  if (isReasoning(type)) return [];
  if (type === 'function_call') return [{ ...callOfItem(item), text: stringOrNull(item['arguments']) ?? '' }];
  if (type !== 'message') throw new Untranslatable(`an item of the kind ${kindOf(type)}`);
  return listOrEmpty(item['content']).flatMap((value): Blocks => {
    const part = objectOrEmpty(value);
    const text = stringOrNull(part['text'] ?? part['refusal']) ?? '';
    const kind = kindOfPart(part);
    return text === '' ? [] : [{ kind, text }];
  });
}

export function callOfItem(item: JsonObject): { readonly kind: 'call'; readonly id: string; readonly name: string } {
  return { kind: 'call', id: stringOrNull(item['call_id']) ?? '', name: stringOrNull(item['name']) ?? '' };
}

export function kindOfPart(part: JsonObject): 'text' | 'refusal' {
  if (part['type'] === 'refusal') return 'refusal';
  if (part['type'] === 'output_text') return 'text';
  throw new Untranslatable(`a part of the kind ${kindOf(part['type'])}`);
}

/** A word of the vendor's, short: it goes into what the client is told. */
export function kindOf(type: unknown): string {
  return typeof type === 'string' && /^[\w.-]{1,60}$/.test(type) ? type : 'unknown';
}
