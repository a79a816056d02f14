import { Buffer } from 'node:buffer';
import type { PartKind, RequestBody, TextPart } from '../../ports/request-parts.ts';
import { parsedText } from './parsed-text.ts';
import type { UnitPlace } from './sort-literals.ts';
import { decodeText, encodeAs } from './text-bytes.ts';
import type { JsonNode, Literal } from './walk-literals.ts';

const BACKSLASH = '\\';

/** One text of a body. A class, since its text and path are worked out only when somebody asks. */
export class BodyText implements TextPart {
  readonly kind: PartKind;
  readonly start: number;
  readonly end: number;
  readonly sealed: boolean;
  readonly #body: RequestBody;
  readonly #literal: Literal;
  readonly #place: UnitPlace;
  readonly encoded: boolean;
  #text: string | undefined;

  constructor(
    body: RequestBody,
    literal: Literal,
    part: {
      readonly place: UnitPlace;
      readonly kind: PartKind;
      readonly sealed: boolean;
      readonly encoded: boolean;
    },
  ) {
    this.kind = part.kind;
    this.start = literal.start;
    this.end = literal.end;
    this.sealed = part.sealed;
    this.#body = body;
    this.#literal = literal;
    this.#place = part.place;
    this.encoded = part.encoded;
  }

  get text(): string {
    this.#text ??= this.encoded ? decodeText(this.#bytes()) : this.#written();
    return this.#text;
  }

  get path(): string {
    return pathOf(this.#literal, this.#place);
  }

  toLiteral(text: string): string {
    if (!this.encoded) return JSON.stringify(text);
    const base64 = encodeAs(this.#bytes(), text).toString('base64');
    return JSON.stringify(headerOf(this.#written()) + base64);
  }

  /** The string as it is written in the JSON, its escapes undone. */
  #written(): string {
    const { text, ascii } = this.#body;
    const { form, start, end } = this.#literal;
    if (form !== 'string' && form !== 'key') return ascii ? text.slice(start, end) : this.#decoded({ start, end });
    const inner = { start: start + 1, end: end - 1 };
    const piece = text.slice(inner.start, inner.end);
    const isEscaped = piece.includes(BACKSLASH);
    if (ascii && !isEscaped) return piece;
    const known = parsedText(this.#body, this.#literal, this.#place);
    if (known !== undefined) return known;
    if (isEscaped) return unescaped(ascii ? text.slice(start, end) : this.#decoded({ start, end }));
    return this.#decoded(inner);
  }

  #decoded({ start, end }: { readonly start: number; readonly end: number }): string {
    const { raw } = this.#body;
    const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
    return bytes.toString('utf8', start, end);
  }

  #bytes(): Uint8Array {
    const written = this.#written();
    return Buffer.from(written.slice(headerOf(written).length), 'base64');
  }
}

/** `data:text/plain;base64,` before the base64 of a document, where there is one. */
function headerOf(written: string): string {
  return written.startsWith('data:') ? written.slice(0, written.indexOf(',') + 1) : '';
}

function unescaped(literal: string): string {
  const value: unknown = JSON.parse(literal);
  return typeof value === 'string' ? value : literal;
}

/** `messages[2].content[0].text`; the name of a member as `…{name}`. */
function pathOf(literal: Literal, place: UnitPlace): string {
  let path = literal.form === 'key' ? `{${literal.name ?? ''}}` : literal.node.parent === null ? '' : step(literal);
  for (let node: JsonNode | null = literal.node; node !== null && node.parent !== null; node = node.parent)
    if (node.parent.parent !== null) path = step(node) + path;
  return place.member + (place.index === null ? '' : `[${place.index}]`) + path;
}

function step(place: { readonly name: string | null; readonly index: number }): string {
  return place.name === null ? `[${place.index}]` : `.${place.name}`;
}
