import type { Candidate, Detector, ScannedText } from './detector.ts';
import type { Span } from './offset-map.ts';
import { createTokenDetector } from './token-detector.ts';
import { TOKEN_FORMS } from './token-forms.ts';

/** A stretch of a text as it was before somebody told it in another way, and where a part of it stands there. */
type Retold = { readonly text: string; readonly spanOf: (start: number, end: number) => Span };
type Telling = {
  readonly cues: readonly string[];
  /** Of what a token is told in there is at least so much without a gap. */
  readonly run: RegExp;
  readonly undo: (told: string) => Retold;
};

const REACH = 220;
/** Cues nearer than this have nearly the same stretch. */
const APART = 64;
/** A name has no digit, and a number no letter. */
const MADE_UP = /[A-Za-z]\w{0,12}\d|\d\w{0,12}[A-Za-z]/;
const LONG_RUN = /[A-Za-z0-9][\w-]{15}/;
const RUN = /[A-Za-z0-9]{12}/;
const CONFIDENCE_MAX = 85;
const ROT = 13;
const SIGN_WORD =
  / {0,2}[([{<]? ?\b(dash|hyphen|minus|underscore|underline|no spaces?|without spaces?)\b ?[)\]}>]? {0,2}/gi;

const TELLINGS: readonly Telling[] = [
  { cues: ['reversed', 'reverse', 'backwards', 'backward', 'rev', 'strrev', '[::-1]'], run: LONG_RUN, undo: turned },
  { cues: ['rot13', 'rot-13', 'rot 13', 'rot_13'], run: LONG_RUN, undo: rotated },
  { cues: ['dash', 'hyphen', 'minus', 'underscore', 'underline', 'no space', 'no spaces'], run: RUN, undo: withSigns },
];

const FORMS = TOKEN_FORMS.filter(({ confidence = 95 }) => confidence >= CONFIDENCE_MAX);
/** By how they begin. */
const READERS = Map.groupBy(
  FORMS.flatMap((form) => {
    const detector = createTokenDetector(form);
    return form.prefixes.map((prefix) => ({ prefix, detector }));
  }),
  ({ prefix }) => prefix,
);
/** The longer before the shorter with which they begin. */
const PREFIX = new RegExp(
  [...READERS.keys()]
    .sort((one, other) => other.length - one.length)
    .map((prefix) => prefix.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|'),
  'g',
);

/**
 * Tokens that are told backwards, by letters thirteen further, or with their signs as words, where the text says that they
 * are: `reversed: …`, `"…"[::-1]`, `sk dash ant dash …`.
 */
export const RETOLD_TOKEN_DETECTORS: readonly Detector[] = TELLINGS.map(({ cues, run, undo }) =>
  toDetector({ cues, run, undo }),
);

function toDetector({ cues, run, undo }: Telling): Detector {
  const looked = { view: 0, until: 0 };
  return {
    id: `credential.retold.${cues[0] ?? ''}`,
    version: 1,
    isCostly: true,
    types: [...new Set(TOKEN_FORMS.map(({ type }) => type))],
    anchors: cues.map((text) => ({ kind: 'literal', text, ...(/^\w/.test(text) ? { wholeWord: true as const } : {}) })),
    words: [],
    check: (hit, scanned, report) => {
      if (looked.view === scanned.number && hit.end < looked.until) return;
      looked.view = scanned.number;
      looked.until = hit.end + APART;
      const from = Math.max(0, hit.start - REACH);
      const told = scanned.text.slice(from, Math.min(scanned.text.length, hit.end + REACH));
      if (!run.test(told) || !MADE_UP.test(told)) return;
      const retold = undo(told);
      readTokens(retold.text, scanned, ({ type, start, end, confidence }) => {
        const span = retold.spanOf(start, end);
        report({
          type,
          start: from + span.start,
          end: from + span.end,
          confidence: Math.min(confidence, CONFIDENCE_MAX),
        });
      });
    },
  };
}

function readTokens(text: string, scanned: ScannedText, report: (candidate: Candidate) => void): void {
  for (const { 0: prefix, index } of text.matchAll(PREFIX)) {
    const anchor = { kind: 'literal', text: prefix } as const;
    const hit = { anchor, isDialled: false, start: index, end: index + prefix.length };
    for (const { detector } of READERS.get(prefix) ?? []) detector.check(hit, { ...scanned, text }, report);
  }
}

function turned(told: string): Retold {
  const { length } = told;
  return {
    text: told.split('').reverse().join(''),
    spanOf: (start, end) => ({ start: length - end, end: length - start }),
  };
}

function rotated(told: string): Retold {
  const text = told.replace(/[a-z]/gi, (letter) => {
    const first = letter < 'a' ? 0x41 : 0x61;
    return String.fromCharCode(first + ((letter.charCodeAt(0) - first + ROT) % 26));
  });
  return { text, spanOf: (start, end) => ({ start, end }) };
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
  return { text, spanOf: (start, end) => ({ start: starts[start] ?? 0, end: ends[end - 1] ?? 0 }) };
}
