import { Buffer, isAscii } from 'node:buffer';
import type { Face } from '../domain/catalog/upstream.ts';
import type { SpannedBody } from '../ports/dialect.ts';
import type { TextPart, UnitParts } from '../ports/request-parts.ts';
import { dialects } from './dialects.ts';
import { endOfString, endOfValue, skipSpace } from './wire/walk-literals.ts';

/** A body as the gateway hands it to a dialect. */
export function spannedBody(json: string): SpannedBody {
  const raw = Buffer.from(json);
  const text = raw.toString('latin1');
  const members: SpannedBody['members'][number][] = [];
  let at = skipSpace(text, text.indexOf('{') + 1);
  while (text[at] === '"') {
    const keyEnd = endOfString(text, at);
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOfValue(text, start);
    members.push({ name: text.slice(at + 1, keyEnd - 1), keyStart: at, start, end });
    const next = skipSpace(text, end);
    at = text[next] === ',' ? skipSpace(text, next + 1) : next;
  }
  return { raw, text, ascii: isAscii(raw), members };
}

/** All parts of a body at a face. */
export function partsOf(face: Face, json: string): UnitParts {
  const read = dialects[face].readParts(spannedBody(json)).map((unit) => unit.read());
  return { texts: read.flatMap(({ texts }) => texts), media: [...new Set(read.flatMap(({ media }) => media))].sort() };
}

/** The body with the text of one part put in another's place. */
export function withText(json: string, part: TextPart, text: string): string {
  const raw = Buffer.from(json);
  return Buffer.concat([
    raw.subarray(0, part.start),
    Buffer.from(part.toLiteral(text)),
    raw.subarray(part.end),
  ]).toString();
}
