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
/** One to five words with capitals or digits that end where the form begins. */
const NAME_BEFORE =
  /(?:^|[^\p{L}\p{N}_.&-])((?:\p{Lu}[\p{L}\p{N}’'.&-]{0,24}|\p{N}{1,4})(?: (?:& |und |and |et |y |e |de |of |für )?(?:\p{Lu}[\p{L}\p{N}’'.&-]{0,24}|\p{N}{1,4})){0,4}),?$/u;
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
    const from = Math.max(0, hit.start - REACH);
    const found = NAME_BEFORE.exec(text.slice(from, hit.start));
    let name = found?.[1];
    if (found === null || name === undefined) return;
    const nameEnd = from + found.index + found[0].lastIndexOf(name) + name.length;
    name = name.replace(LEADING, '');
    const isShort = hit.anchor.kind === 'literal' && SHORT_FORMS.includes(hit.anchor.text.trim());
    // "BITTE AN AG": in a line of capitals a short form is any word.
    if (name.length < 3 || (isShort && !/\p{Ll}/u.test(name))) return;
    report({ type: 'organisation_name', start: nameEnd - name.length, end: hit.end, confidence: isShort ? 58 : 70 });
  },
};
