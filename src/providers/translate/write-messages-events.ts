import { NO_TOKENS } from '../../domain/usage/token-usage.ts';
import type { JsonObject } from '../wire/json-object.ts';
import { messagesStop, toWireError, toWireUsage } from './answer-words.ts';
import type { EventWriter } from './event-writer.ts';
import type { NeutralBlock, NeutralEvent } from './neutral-answer.ts';
import { finishWithRefusal, messageOf } from './write-whole-answers.ts';

/** Writes the events of a message. */
export class MessagesEventWriter implements EventWriter {
  #block: NeutralBlock = { kind: 'text' };
  #refused: NeutralBlock[] = [];
  #index = -1;

  write(event: NeutralEvent): string {
    switch (event.kind) {
      case 'begin':
        return named('message_start', { message: messageOf(event.frame, event.usage) });
      case 'open':
        this.#block = event.block;
        this.#index += 1;
        if (event.block.kind === 'refusal') this.#refused = [event.block];
        return named('content_block_start', { index: this.#index, content_block: begunBlock(event.block) });
      case 'piece': {
        const delta =
          this.#block.kind === 'call'
            ? { type: 'input_json_delta', partial_json: event.text }
            : { type: 'text_delta', text: event.text };
        return named('content_block_delta', { index: this.#index, delta });
      }
      case 'close':
        return named('content_block_stop', { index: this.#index });
      case 'finish': {
        const delta = messagesStop(finishWithRefusal(event.finish, this.#refused));
        const usage = toWireUsage('anthropic-messages', event.usage ?? NO_TOKENS);
        return named('message_delta', { delta, usage }) + named('message_stop', {});
      }
      case 'fail':
        return written('error', toWireError('anthropic-messages', event.error));
    }
  }
}

function begunBlock(block: NeutralBlock): JsonObject {
  if (block.kind !== 'call') return { type: 'text', text: '', citations: null };
  return { type: 'tool_use', id: block.id, name: block.name, input: {} };
}

function named(type: string, members: JsonObject): string {
  return written(type, { type, ...members });
}

function written(type: string, data: JsonObject): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
