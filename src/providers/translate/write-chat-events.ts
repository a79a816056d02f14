import type { JsonObject } from '../wire/json-object.ts';
import { chatFinish, toWireError, toWireUsage } from './answer-words.ts';
import type { EventWriter } from './event-writer.ts';
import type { AnswerFrame, NeutralBlock, NeutralEvent } from './neutral-answer.ts';
import { chatFrame } from './write-whole-answers.ts';

/** Writes the chunks of a chat completion. */
export class ChatEventWriter implements EventWriter {
  readonly #usageAsked: boolean;
  #frame: AnswerFrame = { id: '', model: '', createdAt: 0, tier: null };
  #block: NeutralBlock = { kind: 'text' };
  #isRoleTold = false;
  #calls = 0;

  constructor(usageAsked: boolean) {
    this.#usageAsked = usageAsked;
  }

  write(event: NeutralEvent): string {
    switch (event.kind) {
      case 'begin':
        this.#frame = event.frame;
        return '';
      case 'open':
        this.#block = event.block;
        return this.#role(event.block.kind) + this.#open(event.block);
      case 'piece':
        return this.#chunk(this.#piece(event.text), null);
      case 'close':
        return '';
      case 'finish': {
        const { finish, usage } = event;
        const explained = finish.kind === 'filtered' ? finish.explanation : null;
        const told = explained === null ? '' : this.#chunk({ refusal: explained }, null);
        const end = this.#role('text') + told + this.#chunk({}, chatFinish(finish));
        const account = this.#usageAsked && usage !== null ? this.#account(toWireUsage('openai-chat', usage)) : '';
        return `${end}${account}data: [DONE]\n\n`;
      }
      case 'fail':
        return dataLine(toWireError('openai-chat', event.error));
    }
  }

  /** Told with the first block, since a call alone has no content and a text has one from the beginning. */
  #role(kind: NeutralBlock['kind']): string {
    if (this.#isRoleTold) return '';
    this.#isRoleTold = true;
    return this.#chunk({ role: 'assistant', content: kind === 'text' ? '' : null }, null);
  }

  #open(block: NeutralBlock): string {
    if (block.kind !== 'call') return '';
    const index = this.#calls;
    this.#calls += 1;
    const call = { index, id: block.id, type: 'function', function: { name: block.name, arguments: '' } };
    return this.#chunk({ tool_calls: [call] }, null);
  }

  #piece(text: string): JsonObject {
    switch (this.#block.kind) {
      case 'text':
        return { content: text };
      case 'refusal':
        return { refusal: text };
      case 'call':
        return { tool_calls: [{ index: this.#calls - 1, function: { arguments: text } }] };
    }
  }

  #chunk(delta: JsonObject, finish: string | null): string {
    return dataLine({
      ...chatFrame(this.#frame, 'chat.completion.chunk'),
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(this.#usageAsked ? { usage: null } : {}),
    });
  }

  #account(usage: JsonObject): string {
    return dataLine({ ...chatFrame(this.#frame, 'chat.completion.chunk'), choices: [], usage });
  }
}

function dataLine(data: JsonObject): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
