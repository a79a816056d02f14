import type { BodyEdit, MemberSpan } from '../../ports/dialect.ts';
import { setNumber } from './edit-body.ts';

export type Clamp = { readonly edits: readonly BodyEdit[]; readonly note: string | null };

const UNTOUCHED: Clamp = { edits: [], note: null };

/**
 * The edits by which an answer gets no longer than it may. Every limit that the client wrote and that is above it comes
 * down; where it wrote none, the API's first is set. `note` says what was done, for the header.
 */
export function clampOutput(
  request: { readonly text: string; readonly members: readonly MemberSpan[] },
  limits: readonly string[],
  tokensMax: number,
): Clamp {
  const [first] = limits;
  if (first === undefined) return UNTOUCHED;
  const given = request.members.filter(
    ({ name, start, end }) => limits.includes(name) && request.text.slice(start, end) !== 'null',
  );
  if (given.length > 0) {
    const above = given.filter(({ start, end }) => Number(request.text.slice(start, end)) > tokensMax);
    if (above.length === 0) return UNTOUCHED;
    const edits = above.map(({ start, end }) => ({ start, end, text: String(tokensMax) }));
    return { edits, note: above.map(({ name }) => `${name}=${tokensMax}`).join(', ') };
  }
  const edit = setNumber(request.members, { name: first, value: tokensMax });
  return edit === null ? UNTOUCHED : { edits: [edit], note: `${first}=${tokensMax}` };
}
