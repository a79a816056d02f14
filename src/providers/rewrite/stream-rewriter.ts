import type { AnswerScreen, StreamRewriter, TextPass } from '../../ports/answer-texts.ts';
import { type JsonObject, parseObject, textOf } from '../wire/json-object.ts';
import type { AnswerWire } from './answer-wire.ts';
import { type EventFrame, likeEventFrame, readEventFrame, writeEventFrame } from './event-frame.ts';
import { EventSplitter } from './event-splitter.ts';
import { type Edit, editJson, literalEdit, memberEdit } from './json-edits.ts';
import { type FoundSlot, readSlots } from './read-slots.ts';

/**
 * Rewrites the texts of a stream. Each event goes on as soon as it is whole, with as much of its texts as may go; what
 * waits of a text goes with a later piece of it, or in an event of its own before the text ends. So a client hears of
 * something whenever the upstream says something.
 */
export class EventRewriter implements StreamRewriter {
  readonly #wire: AnswerWire;
  readonly #screen: AnswerScreen;
  readonly #splitter: EventSplitter;
  readonly #texts = new Map<string, RunningText>();
  readonly #told: ToldTexts;
  #out: Uint8Array[] = [];
  /** Events that were put in between; later ones are numbered accordingly. */
  #added = 0;
  /** Inside an event that was too long to hold. */
  #isPassing = false;

  constructor(wire: AnswerWire, screen: AnswerScreen, eventBytesMax: number) {
    this.#wire = wire;
    this.#screen = screen;
    this.#splitter = new EventSplitter(eventBytesMax);
    this.#told = new ToldTexts(wire.repeats ? TOLD_LENGTH_MAX : 0);
  }

  accept(chunk: Uint8Array): Uint8Array {
    const fits = this.#splitter.accept(chunk, (event) => this.#event(event));
    if (!fits) {
      if (!this.#isPassing) this.#screen.unreadable();
      this.#isPassing = true;
      this.#put(this.#splitter.rest());
    }
    return this.#taken();
  }

  end({ isCut }: { readonly isCut: boolean }): Uint8Array {
    const rest = this.#splitter.rest();
    if (rest.length > 0 && !isCut) this.#event(rest);
    this.#flush('', { but: [], before: null });
    return this.#taken();
  }

  #event(raw: Uint8Array): void {
    if (this.#isPassing) {
      this.#isPassing = false;
      return this.#put(raw);
    }
    if (this.#screen.isStopped()) return;
    const frame = readEventFrame(raw);
    if (frame.data === null) return this.#put(raw);
    const event = parseObject(textOf(frame.data));
    if (event === null) {
      // `[DONE]` ends a chat stream, and nothing says nothing; anything else that is no object nobody can look at.
      const said = textOf(frame.data).trim();
      if (said === '') return this.#put(raw);
      if (said !== DONE) this.#screen.unreadable();
      this.#flush('', { but: [], before: null });
      return this.#put(raw);
    }
    this.#rewrite({ frame, event }, frame.data);
  }

  #rewrite(from: Origin, data: Uint8Array): void {
    const { frame, event } = from;
    const slots = readSlots(data, event, this.#wire.inEvent);
    const pieces = slots.flatMap(({ slot, text }) => (slot.kind === 'delta' && text !== '' ? [slot.key] : []));
    const endings = this.#wire.endsBefore(event);
    for (const prefix of endings) this.#flush(prefix, { but: pieces, before: event });
    for (const key of pieces) this.#takeTurn(key, pieces);
    const edits: Edit[] = [];
    for (const found of slots) {
      const edit = this.#edit(found, from, pieces);
      if (edit !== null) edits.push(edit);
    }
    const { counter } = this.#wire;
    const count = counter === null ? undefined : event[counter];
    if (this.#added > 0 && counter !== null && typeof count === 'number') {
      edits.push(...memberEdit(data, { name: counter, json: String(count + this.#added) }));
    }
    this.#put(edits.length === 0 ? frame.raw : writeEventFrame(frame, editJson(data, edits)));
  }

  #edit(found: FoundSlot, from: Origin, pieces: readonly string[]): Edit | null {
    const { slot, text } = found;
    switch (slot.kind) {
      case 'echo':
        return this.#screen.hides ? { start: found.start, end: found.end, json: this.#wire.noEcho } : null;
      case 'whole':
        return literalEdit(found, this.#told.of(text, slot.form) ?? this.#passWhole(text, slot));
      case 'delta': {
        const running = this.#running(slot);
        if (text !== '' || running.last === null) running.last = { ...from, path: found.path };
        const passed =
          text === ''
            ? ''
            : running.pass.accept(text) + (this.#isLast(slot.key, from, pieces) ? running.pass.flush() : '');
        this.#told.note(running, text, passed);
        return literalEdit(found, passed);
      }
    }
  }

  /** Whether what waits of a text must go with this very piece: nothing of it may follow in an event of its own. */
  #isLast(key: string, { event }: Origin, pieces: readonly string[]): boolean {
    const { endsBefore, turnOf } = this.#wire;
    if (endsBefore(event).some((prefix) => key.startsWith(prefix))) return true;
    if (turnOf === null || pieces.length < 2) return false;
    return pieces.slice(pieces.lastIndexOf(key) + 1).some((later) => turnOf(later) === turnOf(key));
  }

  #passWhole(text: string, slot: { readonly form: 'text' | 'json'; readonly sealed: boolean }): string {
    if (text === '') return '';
    // As it would have been streamed, not as a whole: it may be told again in another event.
    const pass = this.#screen.open({ form: slot.form, sealed: slot.sealed, isWhole: false });
    const passed = pass.accept(text) + pass.flush();
    this.#told.add(text, { form: slot.form, passed });
    return passed;
  }

  #running(slot: Extract<FoundSlot['slot'], { readonly kind: 'delta' }>): RunningText {
    const known = this.#texts.get(slot.key);
    if (known !== undefined) return known;
    const { form, sealed } = slot;
    const pass = this.#screen.open({ form, sealed, isWhole: false });
    const running: RunningText = { form, pass, last: null, raw: '', passed: '' };
    this.#texts.set(slot.key, running);
    return running;
  }

  /** Where texts are told one after the other, what waits of the one before goes first. */
  #takeTurn(key: string, pieces: readonly string[]): void {
    const { turnOf } = this.#wire;
    if (turnOf === null) return;
    for (const [other, running] of this.#texts) {
      if (!pieces.includes(other) && turnOf(other) === turnOf(key)) this.#flushText(running, null);
    }
  }

  #flush(prefix: string, given: { readonly but: readonly string[]; readonly before: JsonObject | null }): void {
    for (const [key, running] of this.#texts) {
      if (!key.startsWith(prefix) || given.but.includes(key)) continue;
      this.#flushText(running, given.before);
      this.#told.add(running.raw, running);
      this.#texts.delete(key);
    }
  }

  #flushText(running: RunningText, before: JsonObject | null): void {
    const text = running.pass.flush();
    const { last } = running;
    if (text === '' || last === null || this.#screen.isStopped()) return;
    this.#told.note(running, '', text);
    const { counter } = this.#wire;
    const more = this.#wire.more(last.event, last.path, text);
    if (counter === null || typeof more[counter] !== 'number') {
      this.#put(likeEventFrame(last.frame, JSON.stringify(more)));
      return;
    }
    const count = Number(before?.[counter] ?? more[counter]) + this.#added;
    this.#added += 1;
    this.#put(likeEventFrame(last.frame, JSON.stringify({ ...more, [counter]: count })));
  }

  #put(bytes: Uint8Array): void {
    if (bytes.length > 0 && !this.#screen.isStopped()) this.#out.push(bytes);
  }

  #taken(): Uint8Array {
    const [only] = this.#out;
    const bytes = this.#out.length === 1 && only !== undefined ? only : Buffer.concat(this.#out);
    this.#out = [];
    return bytes;
  }
}

/** Which event a text came with. */
type Origin = { readonly frame: EventFrame; readonly event: JsonObject };

type RunningText = {
  readonly form: 'text' | 'json';
  readonly pass: TextPass;
  /** The event that brought its last piece. */
  last: (Origin & { readonly path: FoundSlot['path'] }) | null;
  /** Kept where texts are told again. */
  raw: string;
  passed: string;
};

/** Texts that were told, so that they are told alike again and counted once. Beyond its bound it forgets nothing, and learns nothing. */
class ToldTexts {
  readonly #lengthMax: number;
  readonly #texts = new Map<string, string>();
  #length = 0;

  constructor(lengthMax: number) {
    this.#lengthMax = lengthMax;
  }

  /** A running text goes on; one that grows too long is not kept. */
  note(running: RunningText, text: string, passed: string): void {
    if (this.#lengthMax === 0 || running.raw.length + text.length > this.#lengthMax) return;
    running.raw += text;
    running.passed += passed;
  }

  of(text: string, form: 'text' | 'json'): string | undefined {
    return this.#texts.get(form + text);
  }

  add(text: string, told: { readonly form: 'text' | 'json'; readonly passed: string }): void {
    if (text === '' || this.#length + text.length > this.#lengthMax) return;
    this.#length += text.length;
    this.#texts.set(told.form + text, told.passed);
  }
}

const DONE = '[DONE]';
const TOLD_LENGTH_MAX = 1_000_000;
