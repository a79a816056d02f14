import { isObject, parseObject } from '../wire/json-object.ts';
import { visitEvents } from './event-data.ts';

/** A usage chunk is never longer; a longer event passes as it comes, so that nothing waits for its end. */
const EVENT_BYTES_MAX = 64 * 1024;

/**
 * Takes out of a chat stream the one event that only carries usage, which the gateway asked for and the client did
 * not. All else passes byte for byte, and the result does not depend on how the stream was cut: events are held until
 * their blank line has come, and judged whole.
 */
export class UsageEventStrip {
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  /** Where the choices stood in the last event that had some. */
  #choicesAt = -1;
  /** Inside an event that was too long to hold. */
  #passing = false;
  /** The last two bytes of what is held or was passed of the present event. */
  #before: Before = AT_BOUNDARY;

  accept(chunk: Uint8Array): Uint8Array {
    if (chunk.length === 0) return NOTHING;
    if (this.#heldBytes === 0 && !this.#passing && endsEvent(chunk)) return this.#whole(chunk);
    if (this.#passing) return this.#passOn(chunk);
    const boundary = lastBoundary(chunk, this.#before);
    if (boundary < 0) return this.#hold(chunk);
    const complete = this.#heldBytes === 0 ? chunk.subarray(0, boundary) : this.#release(chunk.subarray(0, boundary));
    const visible = withoutUsageEvents(complete);
    this.#before = AT_BOUNDARY;
    if (boundary === chunk.length) return visible;
    const more = this.#hold(chunk.subarray(boundary));
    return more.length === 0 ? visible : Buffer.concat([visible, more]);
  }

  end(): Uint8Array {
    if (this.#heldBytes === 0) return NOTHING;
    return withoutUsageEvents(this.#release(NOTHING));
  }

  /** Whole events. Nearly each chunk of a stream is one event like the one before it: then a look at one place is enough. */
  #whole(events: Uint8Array): Uint8Array {
    if (this.#choicesAt >= 0 && isContentEvent(events, this.#choicesAt)) return events;
    this.#choicesAt = asBuffer(events).indexOf(CONTENT_MARK);
    return withoutUsageEvents(events);
  }

  #hold(piece: Uint8Array): Uint8Array {
    this.#remember(piece);
    this.#held.push(piece);
    this.#heldBytes += piece.length;
    if (this.#heldBytes <= EVENT_BYTES_MAX) return NOTHING;
    this.#passing = true;
    return this.#release(NOTHING);
  }

  #release(last: Uint8Array): Uint8Array {
    this.#held.push(last);
    const all = Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    return all;
  }

  #passOn(chunk: Uint8Array): Uint8Array {
    const boundary = firstBoundary(chunk, this.#before);
    if (boundary < 0) {
      this.#remember(chunk);
      return chunk;
    }
    this.#passing = false;
    this.#before = AT_BOUNDARY;
    if (boundary === chunk.length) return chunk;
    const rest = this.accept(chunk.subarray(boundary));
    return Buffer.concat([chunk.subarray(0, boundary), rest]);
  }

  #remember(piece: Uint8Array): void {
    const last = piece[piece.length - 1] ?? 0;
    const beforeLast = piece.length > 1 ? (piece[piece.length - 2] ?? 0) : this.#before[1];
    this.#before = [beforeLast, last];
  }
}

/** Where the first event after `from` ends: behind a line feed that ends an empty line. -1 when there is none. */
function firstBoundary(bytes: Uint8Array, before: Before, from = 0): number {
  let at = bytes.indexOf(LF, from);
  while (at >= 0) {
    if (endsEmptyLine(bytes, at, before)) return at + 1;
    at = bytes.indexOf(LF, at + 1);
  }
  return -1;
}

/** The usual case: a chunk of whole events, by its last bytes. */
function endsEvent(bytes: Uint8Array): boolean {
  const length = bytes.length;
  if (bytes[length - 1] !== LF) return false;
  const before = bytes[length - 2];
  return before === LF || (before === CR && bytes[length - 3] === LF);
}

/** One event of one line, whose choices stand at the given place and are not empty. */
function isContentEvent(bytes: Uint8Array, choicesAt: number): boolean {
  if (bytes.indexOf(LF) !== bytes.length - 2) return false;
  for (let at = 0; at < CONTENT_MARK.length; at += 1) {
    if (bytes[choicesAt + at] !== CONTENT_MARK[at]) return false;
  }
  return true;
}

function lastBoundary(bytes: Uint8Array, before: Before): number {
  let at = bytes.lastIndexOf(LF);
  while (at >= 0) {
    if (endsEmptyLine(bytes, at, before)) return at + 1;
    at = at === 0 ? -1 : bytes.lastIndexOf(LF, at - 1);
  }
  return -1;
}

function endsEmptyLine(bytes: Uint8Array, at: number, before: Before): boolean {
  const one = at >= 1 ? bytes[at - 1] : before[1];
  if (one === LF) return true;
  if (one !== CR) return false;
  const two = at >= 2 ? bytes[at - 2] : at === 1 ? before[1] : before[0];
  return two === LF;
}

function withoutUsageEvents(events: Uint8Array): Uint8Array {
  // The quoted name cannot stand inside a JSON string, where its quotes would be escaped: this test misses nothing.
  if (asBuffer(events).indexOf(USAGE_MARK) < 0) return events;
  const kept: Uint8Array[] = [];
  let start = 0;
  while (start < events.length) {
    const boundary = firstBoundary(events, AT_BOUNDARY, start);
    const end = boundary < 0 ? events.length : boundary;
    const event = events.subarray(start, end);
    if (event.length > EVENT_BYTES_MAX || !isUsageEvent(event)) kept.push(event);
    start = end;
  }
  return Buffer.concat(kept);
}

/** `{…,"choices":[],"usage":{…}}`: the shape of the chunk that `stream_options.include_usage` adds. */
function isUsageEvent(event: Uint8Array): boolean {
  let found = false;
  // The blank line is repeated so that an event which the stream ended without one is judged as well.
  visitEvents(Buffer.concat([event, BLANK]), (data) => {
    const body = parseObject(asBuffer(data.bytes).toString('utf8'));
    const choices = body?.['choices'];
    found = isObject(body?.['usage']) && Array.isArray(choices) && choices.length === 0;
    return false;
  });
  return found;
}

function asBuffer(bytes: Uint8Array): Buffer {
  if (bytes instanceof Buffer) return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The two bytes that stand before a piece. */
type Before = readonly [number, number];

const LF = 0x0a;
const CR = 0x0d;
// A stream begins as if an empty line had just ended: then a piece may begin anywhere and be judged alike.
const AT_BOUNDARY: Before = [0, LF];
const NOTHING = new Uint8Array(0);
const BLANK = Buffer.from('\n\n');
const CONTENT_MARK = Buffer.from('"choices":[{');
const USAGE_MARK = Buffer.from('"prompt_tokens"');
