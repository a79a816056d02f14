import { isBlank } from './blank-unit.ts';
import type { Detector, Hit, ScannedText } from './detector.ts';
import { foldLiteral } from './fold-characters.ts';
import { MARKING_FILLERS, MARKING_LABEL, MARKING_PHRASES, MARKING_SENTENCE } from './marking-phrases.ts';
import { isLineEnd, lineRound } from './text-line.ts';

const typeByPhrase: ReadonlyMap<string, string> = new Map(
  Object.entries(MARKING_PHRASES).flatMap(([type, phrases]) =>
    phrases.map((phrase) => [foldLiteral(phrase), type] as const),
  ),
);

const TLP = 'tlp:';
const TLP_TYPES: Readonly<Record<string, string>> = {
  RED: 'marking_restricted',
  'AMBER+STRICT': 'marking_confidential',
  AMBER: 'marking_confidential',
  GREEN: 'marking_internal',
};
const LINE_REACH = 120;
const UNKNOWN_WORDS_MAX = 4;
const BANNER_WORDS_MAX = 14;

/**
 * Document markings, where a marking stands: on a line of its own, in a header or footer beside page numbers and names, behind
 * a label ("Classification: …"), in brackets, or as a line in capitals. The same word in a sentence is no marking.
 * TLP is FIRST's Traffic Light Protocol 2.0 (August 2022).
 */
export const markingDetector: Detector = {
  id: 'marking',
  version: 1,
  types: Object.keys(MARKING_PHRASES),
  anchors: [...typeByPhrase.keys(), TLP].map((text) =>
    text.endsWith('/') || text.endsWith(':') ? { kind: 'literal', text } : { kind: 'literal', text, wholeWord: true },
  ),
  words: [],
  check: (hit, scanned, report) => {
    if (hit.anchor.kind !== 'literal') return;
    const { start, end } = hit;
    // A copy of the hit with more in it would be a layout that grows out of its own, and all code for that be thrown away.
    const type = typeByPhrase.get(hit.anchor.text);
    const found = hit.anchor.text === TLP ? readTlp(hit, scanned.text) : { start, end, type };
    if (found?.type === undefined) return;
    const confidence = confidenceOf(scanned, { ...found, type: found.type });
    // A longer phrase says more than the one within it.
    const length = Math.min(5, Math.floor((found.end - found.start) / 8));
    if (confidence > 0)
      report({ type: found.type, start: found.start, end: found.end, confidence: confidence + length });
  },
};

type Place = { readonly start: number; readonly end: number };

function readTlp(hit: Hit, text: string): (Place & { readonly type: string | undefined }) | undefined {
  const colour = /^ ?(RED|AMBER\+STRICT|AMBER|GREEN)(?![A-Za-z])/.exec(text.slice(hit.end, hit.end + 14));
  if (colour === null || !text.startsWith('TLP:', hit.start)) return undefined;
  return { start: hit.start, end: hit.end + colour[0].length, type: TLP_TYPES[colour[1] ?? ''] };
}

const LABEL_REACH = 8;
/** Signs that markings stand between, each before its own. */
const OPENINGS = '[(<*{-=';
const CLOSINGS = '])>*}-=';

/**
 * Whether a sign stands beside a place that a marking may have in a line of any length: of a label, of brackets, the end of a
 * verb. A line may hold many markings, most without.
 */
function isSetApart(text: string, { start, end }: Place): boolean {
  let at = start;
  for (const last = Math.max(0, start - LABEL_REACH); at > last && !isLineEnd(text.charCodeAt(at - 1)); at -= 1)
    if (isLabelSign(text.charCodeAt(at - 1))) return true;
  if (start > 1 && text.charCodeAt(start - 1) === 0x20 && endsVerb(text.charCodeAt(start - 2))) return true;
  at = start;
  while (at > 0 && isBlankInLine(text.charCodeAt(at - 1))) at -= 1;
  const opening = OPENINGS.indexOf(text.charAt(at - 1));
  if (at === 0 || opening < 0) return false;
  at = end;
  while (at < text.length && isBlankInLine(text.charCodeAt(at))) at += 1;
  return at < text.length && text.charAt(at) === CLOSINGS.charAt(opening);
}

/** A stretch of the view that is looked at in which no line ends: of the many markings of a long line each is looked at once. */
const unbroken = { view: 0, from: 0, to: 0 };

/** Whether the line of a place goes on behind it, further than is looked at. */
function goesOn({ text, number }: ScannedText, from: number): boolean {
  const last = from + LINE_REACH;
  const isKnown = unbroken.view === number && from >= unbroken.from && from <= unbroken.to;
  let at = isKnown ? unbroken.to : from;
  while (at < text.length && at <= last && !isLineEnd(text.charCodeAt(at))) at += 1;
  unbroken.view = number;
  unbroken.from = isKnown ? unbroken.from : from;
  unbroken.to = at;
  return at > last;
}

function isBlankInLine(unit: number): boolean {
  return isBlank(unit) && !isLineEnd(unit);
}

/** `:` `=` `-` and dashes. */
function isLabelSign(unit: number): boolean {
  return unit === 0x3a || unit === 0x3d || unit === 0x2d || unit === 0x2013 || unit === 0x2014;
}

/** The last letters of `SENTENCE_SIGN`. */
function endsVerb(unit: number): boolean {
  const small = unit | 32;
  return small === 0x73 || small === 0x65 || small === 0x74 || small === 0x79 || small === 0x67 || unit > 0x7f;
}

const LABEL_SIGN = /[:=–—-]/;
const SENTENCE_SIGN = /(?:is|are|ist|est|è|es|é|ly|streng|ment|mente) $/i;

/** Zero where the place is none for a marking. */
function confidenceOf(scanned: ScannedText, { type, ...place }: Place & { readonly type: string }): number {
  const { text } = scanned;
  if (!isSetApart(text, place) && goesOn(scanned, place.end)) return 0;
  const line = lineRound(text, place, LINE_REACH);
  const phrase = text.slice(place.start, place.end);
  const before = text.slice(line.start, place.start);
  const after = text.slice(place.end, line.end);
  if (type === 'marking_internal' && isOfProgram(before, after, line.start === 0)) return 0;
  // Each long form is tried only where its last sign stands: a line may hold many markings.
  if (
    LABEL_SIGN.test(before.slice(-8)) &&
    MARKING_LABEL.test(before) &&
    /^["'*_\])]{0,3}\s{0,3}(?:[.,;|/–—}]|$)/u.test(after)
  )
    return 85;
  if (isBracketed(before, after) && /^\p{Lu}/u.test(phrase)) return 88;
  if (SENTENCE_SIGN.test(before.slice(-16)) && MARKING_SENTENCE.test(before)) return 65;
  if (!line.isWhole || looksLikeCode(before, after)) return 0;
  const isUpper = isUpperCase(phrase);
  if (isUpper && isUpperCase(before + after) && wordsOf(before + after).length <= BANNER_WORDS_MAX) return 88;
  if (!/^[\p{Lu}]/u.test(phrase) && !/[#*=_-]{2}/.test(before)) return 0;
  return isAside(before, { side: 'before', isUpper }) && isAside(after, { side: 'behind', isUpper }) ? 75 : 0;
}

const COMMENT = /^\s{0,40}(?:#{1,3}(?!#)|\/\/|\/?\*{1,2}(?:\s|$)|--\s|;|%|"{3}|'{3}|@\w|=\w)/;
const POD = /\b[BCEFILSX]<{1,3}\s?(?:\w+\s){0,3}$/;

/** Programmers write it of functions: comments, documentation in source code, calls for attention. */
function isOfProgram(before: string, after: string, isFirstLine: boolean): boolean {
  if (POD.test(before) || /^\s{0,2}(?:only\s?)?!/i.test(after)) return true;
  // What is drawn on both sides is a banner.
  if (/^\s{0,3}[*#=-]{1,40}\s{0,3}$/.test(after)) return false;
  // At the very beginning it may be the heading of a document in Markdown.
  return COMMENT.test(before) && !(isFirstLine && before.startsWith('# '));
}

function isBracketed(before: string, after: string): boolean {
  const pairs = [
    ['[', ']'],
    ['(', ')'],
    ['<', '>'],
    ['*', '*'],
    ['{', '}'],
    ['-', '-'],
    ['=', '='],
  ] as const;
  return pairs.some(
    ([open, close]) =>
      before.trimEnd().endsWith(open) && after.trimStart().startsWith(close) && (open !== '-' || /--\s?$/.test(before)),
  );
}

function isUpperCase(text: string): boolean {
  return !/\p{Ll}/u.test(text);
}

/** Quotes, assignments, calls: a word of a program and not of a letterhead. */
function looksLikeCode(before: string, after: string): boolean {
  if (/^\s*(?:import|return|const|let|var|case|enum)\b/.test(before)) return true;
  const rest = `${before.replace(/^[=\s*_#/-]+/, ' ')}\n${after.replace(/[=\s*_#/-]+$/, ' ')}`;
  return /["'`;{}$\\]|=[^=]|\(\)|\w:\s*\w|_\w|\w_/.test(rest);
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}&]{1,40}/gu) ?? [];
}

/**
 * Whether what stands on one side of the marking is nothing, words that go with markings, or set apart from it by a sign: a
 * name, a title, a page.
 */
function isAside(
  text: string,
  { side, isUpper }: { readonly side: 'before' | 'behind'; readonly isUpper: boolean },
): boolean {
  const words = wordsOf(text);
  const unknown = words.filter((word) => !MARKING_FILLERS.has(word.toLowerCase()));
  if (unknown.length === 0) return !/[?]/.test(text);
  if (unknown.length > UNKNOWN_WORDS_MAX) return false;
  const isApart =
    side === 'before' ? /(?:[|•·–—/,©]|\s-|\s{3,})\s*$/u.test(text) : /^\s*(?:[|•·–—/,©]|-\s|\s{3,})/u.test(text);
  return isApart && (isUpper || unknown.every((word) => /^\p{Lu}/u.test(word)));
}
