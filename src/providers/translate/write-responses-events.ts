import type { JsonObject } from '../wire/json-object.ts';
import { incompleteReason } from './answer-words.ts';
import type { EventWriter } from './event-writer.ts';
import type { AnswerFrame, NeutralBlock, NeutralEvent } from './neutral-answer.ts';
import { itemOf, partOf, responseOf } from './write-whole-answers.ts';

/** Writes the events of a response. They tell each text again when it ends, so the answer's texts are held until then. */
export class ResponsesEventWriter implements EventWriter {
  readonly #echo: JsonObject;
  readonly #output: JsonObject[] = [];
  #frame: AnswerFrame = { id: '', model: '', createdAt: 0, tier: null };
  #block: NeutralBlock = { kind: 'text' };
  #pieces: string[] = [];
  #sequence = 0;

  constructor(echo: JsonObject) {
    this.#echo = echo;
  }

  write(event: NeutralEvent): string {
    switch (event.kind) {
      case 'begin': {
        this.#frame = event.frame;
        const response = responseOf(this.#frame, { echo: this.#echo, output: [], ended: null });
        return this.#event('response.created', { response }) + this.#event('response.in_progress', { response });
      }
      case 'open':
        this.#block = event.block;
        this.#pieces = [];
        return this.#open();
      case 'piece':
        this.#pieces.push(event.text);
        return this.#piece(event.text);
      case 'close':
        return this.#close();
      case 'finish': {
        const response = responseOf(this.#frame, { echo: this.#echo, output: this.#output, ended: event });
        const isWhole = incompleteReason(event.finish) === null;
        return this.#event(isWhole ? 'response.completed' : 'response.incomplete', { response });
      }
      case 'fail': {
        const { message, code } = event.error;
        return this.#event('error', { code, message, param: null });
      }
    }
  }

  #open(): string {
    const item = itemOf(this.#frame, { ...this.#block, text: '' }, this.#output.length);
    const begun = { ...item, status: 'in_progress', ...(this.#block.kind === 'call' ? {} : { content: [] }) };
    const added = this.#event('response.output_item.added', { output_index: this.#output.length, item: begun });
    if (this.#block.kind === 'call') return added;
    const part = partOf({ ...this.#block, text: '' });
    return added + this.#event('response.content_part.added', { ...this.#place(item), part });
  }

  #piece(delta: string): string {
    const place = this.#place(this.#item(''));
    switch (this.#block.kind) {
      case 'text':
        return this.#event('response.output_text.delta', { ...place, delta, logprobs: [] });
      case 'refusal':
        return this.#event('response.refusal.delta', { ...place, delta });
      case 'call':
        return this.#event('response.function_call_arguments.delta', { ...place, delta });
    }
  }

  #close(): string {
    const text = this.#pieces.join('');
    const item = this.#item(text);
    const place = this.#place(item);
    const output_index = this.#output.length;
    this.#pieces = [];
    const done = this.#done(text, place);
    this.#output.push(item);
    return done + this.#event('response.output_item.done', { output_index, item });
  }

  #done(text: string, place: JsonObject): string {
    const block = this.#block;
    if (block.kind === 'call')
      return this.#event('response.function_call_arguments.done', { ...place, name: block.name, arguments: text });
    const told =
      block.kind === 'text'
        ? this.#event('response.output_text.done', { ...place, text, logprobs: [] })
        : this.#event('response.refusal.done', { ...place, refusal: text });
    return told + this.#event('response.content_part.done', { ...place, part: partOf({ ...block, text }) });
  }

  #item(text: string): JsonObject {
    return itemOf(this.#frame, { ...this.#block, text }, this.#output.length);
  }

  #place(item: JsonObject): JsonObject {
    const place = { item_id: item['id'], output_index: this.#output.length };
    return this.#block.kind === 'call' ? place : { ...place, content_index: 0 };
  }

  #event(type: string, members: JsonObject): string {
    const data = { type, sequence_number: this.#sequence, ...members };
    this.#sequence += 1;
    return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
  }
}
