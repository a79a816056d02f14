import { fromWireResponseUsage } from '../openai/openai-usage.ts';
import { isObject, type JsonObject, objectOrEmpty, stringOrNull } from '../wire/json-object.ts';
import { BlockSequence } from './block-sequence.ts';
import type { EventReader } from './event-reader.ts';
import { type NeutralEvent, Untranslatable } from './neutral-answer.ts';
import { errorOf } from './read-error.ts';
import {
  type AnswerFallback,
  callOfItem,
  finishOfResponse,
  frameOf,
  isReasoning,
  kindOf,
  kindOfPart,
} from './read-whole-answers.ts';

/** Reads the events of a response. Reasoning is passed over; its tokens stand in the usage. */
export class ResponsesEventReader implements EventReader {
  readonly #fallback: AnswerFallback;
  readonly #blocks = new BlockSequence();
  /** Keys of what was told piece by piece, so that its `done` tells nothing again. */
  readonly #told = new Set<string>();
  #isBegun = false;

  constructor(fallback: AnswerFallback) {
    this.#fallback = fallback;
  }

  read(event: JsonObject): readonly NeutralEvent[] {
    switch (event['type']) {
      case 'response.created':
        return this.#begin(objectOrEmpty(event['response']));
      case 'response.output_item.added':
        return this.#item(event, objectOrEmpty(event['item']));
      case 'response.content_part.added':
        if (objectOrEmpty(event['part'])['type'] !== 'reasoning_text') kindOfPart(objectOrEmpty(event['part']));
        return [];
      case 'response.output_text.delta':
        return this.#piece(event, 'text', event['delta']);
      case 'response.refusal.delta':
        return this.#piece(event, 'refusal', event['delta']);
      case 'response.function_call_arguments.delta':
        return this.#arguments(event, event['delta']);
      case 'response.output_text.done':
        return this.#rest(event, () => this.#piece(event, 'text', event['text']));
      case 'response.refusal.done':
        return this.#rest(event, () => this.#piece(event, 'refusal', event['refusal']));
      case 'response.function_call_arguments.done':
        return this.#rest(event, () => this.#arguments(event, event['arguments']));
      case 'response.output_item.done':
        return this.#blocks.isOpen(keyOf(event)) ? this.#blocks.close() : [];
      case 'response.completed':
      case 'response.incomplete':
        return this.#finish(objectOrEmpty(event['response']));
      case 'response.failed':
        return [{ kind: 'fail', error: errorOf(objectOrEmpty(event['response']), 500) }];
      case 'error':
        return [{ kind: 'fail', error: errorOf(event, 500) }];
    }
    return [];
  }

  /** The event that ends a response tells all; a stream without it did not come to its end. */
  end(): readonly NeutralEvent[] {
    return [];
  }

  #begin(response: JsonObject): readonly NeutralEvent[] {
    if (this.#isBegun) return [];
    this.#isBegun = true;
    return [{ kind: 'begin', frame: frameOf(response, this.#fallback, response['created_at']), usage: null }];
  }

  #item(event: JsonObject, item: JsonObject): readonly NeutralEvent[] {
    const { type } = item;
    if (type === 'message' || isReasoning(type)) return [];
    if (type === 'function_call') return this.#blocks.at(keyOf(event), () => callOfItem(item));
    throw new Untranslatable(`an item of the kind ${kindOf(type)}`);
  }

  #piece(event: JsonObject, kind: 'text' | 'refusal', text: unknown): readonly NeutralEvent[] {
    if (typeof text !== 'string' || text === '') return [];
    const key = keyOf(event);
    this.#told.add(key);
    return [...this.#blocks.at(key, () => ({ kind })), ...this.#blocks.piece(text)];
  }

  #arguments(event: JsonObject, json: unknown): readonly NeutralEvent[] {
    const key = keyOf(event);
    if (!this.#blocks.isOpen(key)) throw new Untranslatable('arguments of a tool that was not named');
    this.#told.add(key);
    return this.#blocks.piece(stringOrNull(json) ?? '');
  }

  #rest(event: JsonObject, whole: () => readonly NeutralEvent[]): readonly NeutralEvent[] {
    return this.#told.has(keyOf(event)) ? [] : whole();
  }

  #finish(response: JsonObject): readonly NeutralEvent[] {
    const usage = isObject(response['usage']) ? fromWireResponseUsage(response['usage']) : null;
    const finish = finishOfResponse(response, this.#blocks.called);
    return [...this.#begin(response), ...this.#blocks.close(), { kind: 'finish', finish, usage }];
  }
}

/** A call is known by its place in the output, a text by its place in that item as well. */
function keyOf(event: JsonObject): string {
  const { output_index: item, content_index: part } = event;
  return part === undefined ? String(item) : `${String(item)}.${String(part)}`;
}
