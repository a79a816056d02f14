import type { MemberSpan, WireRequest } from '../../ports/dialect.ts';

/** Replace the bytes from `start` to `end` by `text`; equal numbers insert. */
type Edit = { readonly start: number; readonly end: number; readonly text: string };

/** The body with the model's name at this upstream and further edits; `raw` itself when nothing changes. */
export function spliceRequest(request: WireRequest, further: readonly Edit[] = []): Uint8Array {
  if (request.upstreamModel === request.facts.model) return splice(request.raw, further);
  const name = JSON.stringify(request.upstreamModel);
  const edits: Edit[] = [...further];
  for (const member of request.members) {
    if (member.name === 'model') edits.push({ start: member.start, end: member.end, text: name });
  }
  return splice(request.raw, edits);
}

/** The edit that gives a member a value, whether it was there or not; null when the body has no member at all. */
export function setMember(
  members: readonly MemberSpan[],
  member: { readonly name: string; readonly json: string },
): Edit | null {
  const known = members.find((candidate) => candidate.name === member.name);
  if (known !== undefined) return { start: known.start, end: known.end, text: member.json };
  const last = members.at(-1);
  if (last === undefined) return null;
  return { start: last.end, end: last.end, text: `,${JSON.stringify(member.name)}:${member.json}` };
}

/** Every byte that no edit covers stands in the result as it came. */
function splice(raw: Uint8Array, edits: readonly Edit[]): Uint8Array {
  if (edits.length === 0) return raw;
  const inOrder = edits.length === 1 ? edits : [...edits].sort((a, b) => a.start - b.start);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const edit of inOrder) {
    if (edit.start < at || edit.end < edit.start) throw new Error('edits of one body overlap');
    parts.push(raw.subarray(at, edit.start), Buffer.from(edit.text));
    at = edit.end;
  }
  parts.push(raw.subarray(at));
  return Buffer.concat(parts);
}
