import { fromWireMessageUsage, overriddenUsage } from '../anthropic/messages-usage.ts';
import { isObject, type JsonObject, objectOrEmpty, stringOrNull } from '../wire/json-object.ts';
import { BlockSequence } from './block-sequence.ts';
import type { EventReader } from './event-reader.ts';
import { type NeutralEvent, Untranslatable } from './neutral-answer.ts';
import { errorOf } from './read-error.ts';
import { type AnswerFallback, finishOfMessage, frameOf, isReasoning, kindOf } from './read-whole-answers.ts';

/** Reads the events of a message. Reasoning is passed over; its tokens stand in the usage. */
export class MessagesEventReader implements EventReader {
  readonly #fallback: AnswerFallback;
  readonly #blocks = new BlockSequence();
  #usage: JsonObject = {};
  #ended: JsonObject | null = null;
  #openKind = '';

  constructor(fallback: AnswerFallback) {
    this.#fallback = fallback;
  }

  read(event: JsonObject): readonly NeutralEvent[] {
    switch (event['type']) {
      case 'message_start':
        return this.#begin(objectOrEmpty(event['message']));
      case 'content_block_start':
        return this.#open(String(event['index']), objectOrEmpty(event['content_block']));
      case 'content_block_delta':
        return this.#piece(String(event['index']), objectOrEmpty(event['delta']));
      case 'content_block_stop':
        return this.#close(String(event['index']));
      case 'message_delta':
        this.#ended = objectOrEmpty(event['delta']);
        this.#usage = overriddenUsage(this.#usage, objectOrEmpty(event['usage']));
        return [];
      case 'message_stop':
        return this.end();
      case 'error':
        return [{ kind: 'fail', error: errorOf(event, null) }];
    }
    return [];
  }

  end(): readonly NeutralEvent[] {
    if (this.#ended === null) return [];
    const finish = finishOfMessage(this.#ended);
    this.#ended = null;
    const usage = Object.keys(this.#usage).length === 0 ? null : fromWireMessageUsage(this.#usage);
    return [...this.#blocks.close(), { kind: 'finish', finish, usage }];
  }

  #begin(message: JsonObject): readonly NeutralEvent[] {
    this.#usage = objectOrEmpty(message['usage']);
    const frame = frameOf({ ...message, service_tier: this.#usage['service_tier'] }, this.#fallback, null);
    const usage = isObject(message['usage']) ? fromWireMessageUsage(this.#usage) : null;
    return [{ kind: 'begin', frame, usage }];
  }

  #open(index: string, block: JsonObject): readonly NeutralEvent[] {
    const { type } = block;
    this.#openKind = String(type);
    if (isReasoning(type)) return [];
    if (type === 'text') {
      // A text that is never told is no block: whole answers leave it out as well.
      return this.#text(index, stringOrNull(block['text']) ?? '');
    }
    if (type !== 'tool_use') throw new Untranslatable(`a block of the kind ${kindOf(type)}`);
    const { id, name, input } = block;
    const opened = this.#blocks.at(index, () => ({
      kind: 'call',
      id: stringOrNull(id) ?? '',
      name: stringOrNull(name) ?? '',
    }));
    const begun = Object.keys(objectOrEmpty(input)).length === 0 ? '' : JSON.stringify(input);
    return [...opened, ...this.#blocks.piece(begun)];
  }

  #text(index: string, text: string): readonly NeutralEvent[] {
    return text === '' ? [] : [...this.#blocks.at(index, () => ({ kind: 'text' })), ...this.#blocks.piece(text)];
  }

  #piece(index: string, delta: JsonObject): readonly NeutralEvent[] {
    switch (delta['type']) {
      case 'text_delta':
        return this.#text(index, stringOrNull(delta['text']) ?? '');
      case 'input_json_delta':
        if (!this.#blocks.isOpen(index)) throw new Untranslatable('arguments of a tool that was not named');
        return this.#blocks.piece(stringOrNull(delta['partial_json']) ?? '');
    }
    // Reasoning, its signature, and notes on where a text came from.
    return [];
  }

  #close(index: string): readonly NeutralEvent[] {
    if (!this.#blocks.isOpen(index)) return [];
    const nothing = this.#openKind === 'tool_use' && this.#blocks.isBare ? this.#blocks.piece('{}') : [];
    return [...nothing, ...this.#blocks.close()];
  }
}
