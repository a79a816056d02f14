import { Buffer, isAscii } from 'node:buffer';
import type { BodyEdit, MemberSpan } from '../../ports/dialect.ts';
import type { ReadRequest } from '../stages/read-request.ts';
import { scanMembers } from '../stages/scan-members.ts';

/** The request with some of its bytes replaced and its members found again; every other byte stands as it came. */
export function editBody(request: ReadRequest, edits: readonly BodyEdit[]): ReadRequest {
  if (edits.length === 0) return request;
  const raw = spliced(request.raw, edits);
  const text = raw.toString('latin1');
  const members = scanMembers(text);
  if ('duplicate' in members || 'escaped' in members) throw new Error('an edit of a body changed its members');
  return { ...request, raw, text, ascii: isAscii(raw), parsed: undefined, members };
}

/** The edit that gives an outermost number a value, whether it was there or not. */
export function setNumber(
  members: readonly MemberSpan[],
  { name, value }: { readonly name: string; readonly value: number },
): BodyEdit | null {
  const known = members.find((member) => member.name === name);
  if (known !== undefined) return { start: known.start, end: known.end, text: String(value) };
  const last = members.at(-1);
  return last === undefined ? null : { start: last.end, end: last.end, text: `,${JSON.stringify(name)}:${value}` };
}

function spliced(raw: Uint8Array, edits: readonly BodyEdit[]): Buffer {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const edit of [...edits].sort((one, other) => one.start - other.start)) {
    if (edit.start < at) throw new Error('edits of one body overlap');
    pieces.push(raw.subarray(at, edit.start), Buffer.from(edit.text));
    at = edit.end;
  }
  pieces.push(raw.subarray(at));
  return Buffer.concat(pieces);
}
