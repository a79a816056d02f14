import type { DetectionTools, Detector, Hit, ScannedText } from './detector.ts';
import { isAmongHexadecimal } from './hexadecimal-table.ts';
import { OTHER_NUMBERS } from './identifier-alone.ts';
import { gapKind } from './identifier-detector.ts';
import { isAlphanumeric, isDigit } from './identifier-value.ts';
import { drawingsFor } from './personal-phone-drawings.ts';
import { PHONE_WORDS } from './personal-phone-words.ts';
import { isOneDigitRepeated } from './validate-check-digits.ts';
import { INTERNATIONAL_MIN, isInternationalLength, isNorthAmerican } from './validate-phone.ts';

const GROUPS_MAX = 24;
/** Groups of digits beside a number in its run: more of them are figures, not a phone. */
const CROWD_MAX = 5;
const DIGITS_MAX = 15;
const NAME_REACH = { before: 48, after: 16 };
/** Looking a number up costs 15 µs; a text with more doubtful numbers than this is a table, not a letter. */
const LOOKUPS_MAX = 64;

/** Phone numbers: with `+`, in national forms that are drawn as phones, or behind a word for a phone. */
export function phoneDetector({ isPhoneNumber }: Pick<DetectionTools, 'isPhoneNumber'>): Detector {
  const lookups = { view: 0, left: LOOKUPS_MAX };
  const isGivenOut = (scanned: ScannedText, value: string, region: string | null) => {
    const left = lookups.view === scanned.number ? lookups.left : LOOKUPS_MAX;
    if (left === 0) return false;
    lookups.view = scanned.number;
    lookups.left = left - 1;
    return isPhoneNumber(value, region);
  };
  return {
    id: 'phone',
    version: 1,
    types: ['phone'],
    anchors: [{ kind: 'trigger', trigger: 'digit_run', needs: 'dialled', unlessWords: PHONE_WORDS }],
    words: [PHONE_WORDS, OTHER_NUMBERS],
    check: (hit, scanned, report) => {
      const { text } = scanned;
      if (isFraction(text, hit)) return;
      const isNamed = scanned.near(PHONE_WORDS, hit, NAME_REACH);
      if (!isNamed && !hit.isDialled) return;
      const scene: Scene = { scanned, hit, isGivenOut, isNamed };
      for (let at = hit.start, groups = 0; at < hit.end && groups < GROUPS_MAX; groups++) {
        const stop = groupEnd(text, at, hit.end);
        const group = { start: at, end: stop };
        const found = mayBegin(text, group, scene) ? phoneAt(scene, group) : null;
        if (found !== null) report({ type: 'phone', ...found });
        at = found === null ? stop : Math.max(found.end, stop);
        while (at < hit.end && !isDigit(text.charCodeAt(at))) at++;
      }
    },
  };
}

/** `0.5772156`, of which programs are full: no number is written so. */
function isFraction(text: string, { start, end }: Hit): boolean {
  if (text.charCodeAt(start + 1) !== 0x2e || text.charCodeAt(start) !== 0x30) return false;
  return groupEnd(text, start + 2, end) === end;
}

function groupEnd(text: string, start: number, limit: number): number {
  let end = start;
  while (end < limit && isDigit(text.charCodeAt(end))) end++;
  return end;
}

type Span = { readonly start: number; readonly end: number };
type Scene = {
  readonly scanned: ScannedText;
  readonly hit: Hit;
  readonly isGivenOut: (scanned: ScannedText, value: string, region: string | null) => boolean;
  /** Whether a word for a phone stands near the run. */
  readonly isNamed: boolean;
};
type Found = Span & { readonly confidence: number };

/** A phone number that begins with a group of digits. */
function phoneAt(scene: Scene, group: Span): Found | null {
  if (isBehindPlus(scene.scanned.text, group.start)) return international(scene, group.start);
  return drawnAsPhone(scene, group) ?? (scene.isNamed ? named(scene, group.start) : null);
}

/** Whether a number may begin with a group of digits: figures, which are most, have no drawing. */
function mayBegin(text: string, { start, end }: Span, { hit, isNamed }: Pick<Scene, 'hit' | 'isNamed'>): boolean {
  if (isBehindPlus(text, start)) return true;
  const before = start === 0 ? 0x20 : text.charCodeAt(start - 1);
  if (before < 128 && CARRIES_ON[before] === 1) return false;
  if (isNamed || before === 0x28) return true;
  return drawingsFor(text.charCodeAt(start), end - start, end === hit.end).length > 0;
}

function isBehindPlus(text: string, start: number): boolean {
  const before = start === 0 ? 0x20 : text.charCodeAt(start - 1);
  return before === 0x2b || (before === 0x28 && text.charCodeAt(start - 2) === 0x2b);
}

/** Letters, digits, and signs of which a number behind them is a piece. */
const CARRIES_ON = Uint8Array.from({ length: 128 }, (_, unit) =>
  isAlphanumeric(unit) || '_$#%&~^<-./@'.includes(String.fromCharCode(unit)) ? 1 : 0,
);

/** `+` and up to 15 digits. The longest beginning that is a number, ending with a group of digits, is taken. */
function international(scene: Scene, first: number): Found | null {
  const { scanned, hit, isGivenOut, isNamed } = scene;
  const { text } = scanned;
  const start = text.charAt(first - 1) === '+' ? first - 1 : first - 2;
  if (start > 0 && isAlphanumeric(text.charCodeAt(start - 1))) return null;
  let digits = '';
  let end = -1;
  for (let at = first; at < Math.min(text.length, hit.end + 1) && digits.length <= DIGITS_MAX; at++) {
    if (!isDigit(text.charCodeAt(at))) continue;
    digits += text.charAt(at);
    if (!isDigit(text.charCodeAt(at + 1)) && isPlausible(digits)) end = at + 1;
  }
  if (end < 0 || (isAlphanumeric(text.charCodeAt(end)) && text.charAt(end) !== 'x')) return null;
  const value = text.slice(start, end);
  if (/^\+\d+\.\d{1,3}$/.test(value) || PLACE_ON_EARTH.test(value)) return null;
  const isGrouped = /[ .()-]/.test(value);
  if (isGrouped || isNamed) return { start, end: extensionEnd(text, end), confidence: isNamed ? 94 : 80 };
  return isGivenOut(scanned, value, null) ? { start, end, confidence: 76 } : null;
}

/** ISO 6709: `+5017-10750`, `+682059-1334300`, `+2452+06703`. */
const PLACE_ON_EARTH = /^\+(?:\d{4}[+-]\d{5}|\d{6}[+-]\d{7})$/;

/** Of the trunk zero that some write in brackets, `+44 (0)20`, one more digit than the plan has. */
function isPlausible(digits: string): boolean {
  if (digits.length < INTERNATIONAL_MIN || isOneDigitRepeated(digits.slice(2))) return false;
  if (isInternationalLength(digits)) return true;
  const mayHaveTrunk = digits.charCodeAt(2) === 0x30 || digits.charCodeAt(3) === 0x30;
  return mayHaveTrunk && isInternationalLength(digits.replace(/^(\d{2,3}?)0/, '$1'));
}

function drawnAsPhone({ scanned, hit, isGivenOut, isNamed }: Scene, group: Span): Found | null {
  const { text } = scanned;
  const start = text.charCodeAt(group.start - 1) === 0x28 ? group.start - 1 : group.start;
  const length = group.end - group.start;
  const drawings = drawingsFor(text.charCodeAt(start), length, group.end === hit.end);
  for (const { expression, region, confidence } of drawings) {
    expression.lastIndex = start;
    if (!expression.test(text)) continue;
    const stop = expression.lastIndex;
    const value = text.slice(start, stop);
    const digits = value.replace(/\D/g, '');
    if (isOneDigitRepeated(digits) || (!isNamed && (isInRow(text, start, value) || CODE_POINTS.test(value))))
      return null;
    if (!isNamed && isAmongHexadecimal(text, { start, end: stop })) return null;
    if (region !== null && !isNamed && !isGivenOut(scanned, value, region)) continue;
    const isOther = !isNamed && scanned.near(OTHER_NUMBERS, { start, end: stop }, { before: 24, after: 8 });
    const isCrowded =
      !isNamed && text.slice(hit.start, hit.end).split(/\D+/).length > value.split(/\D+/).length + CROWD_MAX;
    const isRare = region === null && !isNorthAmerican(digits.slice(-10)) ? 14 : 0;
    const sure = isNamed ? 90 : confidence - isRare - (isOther || isCrowded ? 35 : 0);
    return { start, end: extensionEnd(text, stop), confidence: sure };
  }
  return null;
}

/** `0399 0308 0301`: characters by their numbers in Unicode. */
const CODE_POINTS = /^0\d{3}(?: 0\d{3}){2,}$/;

/** `02 01 04 03 06 05`: the next of a row of numbers, as dumps are. */
function isInRow(text: string, start: number, value: string): boolean {
  if (/^01.02.03.04/.test(value)) return true;
  return value.includes(' ') && text.charAt(start - 1) === ' ' && isDigit(text.charCodeAt(start - 2));
}

/** Digits in any grouping behind a word for a phone. */
function named({ scanned, hit }: Scene, start: number): Found | null {
  const { text } = scanned;
  const before = text.charAt(start - 1);
  let digits = 0;
  let stop = -1;
  for (let at = start; at < hit.end && digits <= DIGITS_MAX; at++) {
    if (!isDigit(text.charCodeAt(at))) continue;
    digits++;
    if (!isDigit(text.charCodeAt(at + 1)) && digits >= 7 && digits <= DIGITS_MAX) stop = at + 1;
  }
  if (stop < 0 || (isAlphanumeric(text.charCodeAt(stop)) && text.charAt(stop) !== 'x')) return null;
  const value = text.slice(start, stop);
  if (DATE.test(value) || VERSION.test(value) || isMachine(value)) return null;
  if (isOneDigitRepeated(value.replace(/\D/g, ''))) return null;
  const isPlain = stop - start === value.replace(/\D/g, '').length;
  // `[2405664](https://…)` and `(#2405664)` are changes.
  if (before === '[' && isPlain) return null;
  const opening = before === '(' ? start - 1 : start;
  const label = lastPhoneWordEnd(text, opening);
  const kind = label < 0 ? 'far' : gapKind(text.slice(label, opening));
  // `phone_id: 4547720528` is the number of something about a phone; of `q=phone&_=1767571200000` another field.
  if (kind === 'far' || NUMBERED.test(text.slice(label, opening))) return null;
  // "called about order 4500206570": the number of what was called about.
  if (kind !== 'glue' && scanned.near(OTHER_NUMBERS, { start: opening, end: stop }, { before: 10, after: 0 }))
    return null;
  // On another line than "call.", a number is of something else.
  if (isPlain && value.length < MOBILE_MIN && /^[^:=]*\n/.test(text.slice(label, opening))) return null;
  const digitCount = value.replace(/\D/g, '').length;
  const isDrawn = digitCount !== value.length || value.startsWith('0');
  const confidence = kind === 'glue' ? 84 : digitCount < 9 ? 0 : isDrawn ? 62 : 55;
  return confidence === 0 ? null : { start: opening, end: extensionEnd(text, stop), confidence };
}

const DATE =
  /^(?:19|20)\d{2}[-./](?:0?[1-9]|1[0-2])[-./]|^(?:19|20)\d{6}(?:-|$)|^\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|^\d+\.\d+\.\d+ (?:19|20)\d{2}-\d{2}-\d{2}$|^\d{1,2}\/\d{1,2}\/\d{2} /;
/** `17.1.23.4666`: in a phone no group of one digit stands between others. */
const VERSION =
  /^\d+\.\d+$|^\d+\.\d-|^[1-9]\d?(?:\.\d{1,2}){2}\.\d{4}$|^\d{1,4}(?:\.\d{1,4})?\.\d\.\d{1,5}(?:\.\d{1,5})?$/;
const QUADS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const NUMBERED = /^[ _-]?id\b|&[\w.-]{0,24}=$/i;

/** `192.168.20.101`, `10.42.31.93`; other pairs with dots between them are phones of the north: `31.22.65.43`. */
function isMachine(value: string): boolean {
  const quads = QUADS.exec(value)?.slice(1);
  return (
    quads?.every((quad) => Number(quad) < 256) === true &&
    (quads[0] === '10' || quads.some((quad) => quad.length !== 2))
  );
}

const MOBILE_MIN = 9;
const LABEL_REACH = 40;
const phoneWordEnd = new RegExp(`(?:^|[^\\p{L}])(?:${PHONE_WORDS.words.map(escaped).join('|')})(?!\\p{L})`, 'giu');

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Where the last word for a phone before a place ends; −1: there is none. */
function lastPhoneWordEnd(text: string, at: number): number {
  const from = Math.max(0, at - LABEL_REACH);
  const window = text.slice(from, at).normalize('NFC');
  let last = -1;
  for (const match of window.matchAll(phoneWordEnd)) last = from + match.index + match[0].length;
  return last;
}

/** ` ext. 123`, `x123`. */
function extensionEnd(text: string, at: number): number {
  const behind = /^(?: ?(?:x|ext\.?|extension|Ext\.?|Durchwahl|poste|int\.?) ?\d{1,6})(?!\d)/.exec(
    text.slice(at, at + 20),
  );
  return behind === null ? at : at + behind[0].length;
}
