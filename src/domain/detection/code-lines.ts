/** What one line looks like: nothing, a line of a program, or anything else. */
export type LineKind = 'blank' | 'code' | 'other';

/** A longer line is judged by its beginning. */
const LINE_UNITS_MAX = 200;

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
const OPENERS = new RegExp(`^\\s{0,60}(?:${OPENING_FORMS.map(({ source }) => source).join('|')})`, 'i');

const ENDINGS = /(?:[)\]\w"'`] ?;|\) ?(?:=> ?)?\{|=> ?[{(]?|\}\)?[;,]?|\{)\s{0,4}(?:\/\/.{0,80})?$/;
const OPERATORS =
  /=>|->|::|:=|[!=]==?|&&|\|\||[+*/|-]=|\w\(.{0,80}\)|\w\.\w{1,40}\(|<\/\w|\[\w{1,20}\]\s?=|^\s*(?:\/\/|\/\*|\*\s|#\s|--\s)/;
/** One of the signs that each of the two has: sentences end here. */
const MAY_END = /[;{}()>,]$|\/\//;
const MAY_OPERATE = /[=(&|<:>/#*]|^\s*--/;
/** Five words in a row at the beginning; looked for there alone, since every place of a line is a beginning of words. */
const SENTENCE = /^\s{0,60}(?:\p{L}{1,30},? ){5}/u;
const BRACKETS = /^\s{0,60}[[\](){}]{1,3}[,;]?$/;
const DATA_LINE = /^\s{0,60}(?:["'-]|[\w.-]{1,40}:(?:\s|$)|[[\]{}],?$|\d{4}-\d\d-\d\d|\[?\d|<\w)/;

export function kindOfLine(line: string): LineKind {
  const head = line.slice(0, LINE_UNITS_MAX).trimEnd();
  // A lone bracket stands in programs and in data alike.
  if (head === '' || BRACKETS.test(head)) return 'blank';
  const opens = OPENERS.test(head);
  if (!opens && DATA_LINE.test(head)) return 'other';
  const ends = MAY_END.test(head) && ENDINGS.test(head);
  const operates = MAY_OPERATE.test(head) && OPERATORS.test(head);
  const signs = (opens ? 2 : 0) + (ends ? 1 : 0) + (operates ? 1 : 0);
  const isCode = signs >= 2 || (signs === 1 && /^\s*[)}\]]|;\s*$/.test(head));
  return isCode && (signs >= 3 || !SENTENCE.test(head)) ? 'code' : 'other';
}

const IS_SIGN = Uint8Array.from({ length: 128 }, (_, unit) =>
  '(){};=,.!?&|"'.includes(String.fromCharCode(unit)) ? 1 : 0,
);

/** Program text without line ends (minified): dense in signs, and in calls and statements, which data is not. */
export function isDenseCode(stretch: string): boolean {
  let signs = 0;
  let calls = 0;
  let statements = 0;
  let quotes = 0;
  for (let at = 0; at < stretch.length; at++) {
    const unit = stretch.charCodeAt(at);
    if (unit >= 128 || IS_SIGN[unit] === 0) continue;
    if (unit === 0x22) {
      quotes++;
      continue;
    }
    signs++;
    if (unit === 0x28) calls++;
    else if (unit === 0x3b) statements++;
  }
  const { length } = stretch;
  if (length < 120) return false;
  return signs / length > 0.14 && calls / length > 0.015 && statements / length > 0.004 && quotes / length < 0.08;
}
