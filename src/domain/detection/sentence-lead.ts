/** `is`, `lautet`, `to`: words that lead from what a secret is called to the secret, each with a blank before it. */
const WORDS: ReadonlySet<string> = new Set(
  'is was ist lautet war est es é è są är er to als jest now jetzt auf wurde à ='.split(' '),
);
/** The letters that they begin with, ASCII; others are looked up. */
const FIRST_LETTERS = 'iwleastjn';
const WORD_MAX = 6;
/** So far behind the name the link stands, and none of the signs before it. */
const REACH = 57;
const STOPS = '\n.:;=!?"\'`,(){}[]';
const LINK =
  /(?:\s(?:is|was|ist|lautet|war|est|es|é|è|są|är|er|to|als|jest|now|jetzt|auf|wurde|à|=)(?=\s|:)|\s?[:=→]|\s?-{1,2}>|\s-)(?:\s(?:now|still|set to|just|simply|jetzt|noch|einfach|maintenant|ahora|always))?\s{0,3}[:=]?\s{0,3}/iy;

const IS_STOP = Uint8Array.from({ length: 128 }, (_, unit) => (STOPS.includes(String.fromCharCode(unit)) ? 1 : 0));
const IS_FIRST = Uint8Array.from({ length: 128 }, (_, unit) =>
  FIRST_LETTERS.includes(String.fromCharCode(unit).toLowerCase()) ? 1 : 0,
);

/**
 * Where the link that leads from a name to its value in a sentence ends, `for the vpn is`, ` ->`; −1: there is none. The
 * text is walked once, and an expression tried only where a link may stand: most sentences have none.
 */
export function endOfSentenceLead(text: string, from: number): number {
  for (let at = from; at <= from + REACH && at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (mayLink(text, at, unit)) {
      LINK.lastIndex = at;
      if (LINK.test(text)) return LINK.lastIndex;
    }
    if (at === from ? !isBlank(unit) : unit < 128 && IS_STOP[unit] === 1) return -1;
  }
  return -1;
}

function mayLink(text: string, at: number, unit: number): boolean {
  if (unit === 0x3a || unit === 0x3d || unit === 0x2192 || unit === 0x2d) return true;
  if (!isBlank(unit)) return false;
  const next = text.charCodeAt(at + 1);
  if (next >= 128) return true;
  if (next === 0x3a || next === 0x3d || next === 0x2d) return true;
  if (IS_FIRST[next] !== 1) return false;
  let end = at + 1;
  while (end - at <= WORD_MAX + 1 && isWordUnit(text.charCodeAt(end))) end += 1;
  return end - at <= WORD_MAX + 1 && WORDS.has(text.slice(at + 1, end).toLowerCase());
}

function isWordUnit(unit: number): boolean {
  return (unit | 32) >= 0x61 && ((unit | 32) <= 0x7a || unit > 0x80);
}

/** As `\s` has it. */
function isBlank(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  return unit >= 0xa0 && BLANK.test(String.fromCharCode(unit));
}

const BLANK = /\s/;
