import { endOfValue, skipSpace, walkLiterals } from '../wire/walk-literals.ts';
import { asBuffer } from './event-frame.ts';
import type { FoundSlot } from './read-slots.ts';

/** JSON that takes the place of some bytes. */
export type Edit = { readonly start: number; readonly end: number; readonly json: string };

/** The bytes with the edits made, all others as they were. */
export function editJson(json: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    pieces.push(json.subarray(at, edit.start), Buffer.from(edit.json));
    at = edit.end;
  }
  pieces.push(json.subarray(at));
  return Buffer.concat(pieces);
}

/** The edit that makes the text another one; null when it is the same. */
export function literalEdit(found: FoundSlot, text: string): Edit | null {
  if (text === found.text) return null;
  return { start: found.start, end: found.end, json: found.writing === 'raw' ? text : JSON.stringify(text) };
}

/** The edit of an outermost member's value; none when there is no such member. */
export function memberEdit(
  json: Uint8Array,
  member: { readonly name: string; readonly json: string },
): readonly Edit[] {
  const text = asBuffer(json).toString('latin1');
  for (const literal of walkLiterals(text, skipSpace(text, 0))) {
    const isOutermost = literal.form === 'key' && literal.node.parent?.parent === null;
    if (!isOutermost || literal.name !== member.name) continue;
    const start = skipSpace(text, skipSpace(text, literal.end) + 1);
    return [{ start, end: endOfValue(text, start), json: member.json }];
  }
  return [];
}
