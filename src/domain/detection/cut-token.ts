import type { Span } from './offset-map.ts';
import { looksRandom } from './secret-shape.ts';
import { endOfLetters, isAlphanumeric, membersOf, type TokenForm } from './token-form.ts';

/**
 * What stands between the pieces of one token. A hard one is syntax that nobody writes between two values; behind a
 * blank or a line end the next word may be another.
 */
type Glue = {
  readonly pattern: RegExp;
  readonly isHard: boolean;
  /** Which of `GLUE_SIGNS` it may begin with. */
  readonly first: string;
};

const QUOTES = '"\'`';
const BLANKS = ' \t\r\n';
const GLUES: readonly Glue[] = [
  // Strings put together, by a sign or by standing in a row of lines.
  { pattern: /(["'`])\s{0,8}(?:[+.&]|\|\|)\s{0,40}\1/y, isHard: true, first: QUOTES },
  { pattern: /(["'`])\s{0,8}(?:\+\+|<>|[~^]|<<|\|>|&\s_)\s{0,40}\1/y, isHard: true, first: QUOTES },
  { pattern: /(["'`])\}\s?\$\{\1/y, isHard: true, first: QUOTES },
  {
    pattern: /(["'`]);?[ \t]{0,4}\r?\n[ \t]{0,24}\$?[\w.]{1,24}\s{0,3}(?:\+=|\.=|<<)\s{0,3}\1/y,
    isHard: true,
    first: QUOTES,
  },
  { pattern: /\s?\/\*[^*\n]{0,24}\*\/\s?/y, isHard: true, first: `${BLANKS}/` },
  { pattern: /(["'`])[ \t]{0,8}\\?\r?\n[ \t]{0,64}\1/y, isHard: true, first: QUOTES },
  // Side by side as in C and in shells; appended; with a comment between, or in the next line of a difference.
  { pattern: /(["'`])[ \t]{0,4}\1/y, isHard: false, first: QUOTES },
  { pattern: /(["'`])\)\s{0,24}\.(?:append|concat|add|push|write)\(\1/y, isHard: true, first: QUOTES },
  { pattern: /(["'`])\s{0,4}\/\*[^*]{0,24}\*\/\s{0,4}[+.&]\s{0,8}\1/y, isHard: true, first: QUOTES },
  { pattern: /(["'`])[ \t]{0,4}[+.&][ \t]{0,4}\r?\n[+-][ \t]{0,40}\1/y, isHard: true, first: QUOTES },
  // Brackets, ends of sections, signs that nobody writes in a token.
  { pattern: /\]\[|\]\]><!\[CDATA\[/y, isHard: false, first: ']' },
  { pattern: /[#|^]{1,2}/y, isHard: false, first: '#|^' },
  { pattern: /\.{3} ?/y, isHard: false, first: '.' },
  { pattern: /(["'`])\s{0,4},\s{0,40}\1/y, isHard: false, first: QUOTES },
  { pattern: /\$\{\s{0,2}(?:""|'')\s{0,2}\}/y, isHard: true, first: '$' },
  // Marks of HTML and Markdown within a word.
  {
    pattern: /(?:<\/?[a-z]{1,8}(?:\s[^<>]{0,48})?\/?>){1,3}|<!--[^<>]{0,24}-->/iy,
    isHard: true,
    first: '<',
  },
  { pattern: /\*{1,3}|`{1,3}|~~/y, isHard: true, first: '*`~' },
  { pattern: /\s{1,2}\+\s{1,2}/y, isHard: true, first: BLANKS },
  // Quoted-printable, then lines that are quoted or said by somebody.
  { pattern: /=\r?\n/y, isHard: true, first: '=' },
  { pattern: /\r?\n[ \t]{0,8}(?:#|\/\/|--|;|\*|%|REM)[ \t]{1,4}/y, isHard: false, first: '\r\n' },
  {
    pattern: /\r?\n(?:(?:> ?){1,4}|[ \t]{1,40}|\[[\d:. -]{4,20}\] ?[\w.-]{1,24}: ?|[\w.-]{1,24}: )?/y,
    isHard: false,
    first: '\r\n',
  },
  { pattern: / /y, isHard: false, first: ' ' },
  // The next message of a conversation, the next variable, "and the rest: …".
  {
    pattern: /"\s{0,4}\}\s{0,4},\s{0,8}\{\s{0,8}"[^{}]{0,48}"(?:content|text)"\s{0,2}:\s{0,2}"/y,
    isHard: false,
    first: '"',
  },
  {
    pattern: /["'`]?;?\s{0,4}\n\s{0,8}(?:const |let |var |my |export )?\$?\w{1,24}\s{0,3}:?=\s{0,3}["'`]?/y,
    isHard: false,
    first: `${QUOTES}${BLANKS};`,
  },
  {
    pattern:
      /(?:[\s,.;]{1,4}|"\s{0,4}\}\s{0,4},\s{0,8}\{\s{0,8}"[^{}]{0,48}"(?:content|text)"\s{0,2}:\s{0,2}")(?:[a-z]{1,8} ){0,4}(?:half|part|piece|rest|remainder|hälfte|teil|moitié|partie|mitad|parte)(?: \w{1,6}){0,3}[ :]{1,3}/iy,
    isHard: false,
    first: `${BLANKS},.;"`,
  },
];
/** ASCII that glue begins with: most tokens end at something else. */
const GLUE_SIGNS = '"\'`$<*~ =\n\r\t,.;]#|^/';
export const BEGINS_GLUE = Uint8Array.from({ length: 128 }, (_, unit) =>
  GLUE_SIGNS.includes(String.fromCharCode(unit)) ? 1 : 0,
);
/** By the sign that they begin with. */
const GLUES_AT: ReadonlyMap<number, readonly Glue[]> = new Map(
  [...GLUE_SIGNS].map((sign) => [sign.charCodeAt(0), GLUES.filter(({ first }) => first.includes(sign))]),
);
const NO_GLUES: readonly Glue[] = [];
const PIECES_MAX = 64;
const PIECE_MIN = 2;

/** The body of a token, put together, and where its last piece ends. */
export type CutBody = { readonly end: number; readonly body: string };

/**
 * Puts a body together that was cut in pieces, of which the first stands from `start` to `end`: a whole body already, or
 * too short for one. All pieces have one kind of glue between them. Null when there is nothing to put together.
 */
export function joinCutBody(form: TokenForm, text: string, first: Span): CutBody | null {
  const set = membersOf(form.body);
  for (const glue of GLUES_AT.get(text.charCodeAt(first.end)) ?? NO_GLUES) {
    const second = pieceBehind(text, first.end, { set, glue });
    const joined = second === null ? null : joinPieces(form, text, { first, second, set, glue });
    if (joined !== null) return joined;
  }
  return null;
}

type Joint = { readonly first: Span; readonly second: Span; readonly set: Uint8Array; readonly glue: Glue };

function joinPieces(form: TokenForm, text: string, { first, second, set, glue }: Joint): CutBody | null {
  let body = text.slice(first.start, first.end);
  if (body.length >= form.min && !glue.isHard) return null;
  const width = second.end - second.start;
  let end = first.end;
  let isLast = false;
  // With nothing behind the prefix, soft glue must part it all over.
  const countMin = body.length < 2 && !glue.isHard ? 3 : 1;
  let count = 0;
  for (let piece: Span | null = second; piece !== null && count < PIECES_MAX; count += 1) {
    const part = text.slice(piece.start, piece.end);
    // Behind soft glue only pieces of one length go on when the token could be over.
    if (isLast || (!glue.isHard && body.length >= form.min && (count < 2 || part.length > width))) break;
    if (body.length + part.length > form.max) break;
    body += part;
    end = piece.end;
    isLast = !glue.isHard && part.length < width;
    piece = pieceBehind(text, end, { set, glue });
  }
  if (count < countMin || body.length < form.min || isAlphanumeric(text.charCodeAt(end))) return null;
  return isMadeUp(body, glue) ? { end, body } : null;
}

function pieceBehind(text: string, at: number, { set, glue }: { set: Uint8Array; glue: Glue }): Span | null {
  glue.pattern.lastIndex = at;
  if (!glue.pattern.test(text)) return null;
  const start = glue.pattern.lastIndex;
  const end = endOfLetters(text, start, { set, most: PIECE_REACH });
  return end - start < PIECE_MIN ? null : { start, end };
}

const PIECE_REACH = 260;

/** Words that happen to stand behind the beginning of a token have no digits, or can be spoken. */
function isMadeUp(body: string, { isHard }: Glue): boolean {
  return (isHard || /\d/.test(body)) && /[A-Za-z]/.test(body) && looksRandom(body);
}
