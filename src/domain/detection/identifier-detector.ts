import { cellsBelow } from './cells-below.ts';
import type { Anchor, Detector, Hit, ScannedText } from './detector.ts';
import { compact, type IdentifierScheme, nameForms } from './identifier-scheme.ts';
import {
  isAlphanumeric,
  isDigit,
  type LocatedValue,
  locateValues,
  type ReadyScheme,
  readyScheme,
  type SchemeSet,
  schemeSet,
} from './identifier-value.ts';
import { stretchAround } from './identifier-windows.ts';
import { isAscii } from './text-units.ts';
import { isOneDigitRepeated } from './validate-check-digits.ts';
import { isWholeWord } from './word-boundary.ts';

/** Values under one name, at most; a list longer than this is a table or a dump. */
const VALUES_MAX = 12;
/** How far a further value of a list may stand from the one before. */
const LIST_GAP_MAX = 12;
const REACH = { before: 48, behind: 88 };
const GAP_MAX = 36;
/** What a number of no known kind is less sure. */
const VAGUE = 4;

/**
 * Finds values by their names: at each sighting of a name it looks behind it, before it and down its column. Names of
 * `genericWords` speak for every scheme that `isGeneric`.
 */
export function namedValueDetector(made: {
  readonly id: string;
  readonly version: number;
  readonly schemes: readonly IdentifierScheme[];
  readonly genericWords: readonly string[];
}): Detector {
  const byName = new Map<string, ReadyScheme[]>();
  const generic: ReadyScheme[] = [];
  for (const scheme of made.schemes) {
    const ready = readyScheme(scheme);
    if (scheme.isGeneric === true) generic.push(ready);
    for (const name of nameForms(scheme.words)) byName.set(name, [...(byName.get(name) ?? []), ready]);
  }
  const sets = setsOf(byName);
  const genericSet = schemeSet(generic);
  const genericNames = new Set(nameForms(made.genericWords));
  const names = new Map<Anchor, Name>();
  for (const text of new Set([...byName.keys(), ...genericNames])) {
    const set = sets.get(text) ?? null;
    const isGeneric = genericNames.has(text);
    const longer = `${text}.`;
    const isAbbreviation = sets.has(longer) && sets.get(longer) === set && !isGeneric && !genericNames.has(longer);
    names.set({ kind: 'literal', text, wholeWord: true }, { set, isGeneric, isAbbreviation });
  }
  return {
    id: made.id,
    version: made.version,
    types: [...new Set(made.schemes.map((scheme) => scheme.type))],
    anchors: [...names.keys()],
    words: [],
    isCounted: true,
    check: (hit, scanned, report) => {
      const name = names.get(hit.anchor);
      if (name === undefined) return;
      const isCut = name.isAbbreviation && scanned.text.charCodeAt(hit.end) === 0x2e;
      if ((isCut && isWholeWord(scanned.text, hit.start, hit.end + 1)) || isPieceOfToken(scanned.text, hit)) return;
      const isOwn = name.set !== null && lookFor(name.set, hit, scanned, report);
      // What fits the number that the name means is that, and none of the others that it may mean.
      if (isOwn || !name.isGeneric) return;
      lookFor(genericSet, hit, scanned, (found) => {
        if (found.isValid && found.isUsual) report({ ...found, confidence: found.confidence - 10 });
      });
    },
  };
}

type Name = {
  readonly set: SchemeSet | null;
  /** It speaks for every scheme that `isGeneric`. */
  readonly isGeneric: boolean;
  /** `geb` and `geb.`: where the longer stands it is looked at for both. */
  readonly isAbbreviation: boolean;
};

/** Names that mean the same schemes share one set: there are thousands of names, and a few hundred meanings. */
function setsOf(byName: ReadonlyMap<string, readonly ReadyScheme[]>): ReadonlyMap<string, SchemeSet> {
  const numbers = new Map<ReadyScheme, number>();
  const numberOf = (scheme: ReadyScheme): number => {
    const number = numbers.get(scheme) ?? numbers.size;
    numbers.set(scheme, number);
    return number;
  };
  const known = new Map<string, SchemeSet>();
  const sets = new Map<string, SchemeSet>();
  for (const [name, schemes] of byName) {
    const meaning = schemes.map(numberOf).join(' ');
    const set = known.get(meaning) ?? schemeSet(schemes);
    known.set(meaning, set);
    sets.set(name, set);
  }
  return sets;
}

/** `cc34e7` and `9aba1c` are pieces of hexadecimal or base64, not names. */
function isPieceOfToken(text: string, { start, end }: Span): boolean {
  const before = text.charCodeAt(start - 1);
  if (isDigit(before)) return true;
  if (!isDigit(text.charCodeAt(end))) return false;
  const next = text.charCodeAt(end + 1);
  // `4a04-aba6-ff10`: of an identifier in groups.
  if (before === 0x2d && next === 0x2d)
    return start > 1 && isAlphanumeric(text.charCodeAt(start - 2)) && isAlphanumeric(text.charCodeAt(end + 2));
  return isAlphanumeric(next) && !isDigit(next);
}

type Named = LocatedValue & { readonly type: string; readonly confidence: number };
type Place = { readonly text: string; readonly hit: Hit; readonly cell: Span | null };
type Span = { readonly start: number; readonly end: number };

/** Tells whether a value stands there that fits what the name means, or stood there when its cells were looked at. */
function lookFor(set: SchemeSet, hit: Hit, scanned: ScannedText, found: (named: Named) => void): boolean {
  const { text } = scanned;
  let isOwn = false;
  // Most names of code and prose have no number near them.
  if (scanned.mayBegin({ start: hit.start - REACH.before, end: hit.end + REACH.behind }, set.digitsMin)) {
    const values = locateValues(scanned, set, stretchAround(scanned, hit, REACH));
    if (values.length > 0) {
      const place = { text, hit, cell: null };
      const take = (named: Named) => {
        isOwn ||= isOwnValue(named);
        found(named);
      };
      reportList(
        values.filter((value) => value.end <= hit.start),
        place,
        take,
      );
      reportList(
        values.filter((value) => value.start >= hit.end),
        place,
        take,
      );
    }
  }
  const cells = cellsBelow(scanned, hit, set.cells);
  if (cells.length === 0) return isOwn || (set.cells.hadThem && set.seen.ownView === scanned.number);
  for (const cell of cells)
    reportList(locateValues(scanned, set, cell), { text, hit, cell }, (named) => {
      if (isOwnValue(named)) set.seen.ownView = scanned.number;
      isOwn ||= isOwnValue(named);
      found(named);
    });
  return isOwn || (set.cells.hadThem && set.seen.ownView === scanned.number);
}

function isOwnValue({ isValid, scheme }: Named): boolean {
  return isValid && scheme.isVague !== true;
}

/** Reports a value, and those that follow it in a list; of several readings of one place the surest. */
function reportList(values: readonly LocatedValue[], place: Place, found: (named: Named) => void): void {
  let last = -1;
  let count = 0;
  for (let index = 0; index < values.length && count < VALUES_MAX; ) {
    const start = values[index]?.start ?? 0;
    if (last >= 0 && start - last > LIST_GAP_MAX) return;
    let best: Named | null = null;
    for (; index < values.length && values[index]?.start === start; index++) {
      const value = values[index];
      if (value === undefined || start < last) continue;
      const confidence = sureness(value, place) - (value.scheme.isVague === true ? VAGUE : 0);
      if (confidence > (best?.confidence ?? 0)) best = { ...value, type: value.scheme.type, confidence };
    }
    if (best === null) continue;
    if (last >= 0 && !best.isValid) continue;
    found(best);
    if (best.scheme.isSingle === true) return;
    last = best.end;
    count++;
  }
}

function sureness(value: LocatedValue, { text, hit, cell }: Place): number {
  const { scheme } = value;
  const isChecked = scheme.proof === 'check' && value.isValid;
  const isBefore = cell === null && value.end <= hit.start;
  if (!value.isValid && (scheme.isProven === true || isBefore || isEmptyNumber(text, value))) return 0;
  if (cell !== null) {
    const rest = text.slice(cell.start, value.start) + text.slice(value.end, cell.end);
    if (/[A-Za-z0-9]/.test(rest)) return isChecked ? 70 : 0;
    return isChecked ? 92 : value.isValid ? 78 : 55;
  }
  if (isBefore) {
    if (scheme.isLetters === true) return 0;
    const gap = gapKind(text.slice(value.end, hit.start));
    if (gap === 'glue' && isChecked) return 85;
    if (gap === 'glue') return saysSo.test(text.slice(value.end, hit.start)) ? 62 : 0;
    return isChecked && gap === 'words' ? 70 : 0;
  }
  // `NS_SWIFT_UNAVAILABLE` is one name.
  if (scheme.isLetters === true && text.charCodeAt(value.start - 1) === 0x5f) return 0;
  if (isDay(text, value) || (!isChecked && scheme.notBehind?.test(text.slice(hit.end, value.start)) === true)) return 0;
  const gap = gapKind(text.slice(hit.end, value.start));
  if (gap === 'glue') return isChecked ? 96 : value.isValid ? 82 : 56;
  if (!isChecked || (gap === 'far' && scheme.isSingle === true)) return 0;
  return gap === 'words' ? 84 : 60;
}

/** "the report for account 1 on 2015-09-16", and `2022-06-21 20` of a time. */
function isDay(text: string, { start, end, scheme }: LocatedValue): boolean {
  const isAlone = end - start === DAY_LENGTH && scheme.type === 'bank_account';
  return (isAlone || end - start === HOUR_LENGTH) && DAY.test(text.slice(start, end));
}

const DAY_LENGTH = 10;
const HOUR_LENGTH = 13;
const DAY = /^(?:19|20)\d\d-[01]\d-[0-3]\d(?: \d\d)?$/;

/** `AB123456 is my passport number`, `12345678 (MRN)`: without it, a number merely stands before a name. */
const saysSo = /\b(?:is|was|are|ist|est|es|jest)\b|[èé]\s|\(/;

/** `000-00-0000` and its like stand in forms and examples. */
function isEmptyNumber(text: string, { start, end }: Span): boolean {
  return isOneDigitRepeated(compact(text.slice(start, end)).replace(/[A-Z]/g, ''));
}

const glue = new Set(
  [
    'is are was number numbers no nr n nº n° num nos id ids code value of for the my your his her their our as card holder see',
    'customer client patient applicant holder employee user person member guest traveller traveler passenger owner',
    'has have been with on file and or provided given below ending text string type data field column new old current',
    'kunde kunden kundin patienten patientin mitarbeiters mitarbeiterin inhabers inhaberin antragstellers nr',
    'client cliente titulaire titular paciente patient intestatario dipendente empleado salarie klienta pacjenta pracownika',
    'ist sind lautet lauten nummer meine ihre seine die der des von',
    'est sont numero le la les mon ma votre son de du des et',
    'es son el mi su tu sus del y numero',
    'e il mio suo del della codice o',
    'meu minha seu sua do da dos',
    'mijn uw het een van nummer',
    'to jest moj numer nr',
    'er mitt min ar numer',
  ].flatMap((line) => line.split(' ')),
);

/** `</td><td class="value">`: what a page puts between two cells is not read. */
const TAG = /<\/?[A-Za-z][^<>]{0,60}>\s{0,24}/g;
const letterRuns = /\p{L}+/gu;
/** A question and who answers it, in a chat: `?⏎[14:03] ana: `. */
const ANSWER = /^\?\s{0,4}\n(?:\[[\d:. -]{4,20}\] ?|\d{1,2}:\d\d ){0,1}[\p{L}.-]{1,24}: {0,2}$/u;
/** `EIN no. 12-3456789`: a full stop that ends no sentence. */
const ABBREVIATED = /\b(no|nr|nos|num)\. /gi;

/** What stands between as one reads it. */
function told(gap: string): string {
  if (gap.startsWith('?') && ANSWER.test(gap)) return ': ';
  return gap.includes('. ') ? gap.replace(ABBREVIATED, '$1 ') : gap;
}

/** What stands between a name and its value: `glue` signs and small words only, `words` a clause, `far` more than that. */
export function gapKind(whole: string): 'glue' | 'words' | 'far' {
  const gap = told(whole.includes('<') ? whole.replace(TAG, ' ') : whole);
  if (gap.length > GAP_MAX) return 'far';
  if (gap === '/' || gap === '+') return 'far';
  if (gap.trim().length < 6 && !/\p{L}/u.test(gap)) return 'glue';
  if (gap.length > 12 && /\d/.test(gap)) return 'far';
  const plain = isAscii(gap) ? gap : gap.normalize('NFD').replace(/\p{M}/gu, '');
  const words = plain.toLowerCase().match(letterRuns) ?? [];
  if (words.length > 0 && /[.!?]\s/.test(gap.trimStart().slice(2))) return 'far';
  if (words.length <= 5 && words.every((word) => glue.has(word))) return 'glue';
  return words.length <= 6 ? 'words' : 'far';
}
