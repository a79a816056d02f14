import type { Detector, Hit, ScannedText, WordGroup } from './detector.ts';
import {
  CLOSINGS,
  NAME_LABELS,
  NAME_TITLES,
  NO_NAMES,
  PERSON_WORDS,
  SALUTATIONS,
  WEAK_NAME_LABELS,
} from './name-words.ts';

const PERSON: WordGroup = { name: 'person_record', words: PERSON_WORDS };

type Cue = 'label' | 'weak_label' | 'title' | 'salutation' | 'closing';

/** What stands right behind a label. With it the pass need not stop at every "name" and "customer". */
const LABEL_ENDS = [':', '":', "':", ' :', '=', ' ='];

/** Each literal of a cue, and how much of it is the cue itself. */
const cues: ReadonlyMap<string, { readonly cue: Cue; readonly length: number }> = new Map([
  ...labelsOf(WEAK_NAME_LABELS, 'weak_label'),
  ...labelsOf(NAME_LABELS, 'label'),
  ...NAME_TITLES.map((word) => [` ${word} `, { cue: 'title', length: word.length + 1 }] as const),
  ...SALUTATIONS.map((word) => [`${word} `, { cue: 'salutation', length: word.length }] as const),
  ...CLOSINGS.map((word) => [word, { cue: 'closing', length: word.length }] as const),
]);

function labelsOf(labels: readonly string[], cue: Cue) {
  return labels.flatMap((label) => LABEL_ENDS.map((end) => [label + end, { cue, length: label.length }] as const));
}

/** What may stand between a cue and its name. */
const LABEL_GAP =
  /[ \t]{0,4}["'*]{0,3}[ \t]{0,4}(?:\([^()\n]{0,20}\))?[ \t]{0,4}[:=|][ \t]{0,8}["'*]{0,3}(?:(?:mr|mrs|ms|dr|herr|frau|mme|m|sig|sra?)\.? )?/iuy;
const TITLE_GAP = /\.? (?:(?:dr|prof|dipl|ing|med)\.?-?[ ]?){0,3}/iuy;
const SALUTATION_GAP =
  / (?:(?:mr|mrs|ms|mx|dr|prof|herrn?|frau|m|mme|madame|monsieur|signora?|señora?|sr|sra|senhora?)\.? ){0,2}/iuy;
const CLOSING_GAP = /[,.!]?[ \t]{0,4}(?:\r?\n[ \t]{0,8}){1,3}/uy;

const WORD = String.raw`\p{Lu}(?:[\p{Ll}\p{M}]{1,20}(?:[-’'](?:\p{Lu})?[\p{Ll}]{1,20})?|[’']\p{Lu}\p{Ll}{1,20}|c\p{Lu}\p{Ll}{1,20})`;
const PARTICLE = '(?:von|van|der|den|zu|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|af|ter|ten)';
/** One to four words with capitals, with initials and particles between them. */
const NAME = new RegExp(`${WORD}(?: (?:\\p{Lu}\\. )?(?:${PARTICLE} ){0,2}${WORD}){0,3}(?![\\p{L}\\d_])`, 'uy');
const UPPER_NAME = /\p{Lu}{2,20}(?:,? \p{Lu}{2,20}){1,3}(?![\p{L}\d_])/uy;
const REVERSED = new RegExp(`${WORD}, ${WORD}(?![\\p{L}\\d_])`, 'uy');

/**
 * Names of people beside a word that announces one. A name without a cue is not found: no list of names tells a person from
 * a street, a product or a plain word.
 */
export const personNameDetector: Detector = {
  id: 'person_name',
  version: 1,
  types: ['person_name'],
  anchors: [...cues.keys()].map((text) => ({ kind: 'literal', text, atStart: true })),
  words: [PERSON],
  check: (hit, scanned, report) => {
    if (hit.anchor.kind !== 'literal') return;
    const known = cues.get(hit.anchor.text);
    if (known === undefined || isWithinWord(scanned.text, hit.start)) return;
    const found = readAfter(known.cue, { start: hit.start, end: hit.start + known.length }, scanned);
    if (found !== null) report({ type: 'person_name', ...found });
  },
};

/** A literal that begins with a blank is at the beginning of a word by itself. */
function isWithinWord(text: string, start: number): boolean {
  return start > 0 && text.charAt(start) !== ' ' && /[\p{L}\p{N}_]/u.test(text.charAt(start - 1));
}

type Found = { readonly start: number; readonly end: number; readonly confidence: number };

function readAfter(cue: Cue, hit: Pick<Hit, 'start' | 'end'>, scanned: ScannedText): Found | null {
  const { text } = scanned;
  switch (cue) {
    case 'label':
      return readName(text, { at: skip(LABEL_GAP, text, hit.end), wordsMin: 1, confidence: 80, forms: RECORD_FORMS });
    case 'weak_label': {
      const found = readName(text, {
        at: skip(LABEL_GAP, text, hit.end),
        wordsMin: 2,
        confidence: 65,
        forms: RECORD_FORMS,
      });
      return found !== null && scanned.near(PERSON, found, { before: 160, after: 160 }) ? found : null;
    }
    case 'title':
      if (!/^\p{Lu}/u.test(text.charAt(hit.start + 1))) return null;
      return readName(text, { at: skip(TITLE_GAP, text, hit.end), wordsMin: 1, confidence: 65 });
    case 'salutation': {
      const found = readName(text, { at: skip(SALUTATION_GAP, text, hit.end), wordsMin: 1, confidence: 62 });
      return found !== null && /^[ ]?[,:!\n]/.test(text.slice(found.end, found.end + 2)) ? found : null;
    }
    case 'closing': {
      const found = readName(text, { at: skip(CLOSING_GAP, text, hit.end), wordsMin: 2, confidence: 68 });
      return found !== null && /^[ \t]{0,3}(?:[\r\n,|]|$)/.test(text.slice(found.end, found.end + 4)) ? found : null;
    }
  }
}

/** The place behind the gap, or -1 where something else stands there. */
function skip(gap: RegExp, text: string, at: number): number {
  gap.lastIndex = at;
  return gap.test(text) ? gap.lastIndex : -1;
}

/** In records names are turned round and written in capitals too. */
const RECORD_FORMS = [REVERSED, NAME, UPPER_NAME];

type NamePlace = {
  readonly at: number;
  readonly wordsMin: number;
  readonly confidence: number;
  readonly forms?: readonly RegExp[];
};

function readName(text: string, { at, wordsMin, confidence, forms = [NAME] }: NamePlace): Found | null {
  if (at === -1) return null;
  for (const form of forms) {
    form.lastIndex = at;
    if (!form.test(text)) continue;
    const end = form.lastIndex;
    const words = text.slice(at, end).split(/[ ,]+/);
    if (words.length < wordsMin || words.some((word) => NO_NAMES.has(word.toLowerCase()))) return null;
    return { start: at, end, confidence: confidence + (words.length > 1 ? 5 : 0) };
  }
  return null;
}
