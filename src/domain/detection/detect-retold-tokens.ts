import type { Candidate, Detector, ScannedText } from './detector.ts';
import { createTokenDetector } from './token-detector.ts';
import { TOKEN_FORMS } from './token-forms.ts';

/** A stretch of a text as it was before somebody told it in another way, and where each of its units stands there. */
type Retold = { readonly text: string; readonly starts: readonly number[]; readonly ends: readonly number[] };
type Telling = { readonly cues: readonly string[]; readonly undo: (told: string) => Retold };

const REACH = 220;
/** A name has no digit, and a number no letter. */
const MADE_UP = /[A-Za-z]\w{0,12}\d|\d\w{0,12}[A-Za-z]/;
const CONFIDENCE_MAX = 85;
const ROT = 13;
const SIGN_WORD =
  / {0,2}[([{<]? ?\b(dash|hyphen|minus|underscore|underline|no spaces?|without spaces?)\b ?[)\]}>]? {0,2}/gi;

const TELLINGS: readonly Telling[] = [
  { cues: ['reversed', 'reverse', 'backwards', 'backward', 'rev', 'strrev', '[::-1]'], undo: turned },
  { cues: ['rot13', 'rot-13', 'rot 13', 'rot_13'], undo: rotated },
  { cues: ['dash', 'hyphen', 'minus', 'underscore', 'underline', 'no space', 'no spaces'], undo: withSigns },
];

const READERS = TOKEN_FORMS.filter(({ confidence = 95 }) => confidence >= CONFIDENCE_MAX).map((form) => ({
  prefixes: form.prefixes,
  detector: createTokenDetector(form),
}));

/**
 * Tokens that are told backwards, by letters thirteen further, or with their signs as words, where the text says that they
 * are: `reversed: …`, `"…"[::-1]`, `sk dash ant dash …`.
 */
export const RETOLD_TOKEN_DETECTORS: readonly Detector[] = TELLINGS.map(({ cues, undo }) => ({
  id: `credential.retold.${cues[0] ?? ''}`,
  version: 1,
  isCostly: true,
  types: [...new Set(TOKEN_FORMS.map(({ type }) => type))],
  anchors: cues.map((text) => ({ kind: 'literal', text, ...(/^\w/.test(text) ? { wholeWord: true as const } : {}) })),
  words: [],
  check: (hit, scanned, report) => {
    const from = Math.max(0, hit.start - REACH);
    const told = scanned.text.slice(from, Math.min(scanned.text.length, hit.end + REACH));
    if (!MADE_UP.test(told)) return;
    const retold = undo(told);
    readTokens(retold.text, scanned, ({ type, start, end, confidence }) => {
      const places = [
        retold.starts[start] ?? 0,
        retold.starts[end - 1] ?? 0,
        retold.ends[start] ?? 0,
        retold.ends[end - 1] ?? 0,
      ];
      report({
        type,
        start: from + Math.min(...places),
        end: from + Math.max(...places),
        confidence: Math.min(confidence, CONFIDENCE_MAX),
      });
    });
  },
}));

function readTokens(text: string, scanned: ScannedText, report: (candidate: Candidate) => void): void {
  for (const { prefixes, detector } of READERS) {
    for (const prefix of prefixes) {
      for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + prefix.length)) {
        const hit = {
          anchor: { kind: 'literal', text: prefix },
          start: at,
          end: at + prefix.length,
          isDialled: false,
        } as const;
        detector.check(hit, { ...scanned, text }, report);
      }
    }
  }
}

function turned(told: string): Retold {
  const { length } = told;
  const starts = Array.from({ length }, (_, at) => length - 1 - at);
  return { text: [...starts].map((at) => told.charAt(at)).join(''), starts, ends: starts.map((at) => at + 1) };
}

function rotated(told: string): Retold {
  const text = told.replace(/[a-z]/gi, (letter) => {
    const first = letter < 'a' ? 0x41 : 0x61;
    return String.fromCharCode(first + ((letter.charCodeAt(0) - first + ROT) % 26));
  });
  const starts = Array.from(text, (_, at) => at);
  return { text, starts, ends: starts.map((at) => at + 1) };
}

function withSigns(told: string): Retold {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const copy = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) {
      text += told.charAt(at);
      starts.push(at);
      ends.push(at + 1);
    }
  };
  let done = 0;
  for (const { 0: whole, 1: word = '', index } of told.matchAll(SIGN_WORD)) {
    copy(done, index);
    done = index + whole.length;
    if (/space/i.test(word)) continue;
    text += /^u/i.test(word) ? '_' : '-';
    starts.push(index);
    ends.push(done);
  }
  copy(done, told.length);
  return { text, starts, ends };
}
