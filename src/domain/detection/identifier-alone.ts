import type { Candidate, Detector, Hit, NumberForm, ScannedText, WordGroup } from './detector.ts';
import { isAmongHexadecimal } from './hexadecimal-table.ts';
import { type AloneForm, compact, type IdentifierScheme } from './identifier-scheme.ts';
import { isAlphanumeric, isDigit } from './identifier-value.ts';

type ReadyForm = AloneForm & {
  readonly type: string;
  readonly isValid: (compact: string) => boolean;
  /** Lengths of the runs of digits. */
  readonly lengths: readonly number[];
  /** Separators between them. */
  readonly separators: string;
};

/** Words beside which a number is a time, a measure or a name of something else. */
export const OTHER_NUMBERS: WordGroup = {
  name: 'other_numbers',
  words: [
    'timestamp|epoch|unix|tid|p/n|s/n|rma|sha|sha1|sha256|md5|integrity|checksum|hash|isbn|issn|tracking|order|invoice|ticket|build|batch|commit',
    'revision|version|serial|sku|ean|upc|doi|arxiv|pmid|bytes|offset|seed|nonce|uuid|guid|bestellnummer|rechnungsnummer',
  ].flatMap((line) => line.split('|')),
};

const GROUPS_MAX = 24;
const NEIGHBOURS_MAX = 4;

/** Finds values whose form and check digits are enough, whatever stands near them. */
export function aloneValueDetector(made: {
  readonly id: string;
  readonly version: number;
  readonly schemes: readonly IdentifierScheme[];
}): Detector {
  const forms = made.schemes.flatMap((scheme) => (scheme.alone ?? []).map((form) => readyForm(scheme, form)));
  const byOpening = Map.groupBy(forms, openingOf);
  // Most groups of digits open no form: that is seen at one look.
  const isOpening = new Uint8Array(opening(GROUP_MAX + 1, 0, 0));
  for (const place of byOpening.keys()) isOpening[place] = 1;
  return {
    id: made.id,
    version: made.version,
    types: [...new Set(forms.map((form) => form.type))],
    anchors: [{ kind: 'trigger', trigger: 'digit_run', needs: 'opening', forms: forms.map(drawingOf) }],
    words: [OTHER_NUMBERS],
    check: (hit, scanned, report) => {
      const { text } = scanned;
      let at = hit.start;
      let end = endOfDigits(text, at, hit.end);
      for (let groups = 0; at < hit.end && groups < GROUPS_MAX; groups++) {
        let next = end;
        while (next < hit.end && !isDigit(text.charCodeAt(next))) next++;
        const nextEnd = endOfDigits(text, next, hit.end);
        if (end - at <= GROUP_MAX) {
          const alone = opening(end - at, 0, 0);
          if (isOpening[alone] === 1) lookAt(alone, at, { hit, scanned }, report);
          const sign = SEPARATORS.indexOf(text.charAt(end));
          const joined = opening(end - at, sign + 1, Math.min(GROUP_MAX, nextEnd - next));
          if (sign >= 0 && isOpening[joined] === 1) lookAt(joined, at, { hit, scanned }, report);
        }
        at = next;
        end = nextEnd;
      }
    },
  };

  function lookAt(place: number, at: number, seen: Seen, report: (candidate: Candidate) => void): void {
    const isFree = isApartBefore(seen.scanned.text, at);
    for (const form of byOpening.get(place) ?? none)
      if (isFree || form.before !== undefined) look(form, at, seen, report);
  }
}

function drawingOf({ groups, before, behind }: ReadyForm): NumberForm {
  return { groups, hasBefore: before !== undefined, hasBehind: behind !== undefined };
}

type Seen = { readonly hit: Hit; readonly scanned: ScannedText };

function look(form: ReadyForm, at: number, { hit, scanned }: Seen, report: (candidate: Candidate) => void): void {
  const span = spanOf(scanned.text, at, form);
  if (
    span === null ||
    isPieceOfTime(scanned.text, span) ||
    !form.isValid(compact(scanned.text.slice(span.start, span.end)))
  )
    return;
  report({ type: form.type, ...span, confidence: form.confidence - doubt(scanned, span, hit) });
}

/** `2022-06-21 20` of a time, and what a colon joins to a number or a plus begins: `1:20210110-0`, `+410305-0863611`. */
function isPieceOfTime(text: string, { start, end }: Span): boolean {
  const before = text.charCodeAt(start - 1);
  if (before === 0x2b || (before === 0x3a && isDigit(text.charCodeAt(start - 2)))) return true;
  return text.charCodeAt(end) === 0x3a && isDigit(text.charCodeAt(end + 1)) && DAY.test(text.slice(start, end));
}

const DAY = /^(?:19|20)\d\d-[01]\d-[0-3]\d /;
const none: readonly ReadyForm[] = [];

const SEPARATORS = ' -./';
/** Longer groups are taken for this long; no form has them but its last. */
const GROUP_MAX = 31;

/** Forms are sorted by how they begin: lengths of the first two runs of digits, and the separator between them, 0 for none. */
function opening(length: number, separator: number, next: number): number {
  return (length * (SEPARATORS.length + 1) + separator) * (GROUP_MAX + 1) + next;
}

function openingOf({ lengths, separators }: ReadyForm): number {
  const [first = 0, second = 0] = lengths;
  return separators === ''
    ? opening(first, 0, 0)
    : opening(first, SEPARATORS.indexOf(separators.charAt(0)) + 1, second);
}

function endOfDigits(text: string, start: number, limit: number): number {
  let end = start;
  while (end < limit && isDigit(text.charCodeAt(end))) end++;
  return end;
}

function readyForm({ type, isValid }: IdentifierScheme, form: AloneForm): ReadyForm {
  return {
    ...form,
    type,
    isValid,
    lengths: form.groups.split(/\D/).map(Number),
    separators: form.groups.replace(/\d+/g, ''),
  };
}

type Span = { readonly start: number; readonly end: number };

/** The value of a form whose first run of digits begins at a place; null when it is not drawn so or goes on. */
function spanOf(text: string, first: number, form: ReadyForm): Span | null {
  let at = first + (form.lengths[0] ?? 0);
  for (let index = 1; index < form.lengths.length; index++) {
    if (text.charCodeAt(at) !== form.separators.charCodeAt(index - 1)) return null;
    at++;
    for (const stop = at + (form.lengths[index] ?? 0); at < stop; at++) {
      if (!isDigit(text.charCodeAt(at))) return null;
    }
  }
  let start = first;
  if (form.before !== undefined) {
    const ahead = form.before.exec(text.slice(Math.max(0, first - 8), first));
    if (ahead === null) return null;
    start = first - ahead[0].length;
  }
  if (form.behind !== undefined) {
    const behind = form.behind.exec(text.slice(at, at + 8));
    if (behind === null) return null;
    at += behind[0].length;
  }
  if (form.separators.includes(' ') && (goesOn(text, start - 1, -1) || goesOn(text, at, 1))) return null;
  return isApart(text, { start, end: at }) ? { start, end: at } : null;
}

/** Whether a separator at a place is followed, in a direction, by one more digit of the row. */
function goesOn(text: string, at: number, step: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit === 0x20 || unit === 0x2d || unit === 0x2e) && isDigit(text.charCodeAt(at + step));
}

/** No letter, digit, or sign that makes a longer number, path or name of it touches the value. */
export function isApart(text: string, { start, end }: Span): boolean {
  const behind = text.charCodeAt(end);
  if (isAlphanumeric(behind) || behind === 0x5f) return false;
  return !(isJoint(behind) && isAlphanumeric(text.charCodeAt(end + 1))) && isApartBefore(text, start);
}

/** The same of its beginning alone. */
export function isApartBefore(text: string, start: number): boolean {
  const before = start === 0 ? 32 : text.charCodeAt(start - 1);
  if (isAlphanumeric(before) || before === 0x5f) return false;
  return !(isJoint(before) && start > 1 && (isAlphanumeric(text.charCodeAt(start - 2)) || before === 0x2e));
}

/** `- . / + %` beside a number carry it on. */
function isJoint(unit: number): boolean {
  return unit === 0x2d || unit === 0x2e || unit === 0x2f || unit === 0x2b || unit === 0x25;
}

/** Points to take off for words that speak against it, and for a run of numbers of which it is only a piece. */
function doubt(scanned: ScannedText, span: Span, hit: Hit): number {
  let points = 0;
  if (scanned.near(OTHER_NUMBERS, span, { before: 24, after: 12 })) points += 30;
  const rest = scanned.text.slice(hit.start, span.start) + scanned.text.slice(span.end, hit.end);
  if ((rest.match(/\d+/g)?.length ?? 0) > NEIGHBOURS_MAX) points += 30;
  if (isAmongHexadecimal(scanned.text, span)) points += 60;
  return points;
}
