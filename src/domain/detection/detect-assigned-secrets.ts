import { type AssignedValue, assignedValue, isShorter } from './assigned-value.ts';
import { isQuote } from './bare-password.ts';
import { isBlank } from './blank-unit.ts';
import { isOnlyMentioned, isTyped, mayBeType } from './credential-mention.ts';
import { type CredentialName, endOfName, nameAt, namesSecret, startOfName } from './credential-name.ts';
import { PAIR_WORDS, PASSWORD_WORDS, SECRET_WORDS, SHORT_PASSWORD_WORDS } from './credential-words.ts';
import type { Anchor, Candidate, Detector, Hit, ScannedText } from './detector.ts';
import { judgePassword, judgeSecret, namesPlace, SECRET_MIN } from './judge-value.ts';
import { isStepOfWay } from './name-in-path.ts';
import { jointBehind, type NameJoint } from './name-joint.ts';
import { isBehindLogin, isBehindUser, setsVariable, textBefore } from './name-lead.ts';
import { leadsToFailure } from './no-secret.ts';
import { mayHead, reportColumn } from './secret-column.ts';
import { pairedPassword, spokenPassword } from './spoken-password.ts';
import { isBehindAs, mayBeSpoken, secretBefore, spokenSecret } from './spoken-secret.ts';
import { isAlphanumeric } from './token-form.ts';
import { isLatinLetter } from './unit-kinds.ts';
import { createWordFilter } from './word-filter.ts';

const literal = (text: string): Anchor => ({ kind: 'literal', text });
const wholeWord = (text: string): Anchor => ({ kind: 'literal', text, wholeWord: true });
const mayBePairWord = createWordFilter(PAIR_WORDS);
const GAP_MAX = 8;
/** `- name: DB_PASSWORD` and the value in the next line. */
const VALUE_FIELD_REACH = 40;
const USER_REACH = 96;
const ISSUED = /api_?key|access_?key|client_?secret|app_?key|key$/i;

/** Values that stand behind the name of a password or a key: in code, settings, command lines, tables and prose. */
export const ASSIGNED_SECRET_DETECTORS: readonly Detector[] = [
  {
    ...{ id: 'credential.assigned_password', version: 1, isCostly: true, types: ['password'], words: [] },
    anchors: [...PASSWORD_WORDS.map(literal), ...SHORT_PASSWORD_WORDS.map(wholeWord)],
    check: (hit, scanned, report) => {
      const { text } = scanned;
      const isShortWord = isShort(hit);
      if (isPartOfWord(text, hit, isShortWord) || isFileOfUsers(text, hit)) return;
      const isPair = isShortWord && isPairWord(text, hit);
      const place = { start: startOfName(text, hit.start), end: endOfName(text, hit.end) };
      if (isStepOfWay(text, place)) return;
      if (!isPair && isOnlyMentioned(text, place)) {
        reportSpoken(text, hit, report);
        return;
      }
      const name = nameAt(text, place);
      if (isPair) {
        const paired = name.end === hit.end ? pairedPassword(text, hit) : null;
        if (paired !== null) report({ type: 'password', ...paired });
        return;
      }
      if (mayHead(text, name.end))
        reportColumn(scanned, name, judgePassword, (cell) => report({ type: 'password', ...cell }));
      const joint = jointOf(text, name);
      const value = joint === null ? null : linkedValue(text, { name, joint, hit });
      const confidence = value === null || !namesSecret(name.text) ? 0 : judgePassword(value, name);
      if (value !== null && confidence > 0) {
        if (name.text.length === 4 && leadsToFailure(text, value.end)) return;
        report({ type: 'password', start: value.start, end: value.end, confidence });
        return;
      }
      if (value !== null && (value.isQuoted || (value.link !== 'colon' && value.link !== 'space'))) return;
      reportSpoken(text, hit, report);
    },
  },
  {
    ...{
      id: 'credential.assigned_secret',
      version: 1,
      isCostly: true,
      types: ['api_key', 'aws_secret_access_key', 'token'],
      words: [],
    },
    anchors: SECRET_WORDS.map(literal),
    check: (hit, scanned, report) => {
      const { text } = scanned;
      if (isPartOfWord(text, hit, false)) return;
      const place = { start: startOfName(text, hit.start), end: endOfName(text, hit.end) };
      if (isStepOfWay(text, place)) return;
      if (isOnlyMentioned(text, place) && !mayBeSpoken(text, place.end) && !isBehindAs(text, place.start)) return;
      if (wasSeen(scanned, place, hit)) return;
      const name = nameAt(text, place);
      if (mayHead(text, name.end))
        reportColumn(scanned, name, judgeSecret, (cell) => report({ type: 'token', ...cell }));
      const joint = jointOf(text, name);
      const mayHold = joint !== null && !isShorter(text, joint, SECRET_MIN);
      if (!mayHold && !mayBeSpoken(text, name.end) && !isBehindAs(text, name.start)) return;
      if (!namesSecret(name.text)) return;
      const value = mayHold ? linkedValue(text, { name, joint, hit }) : null;
      const confidence = value === null ? 0 : judgeSecret(value, name);
      if (value !== null && confidence > 0) {
        report({ type: typeOf(name, value), start: value.start, end: value.end, confidence });
        return;
      }
      const spoken =
        (mayBeSpoken(text, name.end) && !namesPlace(name) ? spokenSecret(text, name.end) : null) ??
        secretBefore(text, name.start);
      if (spoken !== null) report({ type: ISSUED.test(name.text) ? 'api_key' : 'token', ...spoken });
    },
  },
];

type Place = { readonly start: number; readonly end: number };

function reportSpoken(text: string, hit: Hit, report: (candidate: Candidate) => void): void {
  const spoken = spokenPassword(text, hit);
  if (spoken !== null) report({ type: 'password', ...spoken });
}

/** Of the view that is looked at: the name that was looked at last. */
const seen = { view: 0, start: 0, hitEnd: 0 };

/** Whether the name was looked at for another word that ends there: `api_key` and `_key`. */
function wasSeen({ number }: ScannedText, { start }: Place, { end }: Hit): boolean {
  if (seen.view === number && seen.start === start && seen.hitEnd === end) return true;
  seen.view = number;
  seen.start = start;
  seen.hitEnd = end;
  return false;
}

function typeOf(name: CredentialName, value: AssignedValue): string {
  if (/aws.*secret|secret_?access_?key/i.test(name.text) && value.text.length === 40) return 'aws_secret_access_key';
  return ISSUED.test(name.text) ? 'api_key' : 'token';
}

/** Small letters behind the word go on with it: `passwords`, `passport`; a short word may have no digit beside it either. */
function isPartOfWord(text: string, hit: Hit, isShortWord: boolean): boolean {
  const next = text.charCodeAt(hit.end);
  if (isSmall(next) && isSmall(text.charCodeAt(hit.end - 1))) return true;
  if (hit.end - hit.start === 3 && !isEvenCase(text, hit)) return true;
  if (isAbbreviation(text, hit) && isLatinLetter(text.charCodeAt(hit.start - 1))) return true;
  return isShortWord && (isAlphanumeric(text.charCodeAt(hit.start - 1)) || isDigit(next));
}

/** `/etc/passwd` */
function isFileOfUsers(text: string, { start }: Hit): boolean {
  return text.charCodeAt(start - 1) === 0x2f && text.startsWith('/etc', start - 5);
}

/** Three letters stand in much random text, but seldom as `pwd`, `Pwd` or `PWD`. */
function isEvenCase(text: string, { start, end }: Hit): boolean {
  let at = start;
  while (at < end && isCapital(text.charCodeAt(at))) at += 1;
  if (at === end) return true;
  if (at > start + 1) return false;
  while (at < end && isSmall(text.charCodeAt(at))) at += 1;
  return at === end;
}

function isCapital(unit: number): boolean {
  return unit >= 0x41 && unit <= 0x5a;
}

function isSmall(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

/** A word for a user's name and a password together, as it is written: an accent makes another word of it. */
function isPairWord(text: string, hit: Hit): boolean {
  return mayBePairWord(text, hit) && PAIR_WORDS.has(text.slice(hit.start, hit.end).toLowerCase());
}

/** `pword` ends `opword` too. */
function isAbbreviation(text: string, { start, end }: Hit): boolean {
  return end - start === 5 && text.charCodeAt(start) === 0x70 && text.slice(start, end).toLowerCase() === 'pword';
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isShort(hit: Hit): boolean {
  return hit.anchor.kind === 'literal' && hit.anchor.wholeWord === true;
}

/** Whether a value may stand behind the name: a look at one character, since most names end here. */
function mayBeLinked(text: string, name: CredentialName): boolean {
  let at = endOfTag(text, name);
  if (at > name.end) return true;
  while (at - name.end < GAP_MAX && text.charCodeAt(at) === 0x20) at += 1;
  const unit = text.charCodeAt(at);
  if (unit === 0x0a || unit === 0x0d) return text.slice(at, at + VALUE_FIELD_REACH).includes('value');
  if (at === name.end || !isAlphanumeric(unit)) return unit > 0x20 && unit !== 0x2e && unit !== 0x3b;
  // A blank links behind a flag, after a login in `.netrc`, and in `ENV NAME value`.
  if (isFlag(name) || endsInBy(name.text)) return true;
  if (setsVariable(text, name.start)) return true;
  if (isTyped(text, name.end)) return true;
  if (!mayBeQuoted(text, at) && !mayBeType(text, at) && !isBehindUser(text, name.start)) return false;
  return name.isShouted || isBehindLogin(text, name.start);
}

/** `identified by` */
function endsInBy(name: string): boolean {
  return name.endsWith(' by') || name.endsWith(' BY');
}

/** What joins a value to the name; a space only behind few names, or before a quote. */
function jointOf(text: string, name: CredentialName): NameJoint | null {
  if (!mayBeLinked(text, name)) return null;
  const joint = jointBehind(text, endOfTag(text, name));
  return joint !== null && (joint.link !== 'space' || mayLinkByBlank(text, name, joint.from)) ? joint : null;
}

type Linked = { readonly name: CredentialName; readonly joint: NameJoint; readonly hit: Hit };

/** The value with its link; a space links only behind a flag, in `.netrc`, or before a quote in SQL and Docker files. */
function linkedValue(text: string, { name, joint, hit }: Linked): AssignedValue | null {
  const value = assignedValue(text, joint);
  if (value === null) return null;
  // `password.encode("latin1")` hands nothing to a password.
  if (value.link === 'argument' && text[name.end] === '(' && text.slice(hit.end, name.end).includes('.')) return null;
  if (value.link === 'argument' && !isHandedOver(text, name)) return null;
  if (value.link === 'element' && NAMED_ELEMENT.test(text.slice(Math.max(0, name.start - 110), name.start)))
    return value;
  // `user:<password>@host` in a manual, `user, password = split`.
  if (value.link === 'element' && text[value.start] === '@' && text[value.end] !== '<') return null;
  if (
    value.link === 'equals' &&
    !value.isQuoted &&
    text.startsWith(', ', name.start - 2) &&
    /^[A-Za-z_]+$/.test(value.text)
  )
    return null;
  const isElement = text[name.start - 1] === '<' || text[name.start - 1] === '/' || text[name.start - 1] === ':';
  if (value.link === 'element') return isElement || isCell(text, name) ? value : null;
  if (value.link !== 'space') return value;
  if (endsInBy(name.text) && CREATES_USER.test(text.slice(Math.max(0, name.start - USER_REACH), name.end)))
    return { ...value, link: 'flag' };
  if (isFlag(name)) return { ...value, link: 'flag' };
  if (isWordOfProse(text, name, value)) return null;
  if (value.isQuoted && text[value.start - 1] !== '`' && (name.isShouted || name.text.toLowerCase().endsWith(' by')))
    return { ...value, link: 'equals' };
  if (isBehindUser(text, name.start) || setsVariable(text, name.start)) return { ...value, link: 'flag' };
  // Clojure: `{:api-key "…"}`.
  if (value.isQuoted && text[value.start - 1] === '"' && KEYWORD.test(textBefore(text, name.start)))
    return { ...value, link: 'equals' };
  if (!value.isQuoted || (name.start > 0 && !isBlank(text.charCodeAt(name.start - 1)))) return null;
  const before = textBefore(text, name.start);
  // `storePassword 'x'` in Groovy and Ruby: a line of its own.
  if (value.endsLine && /(?:^|\n)\s{0,40}$/.test(before)) return { ...value, link: 'equals' };
  if (/(?:identified|encrypted|with|by|role|user|set_header|add_header)\s{1,4}$/i.test(before))
    return { ...value, link: 'equals' };
  return null;
}

/** `the messages of those identified by "squash"`: no user is spoken of, and a word is a word. */
function isWordOfProse(text: string, name: CredentialName, value: AssignedValue): boolean {
  if (!name.text.endsWith(' by') || !/^[a-z]+$/.test(value.text)) return false;
  return !/\b(?:user|role|grant|alter|create)\b/i.test(text.slice(Math.max(0, name.start - USER_REACH), name.start));
}

/** What a blank alone leads to is a value behind few names, else in quotes: a look before it is read. */
function mayLinkByBlank(text: string, name: CredentialName, from: number): boolean {
  if (mayBeQuoted(text, from) || isFlag(name) || endsInBy(name.text)) return true;
  return isBehindUser(text, name.start) || setsVariable(text, name.start);
}

/** A quote stands there, or up to two letters before one. */
function mayBeQuoted(text: string, at: number): boolean {
  return isQuote(text.charCodeAt(at)) || isQuote(text.charCodeAt(at + 1)) || isQuote(text.charCodeAt(at + 2));
}

function isFlag(name: CredentialName): boolean {
  return name.text.charCodeAt(0) === 0x2d;
}

/** Of a name that opens an element with attributes, where they end: `<Password Type="PasswordText">`. */
function endOfTag(text: string, name: CredentialName): number {
  if (text.charCodeAt(name.end) !== 0x20) return name.end;
  const before = text.charCodeAt(name.start - 1);
  if (name.start > 0 && before !== 0x3c && before !== 0x3a) return name.end;
  const attributes = ATTRIBUTES.exec(text.slice(name.end, name.end + 200));
  return name.end + (attributes?.[0].length ?? 0);
}

const ATTRIBUTES = /^(?:\s{1,4}[\w:.-]{1,32}\s?=\s?"[^"<>]{0,120}"){1,3}\s?(?=>)/;
/** `<setting name="` before a name. */
const NAMED_ELEMENT = /<[\w:.-]{1,40}\s(?:[^<>]{0,40}\s)?(?:name|key|id)\s?=\s?"(?:[\w.-]{0,24})$/i;

/** `name="x"`, a typed `name: string = "x"`, a setter, or a pair: not two arguments of which the first is a password. */
function isHandedOver(text: string, name: CredentialName): boolean {
  const quote = text[name.start - 1];
  if ((quote !== '"' && quote !== "'" && quote !== '`') || text[name.end] !== quote) return true;
  return SETTER.test(text.slice(Math.max(0, name.start - SETTER_REACH), name.start - 1));
}

/** Behind `|`, `<td>`, `<b>` or the like: a table or a list of terms. */
function isCell(text: string, name: CredentialName): boolean {
  return CELL.test(text.slice(Math.max(0, name.start - SETTER_REACH), name.start));
}

const KEYWORD = /(?:[\s{(]|^):$/;
/** SQL without quotes, as Oracle has it. */
const CREATES_USER = /\b(?:user|role)\s{1,4}["\w.$-]{1,64}\s{1,4}identified by$/i;
const SETTER_REACH = 40;
const SETTER =
  /(?:\b(?:put|set|add|define|append|with|fill|type|insert|attr|prop|option|entry|tuple|env|setenv|putenv|input|replace|bind|register|header|param|field|kv|pair)\w{0,16}\s?\(|(?:^|[\s,=([{])[([])\s{0,4}$/i;
const CELL = /(?:\|\s|<(?:td|th|dt|b|strong|li|span|label|key|name)[^<>]{0,24}>)\s{0,4}\*{0,2}(?:[\w ]{1,20}\s)?$/i;
