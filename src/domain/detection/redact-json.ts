import type { JsonPlace } from './json-place.ts';

/**
 * A stretch of JSON text with a placeholder for what its strings, numbers and words hold. Quotes, brackets, colons and
 * commas stay, so that what was JSON is JSON afterwards, wherever the stretch begins and ends. `isBegun`: a backslash
 * right before it has gone already, so that what it escapes must follow.
 */
export function redactJson(
  stretch: string,
  place: JsonPlace,
  given: { readonly placeholder: string; readonly isBegun: boolean },
): string {
  const { placeholder, isBegun } = given;
  let out = '';
  let isPut = false;
  for (let at = 0; at < stretch.length; at += 1) {
    const character = stretch.charAt(at);
    const isQuote = character === '"' && !place.isEscaped();
    const isLeft = place.isEscaped() && at === 0 && isBegun;
    if (isLeft || isQuote || (!place.isInString() && STRUCTURE.includes(character))) {
      out += character;
      isPut = false;
    } else if (!isPut) {
      out += place.isInString() ? placeholder : `"${placeholder}"`;
      isPut = true;
    }
    place.pass(character);
  }
  return out;
}

/**
 * The span, widened to the whole of the escape, number or word that it begins or ends in; `place` stands at its start.
 * Half of one of these would not be JSON.
 */
export function wholeToken(
  text: string,
  span: { readonly start: number; readonly end: number; readonly startMin: number },
  place: JsonPlace,
): { readonly start: number; readonly end: number } {
  if (place.isInString()) {
    const start = place.isEscaped() ? span.start - 1 : span.start;
    const endsInEscape = isEscaped(text, { from: start, at: span.end });
    return { start: Math.max(start, span.startMin), end: endsInEscape ? span.end + 1 : span.end };
  }
  let { start, end } = span;
  while (start > span.startMin && BARE.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && BARE.test(text.charAt(end))) end += 1;
  return { start, end };
}

function isEscaped(text: string, { from, at }: { readonly from: number; readonly at: number }): boolean {
  let before = at;
  while (before > from && text.charAt(before - 1) === '\\') before -= 1;
  return at < text.length && (at - before) % 2 === 1;
}

const BARE = /[-+.\w]/;
const STRUCTURE = '{}[]:, \t\r\n';
