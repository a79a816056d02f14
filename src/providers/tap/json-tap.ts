import type { AnswerFacts, AnswerTap } from '../../ports/dialect.ts';
import { type JsonObject, parseObject } from '../wire/json-object.ts';
import { type AnswerReading, NO_FACTS } from './answer-reading.ts';
import { KeptBytes } from './kept-bytes.ts';
import { readLeadingStrings, scanJsonBackwards } from './scan-json-ends.ts';
import { estimateTokens } from './text-estimate.ts';

/** Watches one JSON answer: passes all of it on, and reads it once, when somebody asks for the facts. */
export class JsonTap implements AnswerTap {
  readonly #reading: AnswerReading;
  readonly #kept = new KeptBytes((chunk) => this.#drop(chunk));
  #ended = false;
  #droppedBytes = 0;
  #facts: AnswerFacts | null = null;

  constructor(reading: AnswerReading) {
    this.#reading = reading;
  }

  accept(chunk: Uint8Array): Uint8Array {
    this.#kept.add(chunk);
    this.#facts = null;
    return chunk;
  }

  end(): Uint8Array {
    this.#ended = true;
    this.#facts = null;
    return NOTHING;
  }

  facts(): AnswerFacts {
    this.#facts ??= this.#read();
    return this.#facts;
  }

  /** An answer in one piece is written before it is sent: what did not arrive was charged too, and is not seen here. */
  estimateOutputTokens(): number {
    if (!this.#reading.hasOutput || this.#kept.totalBytes === 0) return 0;
    const whole = this.#kept.whole();
    const ends = whole === null ? [this.#kept.head(), this.#kept.tail()] : [whole];
    return ends.reduce((sum, bytes) => sum + estimateTokens(asBuffer(bytes).toString('latin1')), this.#droppedBytes);
  }

  #drop(chunk: Uint8Array): void {
    this.#droppedBytes += Math.ceil(chunk.length / BYTES_PER_TOKEN);
  }

  #read(): AnswerFacts {
    const whole = this.#kept.whole();
    if (whole !== null && whole.length <= this.#reading.parsedBytesMax) {
      const body = parseObject(asBuffer(whole).toString('utf8'));
      return body === null ? NO_FACTS : this.#reading.fromBody(body);
    }
    // Read from its end, JSON makes sense only if the end is the end.
    if (!this.#ended) return NO_FACTS;
    return this.#reading.fromBody(bodyOfEnds(this.#kept.head(), this.#kept.tail(), this.#reading.bodyMembers));
  }
}

/** What of the answer's members stands near its ends, in the shape of the answer. */
function bodyOfEnds(head: Uint8Array, tail: Uint8Array, wanted: ReadonlySet<string>): JsonObject {
  const missing = new Set(wanted);
  const hasChoices = missing.delete('finish_reason');
  const body: Record<string, unknown> = {};
  let finishReason: unknown = null;
  scanJsonBackwards(tail, wanted, (member) => {
    if (member.depth === 1 && missing.delete(member.name)) body[member.name] = member.value;
    if (member.depth === 3 && member.name === 'finish_reason') finishReason ??= member.value;
    return missing.size > 0 || (hasChoices && finishReason === null);
  });
  if (hasChoices) body['choices'] = [{ finish_reason: finishReason }];
  return missing.size === 0 ? body : { ...body, ...readLeadingStrings(head, missing) };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const NOTHING = new Uint8Array(0);
/** For the middle of a very long answer, whose text was not kept. */
const BYTES_PER_TOKEN = 2;
