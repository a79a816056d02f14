import { BEGINS_GLUE, type CutBody, joinCutBody } from './cut-token.ts';
import type { Detector } from './detector.ts';
import type { Span } from './offset-map.ts';
import { looksRandom, looksUnspoken } from './secret-shape.ts';
import { isStandIn } from './stand-in.ts';
import { endOfLetters, isAlphanumeric, membersOf, type TokenForm } from './token-form.ts';

const CONFIDENCE = 95;
/** From here on the prefix speaks for itself. */
const CONFIDENCE_ALONE = 80;
/** What is cut is no accident of copying. */
const CONFIDENCE_CUT = 85;
const CONFIDENCE_CHECKED = 99;
/** The form is right and the checksum is not: a token that was made by hand, or one with a slip of the pen. */
const CONFIDENCE_UNCHECKED = 70;

/** Finds the tokens of one issuer: its prefix, then a body of the right letters, length and randomness. */
export function createTokenDetector(form: TokenForm): Detector {
  const members = membersOf(form.body);
  // What ordinary words begin with too must be random beyond doubt.
  const isWeak = (form.confidence ?? CONFIDENCE) < CONFIDENCE_ALONE;
  return {
    id: `credential.token.${form.type}`,
    version: 1,
    types: [form.type],
    anchors: form.prefixes.map((text) => ({ kind: 'literal', text, exactCase: true, atStart: true })),
    words: [],
    check: (hit, { text }, report) => {
      if (hit.start > 0 && isAlphanumeric(text.charCodeAt(hit.start - 1))) {
        // Terraform's marker stands in the middle of its token.
        if (!text.startsWith('.', hit.start)) return;
      }
      if (hit.start > 0 && text.charCodeAt(hit.start - 1) === PLUS && isInsideBase64(text, hit.start - 1)) return;
      let end = endOfLetters(text, hit.end, { set: members, most: form.max + 1 });
      if (form.body === 'dotted') while (end > hit.end && text.charCodeAt(end - 1) === 0x2e) end -= 1;
      const cut = end - hit.end <= form.max ? cutBody(form, text, { start: hit.end, end }) : null;
      if (cut !== null) ({ end } = cut);
      else if (end - hit.end < form.min || end - hit.end > form.max) return;
      if (end < text.length && isAlphanumeric(text.charCodeAt(end))) return;
      const body = cut?.body ?? text.slice(hit.end, end);
      if (form.shape !== undefined && !form.shape.test(body)) return;
      if (isStandIn(body)) return;
      if (form.isStructured !== true && !(isWeak ? looksRandom(body) : looksUnspoken(body))) return;
      const confidence = cut === null ? confidenceOf(form, text, hit, end) : CONFIDENCE_CUT;
      report({ type: form.type, start: startOf(text, hit.start), end, confidence });
    },
  };
}

const PLUS = 0x2b;
/** What is encoded in base 64 has so many of its letters before a plus; words before one are shorter. */
const BASE64_MIN = 24;

function isInsideBase64(text: string, plus: number): boolean {
  let at = plus;
  while (plus - at < BASE64_MIN && isBase64Unit(text.charCodeAt(at - 1))) at -= 1;
  return plus - at === BASE64_MIN;
}

function isBase64Unit(unit: number): boolean {
  return isAlphanumeric(unit) || unit === PLUS || unit === 0x2f;
}

/** Behind the beginning of a token that has not enough behind it, or that syntax cuts. */
function cutBody(form: TokenForm, text: string, first: Span): CutBody | null {
  if ((form.confidence ?? CONFIDENCE) < CONFIDENCE_ALONE || form.max === first.end - first.start) return null;
  const next = text.charCodeAt(first.end);
  return next < 128 && BEGINS_GLUE[next] === 1 ? joinCutBody(form, text, first) : null;
}

function confidenceOf(
  form: TokenForm,
  text: string,
  hit: { readonly start: number; readonly end: number },
  end: number,
): number {
  if (form.verify === undefined) return form.confidence ?? CONFIDENCE;
  const isRight = form.verify(text.slice(hit.start, end), text.slice(hit.start, hit.end));
  return isRight ? CONFIDENCE_CHECKED : CONFIDENCE_UNCHECKED;
}

/** A marker that begins with a dot has fourteen characters of the token before it. */
function startOf(text: string, start: number): number {
  if (!text.startsWith('.', start)) return start;
  let at = start;
  while (at > 0 && start - at < 14 && isAlphanumeric(text.charCodeAt(at - 1))) at -= 1;
  return at;
}
