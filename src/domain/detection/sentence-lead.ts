import { isBlank } from './blank-unit.ts';

/** Words that lead from what a secret is called to the secret, each with a blank before it: `is`, `lautet`, `to`. */
const WORDS = "is was ist lautet war est es są er je este c' c’ to als jest now jetzt auf wurde a".split(' ');
const WORD_MAX = 6;
/** Of their first two characters how long they may be, as bits; words that begin beyond ASCII are all looked at. */
const LENGTHS = new Uint8Array(1024);
for (const word of WORDS) {
  const pair = pairOf(word.charCodeAt(0), word.charCodeAt(1));
  LENGTHS[pair] = (LENGTHS[pair] ?? 0) | (1 << lengthOf(word, 0));
}
/** So far behind the name the link stands, and none of the signs before it. */
const REACH = 57;
const STOPS = '\n.:;=!?"\'`,(){}[]';
const LINK =
  /(?:\s(?:is|was|ist|lautet|war|est|es|é|è|są|är|er|je|este|c['’]est|to|als|jest|now|jetzt|auf|wurde|à|a|=)(?=\s|:)|\s?[:=→]|\s?-{1,2}>|\s-)(?:\s(?:now|still|set to|changed to|reset to|auf|just|simply|jetzt|noch|einfach|maintenant|ahora|always))?\s{0,3}[:=]?\s{0,3}/iy;

/** Of each ASCII character: a link may begin with it, none stands behind it. */
const MAY_LINK = 1;
const STOP = 2;
const PLACES: Uint8Array = Uint8Array.from({ length: 128 }, (_, unit) => {
  const sign = String.fromCharCode(unit);
  return (isBlank(unit) || ':=-'.includes(sign) ? MAY_LINK : 0) | (STOPS.includes(sign) ? STOP : 0);
});
/**
 * Where the link that leads from a name to its value in a sentence ends, `for the vpn is`, ` ->`; −1: there is none. The
 * text is walked once, and an expression tried only where a link may stand: most sentences have none.
 */
export function endOfSentenceLead(text: string, from: number): number {
  const last = Math.min(from + REACH, text.length - 1);
  for (let at = from; at <= last; at += 1) {
    const unit = text.charCodeAt(at);
    let place = STOP;
    if (unit < 128) {
      place = PLACES[unit] ?? 0;
      if (place === 0 && at > from) continue;
    } else if (unit === ARROW || isBlank(unit)) place = MAY_LINK;
    else if (at > from) continue;
    if ((place & MAY_LINK) !== 0 && mayLink(text, at, unit)) {
      LINK.lastIndex = at;
      if (LINK.test(text)) return LINK.lastIndex;
    }
    if (at === from ? !isBlank(unit) : (place & STOP) !== 0) return -1;
  }
  return -1;
}

const ARROW = 0x2192;

function mayLink(text: string, at: number, unit: number): boolean {
  if (unit === 0x3a || unit === 0x3d || unit === ARROW || unit === 0x2d) return true;
  const next = text.charCodeAt(at + 1);
  if (next >= 128) return true;
  if (next === 0x3a || next === 0x3d || next === 0x2d) return true;
  if (next < 0x41) return false;
  const lengths = LENGTHS[pairOf(next, text.charCodeAt(at + 2))] ?? 0;
  return lengths !== 0 && ((lengths >> lengthOf(text, at + 1)) & 1) === 1;
}

/** Capitals and small letters are one pair; so are some signs. */
function pairOf(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

/** How long the word at a place is; longer than all of them where it is. */
function lengthOf(text: string, start: number): number {
  let end = start;
  while (end - start <= WORD_MAX && isWordUnit(text.charCodeAt(end))) end += 1;
  return end - start;
}

function isWordUnit(unit: number): boolean {
  return (unit | 32) >= 0x61 && ((unit | 32) <= 0x7a || unit > 0x80);
}

/** Languages that write without blanks, or put the verb behind: `密码是…`, `パスワードは…`, `비밀번호는 …`, `salasana on …`. */
const OWN_LEAD =
  /(?:\s(?:wi-?fi|admin|mới))?(?:\s?(?:は|是|为|為|는|은|이|:)\s?|\s(?:on|הוא|היא|هي|هو|là|adalah|hai|คือ|है)\s)/y;

/** The same of a word in another script or of such a language; −1: no link stands there. */
export function endOfOwnLead(text: string, from: number): number {
  if (!mayOwnLead(text, from)) return -1;
  OWN_LEAD.lastIndex = from;
  return OWN_LEAD.test(text) ? OWN_LEAD.lastIndex : -1;
}

/** A look at two characters: nearly all words have a blank and a Latin letter behind them. */
function mayOwnLead(text: string, from: number): boolean {
  const unit = text.charCodeAt(from);
  if (!isBlank(unit)) return unit >= 128 || unit === 0x3a;
  const next = text.charCodeAt(from + 1);
  return (
    next >= 128 || next === 0x3a || next === 0x6f || next === 0x6c || next === 0x61 || next === 0x68 || next === 0x77
  );
}
