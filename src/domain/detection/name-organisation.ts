import type { Detector } from './detector.ts';

/**
 * Legal forms behind a name and a blank. Forms of two letters that are words or endings elsewhere (SA, SE, AB, AS) are left
 * out: the pass would stop at every "as".
 */
const SURE_FORMS = [
  ...['GmbH', 'gGmbH', 'e.V.', 'Ltd', 'Limited', 'Inc.', 'LLC', 'L.L.C.', 'PLC', 'plc', 'LLP', 'Corp.', 'Corporation'],
  ...['S.A.', 'S.A.S.', 'SARL', 'S.à r.l.', 'S.r.l.', 'S.p.A.', 'SpA', 'Srl', 'S.L.', 'Lda.', 'Ltda.', 'B.V.', 'N.V.'],
  ...['Oyj', 'ApS', 'A/S', 'Sp. z o.o.', 's.r.o.', 'Pty Ltd', 'Pvt. Ltd.', 'Co., Ltd.'],
];
const SHORT_FORMS = ['AG', 'KG', 'OHG', 'Kft', 'Zrt'];

const REACH = 72;
const WORDS_MAX = 5;
const CONNECTORS: ReadonlySet<string> = new Set([
  '&',
  'und',
  'and',
  'et',
  'y',
  'e',
  'de',
  'of',
  'für',
  'du',
  'des',
  'di',
]);
/** Words in capitals that begin a sentence or a clause and are no part of the name. */
const LEADING =
  /^(?:The|Die|Der|Das|Bei|An|Von|Mit|Für|La|Le|Les|Il|Lo|El|Los|A|An|At|By|For|From|With|Our|We|In|On|And|Und)\s/u;

/** Names of companies by the legal form behind them. A company that is named without its form is not found. */
export const organisationNameDetector: Detector = {
  id: 'organisation_name',
  version: 1,
  types: ['organisation_name'],
  anchors: [...SURE_FORMS, ...SHORT_FORMS].map((form) => ({
    ...{ kind: 'literal', text: ` ${form}` },
    ...{ exactCase: true, wholeWord: true },
  })),
  words: [],
  check: (hit, { text }, report) => {
    const nameEnd = text.charAt(hit.start - 1) === ',' ? hit.start - 1 : hit.start;
    const start = startOfName(text, nameEnd);
    if (start === -1) return;
    const name = text.slice(start, nameEnd).replace(LEADING, '');
    const isShort = hit.anchor.kind === 'literal' && SHORT_FORMS.includes(hit.anchor.text.trim());
    // "BITTE AN AG": in a line of capitals a short form is any word.
    if (name.length < 3 || (isShort && !/\p{Ll}/u.test(name))) return;
    report({ type: 'organisation_name', start: nameEnd - name.length, end: hit.end, confidence: isShort ? 58 : 70 });
  },
};

/** Where one to five words with capitals begin that end at `end`, or -1. */
function startOfName(text: string, end: number): number {
  const first = Math.max(0, end - REACH);
  let start = -1;
  let wordEnd = end;
  for (let words = 0; words < WORDS_MAX; words++) {
    let at = wordEnd;
    while (at > first && isNameUnit(text.charCodeAt(at - 1))) at--;
    if (at === wordEnd) break;
    // A longer word with a full stop ended the sentence before.
    if (start !== -1 && wordEnd - at > 4 && text.charCodeAt(wordEnd - 1) === 0x2e) break;
    if (beginsName(text.charCodeAt(at))) start = at;
    else if (start === -1 || !CONNECTORS.has(text.slice(at, wordEnd))) break;
    if (at <= first || text.charCodeAt(at - 1) !== 0x20) break;
    wordEnd = at - 1;
  }
  return start;
}

/** Letters, digits, `& ' - .` */
function isNameUnit(unit: number): boolean {
  const lower = unit | 32;
  if ((lower >= 0x61 && lower <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || (unit >= 0xc0 && unit < 0x250)) return true;
  return unit === 0x26 || unit === 0x27 || unit === 0x2d || unit === 0x2e || unit === 0x2019;
}

/** A capital or a digit. */
function beginsName(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39);
  const letter = String.fromCharCode(unit);
  return letter !== letter.toLowerCase();
}
