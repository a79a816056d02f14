import type { TokenUsage } from '../../domain/usage/token-usage.ts';
import { fromWireChatUsage } from '../openai/openai-usage.ts';
import { isObject, type JsonObject, listOrEmpty, objectOrEmpty, stringOrNull } from '../wire/json-object.ts';
import { BlockSequence } from './block-sequence.ts';
import type { EventReader } from './event-reader.ts';
import type { NeutralEvent, NeutralFinish } from './neutral-answer.ts';
import { errorOf } from './read-error.ts';
import {
  type AnswerFallback,
  calledFunction,
  finishOfChat,
  frameOf,
  refuseUnknownSpeech,
} from './read-whole-answers.ts';

/** Reads the chunks of a chat completion. Usage comes behind the reason to stop, so both are told at the end. */
export class ChatEventReader implements EventReader {
  readonly #fallback: AnswerFallback;
  readonly #blocks = new BlockSequence();
  #isBegun = false;
  #reason: string | null = null;
  #usage: TokenUsage | null = null;

  constructor(fallback: AnswerFallback) {
    this.#fallback = fallback;
  }

  read(chunk: JsonObject): readonly NeutralEvent[] {
    if (isObject(chunk['error'])) return [{ kind: 'fail', error: errorOf(chunk, 500) }];
    const events: NeutralEvent[] = [];
    if (!this.#isBegun) {
      this.#isBegun = true;
      events.push({ kind: 'begin', frame: frameOf(chunk, this.#fallback, chunk['created']), usage: null });
    }
    if (isObject(chunk['usage'])) this.#usage = fromWireChatUsage(chunk['usage']);
    const choice = objectOrEmpty(listOrEmpty(chunk['choices'])[0]);
    events.push(...this.#delta(objectOrEmpty(choice['delta'])));
    this.#reason = stringOrNull(choice['finish_reason']) ?? this.#reason;
    return events;
  }

  end(): readonly NeutralEvent[] {
    if (this.#reason === null) return [];
    const finish: NeutralFinish = finishOfChat(this.#reason, this.#blocks.called);
    this.#reason = null;
    return [...this.#blocks.close(), { kind: 'finish', finish, usage: this.#usage }];
  }

  #delta(delta: JsonObject): readonly NeutralEvent[] {
    refuseUnknownSpeech(delta);
    const text = stringOrNull(delta['content']) ?? '';
    const refusal = stringOrNull(delta['refusal']) ?? '';
    return [
      ...(text === '' ? [] : [...this.#text('text'), ...this.#blocks.piece(text)]),
      ...(refusal === '' ? [] : [...this.#text('refusal'), ...this.#blocks.piece(refusal)]),
      ...listOrEmpty(delta['tool_calls']).flatMap((call, at) => this.#call(objectOrEmpty(call), at)),
    ];
  }

  /** A chat completion has one text: what comes behind a call goes on where it was, in a block of its own. */
  #text(kind: 'text' | 'refusal'): readonly NeutralEvent[] {
    const open = `${kind} ${this.#texts}`;
    if (this.#blocks.isOpen(open)) return [];
    this.#texts += 1;
    return this.#blocks.at(`${kind} ${this.#texts}`, () => ({ kind }));
  }

  #texts = 0;

  #call(call: JsonObject, at: number): readonly NeutralEvent[] {
    const index = typeof call['index'] === 'number' ? call['index'] : at;
    const { name, json } = calledFunction(call);
    const opened = this.#blocks.at(`call ${index}`, () => {
      return { kind: 'call', id: stringOrNull(call['id']) ?? `call_${index}`, name };
    });
    return [...opened, ...this.#blocks.piece(json)];
  }
}
