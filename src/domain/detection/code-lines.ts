import { isBlank } from './blank-unit.ts';
import { endsBeforeComment, endsStatement, hasComment, hasOperator, isWordUnit } from './code-signs.ts';
import { isLatinLetter } from './unit-kinds.ts';
import { createWordFilter } from './word-filter.ts';

/** What one line looks like: nothing, a line of a program, or anything else. */
export type LineKind = 'blank' | 'code' | 'other';

/** A longer line is judged by its beginning. */
const LINE_UNITS_MAX = 200;
/** A line that is indented further begins with none of the forms. */
const INDENT_MAX = 60;

/** How lines of programs begin, in a dozen languages. Repeats are bounded. */
const OPENING_FORMS: readonly RegExp[] = [
  /(?:export |default |public |private |protected |internal |static |final |abstract |async |override |pub(?:\(crate\))? |unsafe |const |inline |virtual |extern |declare |readonly |sealed ){0,4}(?:function\b|class \w|interface \w|enum \w|struct \w|trait \w|impl\b|fn \w|func[ (]|def \w|fun \w|namespace [\w.:\\]+|module \w|type \w+ (?:=|struct|interface)|record \w)/,
  /(?:const|let|var|val|auto|final) [\w{[(,\s:<>]{1,80}=/,
  /import (?:[\w.*{}\s,]{1,80}from ['"]|['"]|[\w.]{2,80};?$|\()/,
  /from [\w.]{1,80} import /,
  /#include [<"]/,
  /#(?:define|ifdef|ifndef|endif|pragma)\b/,
  /package [\w.]{2,80};?$/,
  /using [\w.]{2,80};/,
  /require(?:_once|_relative)?[ (]['"]/,
  /return\b.{0,120}[;)\]}]?$/,
  /(?:else )?if ?\(.{1,120}\) ?\{?$/,
  /(?:el)?if .{1,120}:$/,
  /for ?\(.{1,120}/,
  /for \w.{0,80} in .{1,80}:$/,
  /for .{1,100}\{$/,
  /while ?\(.{1,120}/,
  /(?:try|else|finally|do) ?[{:]$/,
  /(?:except|catch)\b.{0,60}[{:]$/,
  /switch ?\(/,
  /case .{1,60}:/,
  /@\w{2,40}(?:\(.{0,80}\))?$/,
  /select .{1,120} from /,
  /insert into /,
  /create (?:or replace )?(?:table|index|view|function) /,
  /alter table /,
  /update \w{1,40} set /,
  /<\?php/,
  /#!\//,
  /(?:elif|then|fi|done|esac)$/,
  /echo "/,
  /\$\w{1,40} ?=/,
  /raise \w/,
  /throw new /,
  /await \w/,
  /yield\b/,
  /print(?:ln|f)?\(/,
  /console\./,
  /fmt\./,
  /System\./,
];
const OPENERS = new RegExp(`^(?:${OPENING_FORMS.map(({ source }) => source).join('|')})`, 'i');
/** The words that the forms begin with, whole ones; the others begin with one of the signs. */
const isOpeningWord = createWordFilter(
  [
    'export default public private protected internal static final abstract async override pub unsafe const inline virtual',
    'extern declare readonly sealed function class interface enum struct trait impl fn func def fun namespace module type',
    'record let var val auto import from package using require require_once require_relative return else if elif for while',
    'try finally do except catch switch case select insert create alter update then fi done esac echo raise throw await yield',
    'print println printf console fmt system',
  ].flatMap((words) => words.split(' ')),
);
/** Of the longest of them. */
const OPENING_WORD_MAX = 16;

/** Five words in a row at the beginning; looked for there alone, since every place of a line is a beginning of words. */
const SENTENCE = /^(?:\p{L}{1,30},? ){5}/u;
const SENTENCE_WORD_MAX = 30;
/** Of a key of data: `name:`. */
const KEY_MAX = 40;

type Span = { readonly start: number; readonly end: number };
type Line = Span & {
  /** False: `//` stands nowhere in it. */
  readonly hasSlashes: boolean;
};

/** Judges a line of a text. Most are judged by their ends; what stands between is looked at where those leave it open. */
export function kindOfLine(text: string, line: Line): LineKind {
  let end = Math.min(line.end, line.start + LINE_UNITS_MAX);
  while (end > line.start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  let start = line.start;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  if (start === end) return 'blank';
  const head = { start, end };
  const first = text.charCodeAt(start);
  if (start - line.start > INDENT_MAX) return isStatement(text, head, line.hasSlashes) ? 'code' : 'other';
  // A lone bracket stands in programs and in data alike.
  if (isBracket(first) && isBracketsAlone(text, head)) return 'blank';
  if (mayOpen(text, head) && OPENERS.test(text.slice(start, end)))
    return !isSentence(text, head) || endsLine(text, head, line.hasSlashes) || hasOperator(text, head)
      ? 'code'
      : 'other';
  if (isOfData(text, head)) return 'other';
  return isStatement(text, head, line.hasSlashes) && !isSentence(text, head) ? 'code' : 'other';
}

/** One to three brackets, and a comma or semicolon behind them. */
function isBracketsAlone(text: string, { start, end }: Span): boolean {
  if (end - start > 4) return false;
  const last = text.charCodeAt(end - 1);
  const close = last === 0x2c || last === 0x3b ? end - 1 : end;
  if (close === start || close - start > 3) return false;
  for (let at = start; at < close; at += 1) if (!isBracket(text.charCodeAt(at))) return false;
  return true;
}

/** Whether a line that begins with none of the forms has two signs; one is enough between a bracket and a semicolon. */
function isStatement(text: string, head: Span, hasSlashes: boolean): boolean {
  const isClosed = isClosing(text.charCodeAt(head.start)) || text.charCodeAt(head.end - 1) === 0x3b;
  const ends = endsLine(text, head, hasSlashes);
  if (ends === isClosed) return ends;
  return hasOperator(text, head);
}

function endsLine(text: string, head: Span, hasSlashes: boolean): boolean {
  return hasSlashes && hasComment(text, head) ? endsBeforeComment(text, head) : endsStatement(text, head);
}

/** Five words of letters in a row at the beginning. */
function isSentence(text: string, { start, end }: Span): boolean {
  let at = start;
  for (let words = 0; words < 5; words += 1) {
    const from = at;
    while (at < end && isLatinLetter(text.charCodeAt(at))) at += 1;
    // Letters beyond ASCII are known to the expression alone.
    if (at < end && text.charCodeAt(at) >= 128) return SENTENCE.test(text.slice(start, end));
    if (at === from || at - from > SENTENCE_WORD_MAX) return false;
    if (at < end && text.charCodeAt(at) === 0x2c) at += 1;
    if (at >= end || text.charCodeAt(at) !== 0x20) return false;
    at += 1;
  }
  return true;
}

/** Whether one of the forms may begin here. */
function mayOpen(text: string, { start, end }: Span): boolean {
  const first = text.charCodeAt(start);
  // `#`, `@`, `<`, `$`
  if (first === 0x23 || first === 0x40 || first === 0x3c || first === 0x24) return true;
  const limit = Math.min(end, start + OPENING_WORD_MAX + 1);
  let wordEnd = start;
  while (wordEnd < limit && isWordUnit(text.charCodeAt(wordEnd))) wordEnd += 1;
  const length = wordEnd - start;
  return length > 1 && length <= OPENING_WORD_MAX && isOpeningWord(text, { start, end: wordEnd });
}

/** A quoted string, an item of a list, a number, a tag, or a key with a colon. */
function isOfData(text: string, { start, end }: Span): boolean {
  const first = text.charCodeAt(start);
  if (first === 0x22 || first === 0x27 || first === 0x2d || isDigit(first)) return true;
  if (first === 0x5b) return isDigit(text.charCodeAt(start + 1));
  if (first === 0x3c) return isWordUnit(text.charCodeAt(start + 1));
  const limit = Math.min(end, start + KEY_MAX + 1);
  let at = start;
  while (at < limit && isKeyUnit(text.charCodeAt(at))) at += 1;
  if (at === start || at === limit || text.charCodeAt(at) !== 0x3a) return false;
  return at + 1 === end || isBlank(text.charCodeAt(at + 1));
}

function isKeyUnit(unit: number): boolean {
  return isWordUnit(unit) || unit === 0x2d || unit === 0x2e;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isClosing(unit: number): boolean {
  return unit === 0x29 || unit === 0x5d || unit === 0x7d;
}

function isBracket(unit: number): boolean {
  return isClosing(unit) || unit === 0x28 || unit === 0x5b || unit === 0x7b;
}
