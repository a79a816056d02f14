import { Buffer } from 'node:buffer';
import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { AnswerTranslator } from '../../ports/translation.ts';
import { readEventFrame } from '../rewrite/event-frame.ts';
import { EventSplitter } from '../rewrite/event-splitter.ts';
import { type JsonObject, parseObject, textOf } from '../wire/json-object.ts';
import { type EventReader, openEventReader } from './event-reader.ts';
import { type EventWriter, openEventWriter, type WriterOptions } from './event-writer.ts';
import { BrokenAnswer, type NeutralEvent, Untranslatable } from './neutral-answer.ts';
import { type AnswerFallback, readWholeAnswer } from './read-whole-answers.ts';
import { writeWholeAnswer } from './write-whole-answers.ts';

export type AnswerTranslationOptions = WriterOptions & {
  readonly upstream: TranslatableFace;
  readonly caller: TranslatableFace;
  readonly fallback: AnswerFallback;
  readonly bytesMax: number;
};

/** Translates one answer. A class, since one is made for each translated call. */
export class AnswerTranslation implements AnswerTranslator {
  readonly keepAlive: Uint8Array;
  readonly #options: AnswerTranslationOptions;
  readonly #splitter: EventSplitter;
  readonly #reader: EventReader;
  readonly #writer: EventWriter;
  #out: string[] = [];
  #characters = 0;
  #isBegun = false;
  #isOver = false;
  #refusal: Refusal | null = null;

  constructor(options: AnswerTranslationOptions) {
    this.#options = options;
    this.#splitter = new EventSplitter(options.bytesMax);
    this.#reader = openEventReader(options.upstream, options.fallback);
    this.#writer = openEventWriter(options.caller, options);
    this.keepAlive = Buffer.from(
      options.caller === 'anthropic-messages' ? 'event: ping\ndata: {"type": "ping"}\n\n' : ': keep-alive\n\n',
    );
  }

  refusal(): Refusal | null {
    return this.#refusal;
  }

  accept(chunk: Uint8Array): Uint8Array {
    if (this.#isOver) return NOTHING;
    const fits = this.#splitter.accept(chunk, (event) => this.#event(event));
    if (!fits) this.#fail(TOO_LONG);
    return this.#taken();
  }

  end(): Uint8Array {
    if (this.#isOver) return NOTHING;
    const rest = this.#splitter.rest();
    if (rest.length > 0) this.#event(rest);
    this.#attempt(() => this.#tell(this.#reader.end()));
    if (!this.#isOver) this.#fail('it ended before its end was told');
    return this.#taken();
  }

  whole(bytes: Uint8Array): Uint8Array {
    const body = parseObject(textOf(bytes));
    if (body === null) {
      this.#fail('it is no JSON object');
      return NOTHING;
    }
    const { upstream, caller, fallback, echo } = this.#options;
    let written: JsonObject = {};
    this.#attempt(() => {
      written = writeWholeAnswer(caller, readWholeAnswer(upstream, body, fallback), echo);
    });
    return this.#refusal === null ? Buffer.from(JSON.stringify(written)) : NOTHING;
  }

  #event(raw: Uint8Array): void {
    if (this.#isOver) return;
    const { data } = readEventFrame(raw);
    if (data === null) return;
    const said = textOf(data).trim();
    if (said === '') return;
    const event = said === DONE ? null : parseObject(said);
    if (event === null && said !== DONE) return this.#fail('one of its events is no JSON object');
    this.#attempt(() => this.#tell(event === null ? this.#reader.end() : this.#reader.read(event)));
  }

  #tell(events: readonly NeutralEvent[]): void {
    for (const event of events) {
      if (this.#isOver) return;
      if (event.kind === 'piece') this.#characters += event.text.length;
      if (this.#characters > this.#options.bytesMax && this.#options.caller === 'openai-responses')
        return this.#fail(TOO_LONG);
      if (event.kind !== 'begin' && event.kind !== 'fail' && !this.#isBegun) return this.#fail('it has no beginning');
      this.#isBegun ||= event.kind === 'begin';
      this.#isOver = event.kind === 'finish' || event.kind === 'fail';
      this.#out.push(this.#writer.write(event));
    }
  }

  #attempt(translate: () => void): void {
    try {
      translate();
    } catch (error) {
      if (error instanceof BrokenAnswer) return this.#fail(error.message);
      if (!(error instanceof Untranslatable)) throw error;
      this.#isOver = true;
      this.#refusal = refuse(
        'not_translatable',
        `The answer holds ${error.message}, for which the API that was called has no place. What was written of it is paid for.`,
        ['translation.answer'],
      );
    }
  }

  #fail(what: string): void {
    this.#isOver = true;
    this.#refusal = refuse('upstream_broken', `The answer could not be translated: ${what}.`);
  }

  #taken(): Uint8Array {
    if (this.#out.length === 0) return NOTHING;
    const bytes = Buffer.from(this.#out.join(''));
    this.#out = [];
    return bytes;
  }
}

const NOTHING = new Uint8Array(0);
const DONE = '[DONE]';
const TOO_LONG = 'it is longer than may be held for it';
