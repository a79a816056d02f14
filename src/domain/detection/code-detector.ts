import { kindOfLine } from './code-lines.ts';
import { isDenseCode, isWordUnit } from './code-signs.ts';
import type { Candidate } from './detector.ts';
import type { TextDetector } from './text-detector.ts';

/** Of each block only the beginning is looked at, so that a large text costs an eighth of itself. */
const BLOCK_UNITS = 4096;
const SAMPLE_UNITS = 512;
/** A text up to this length is looked at whole. */
const WHOLE_UNITS_MAX = 2048;
const CODE_LINES_MIN = 3;
const CODE_SHARE_MIN = 0.4;
const REGIONS_MAX = 8;
const EVIDENCE_UNITS_MAX = 24;

export const CODE_DETECTOR: { readonly id: string; readonly version: number } = { id: 'source_code', version: 1 };

/**
 * Program text as such, by the signs of its lines. The finding is the first sign of a stretch, not the stretch: who sends
 * code is warned or sent elsewhere, nothing is cut out of it, and secrets within it stay findings of their own.
 */
export function createCodeDetector(): TextDetector {
  const look = (text: string, report: (candidate: Candidate) => void): void => {
    let regions = 0;
    let isInRegion = false;
    const step = text.length <= WHOLE_UNITS_MAX ? WHOLE_UNITS_MAX : BLOCK_UNITS;
    const sample = text.length <= WHOLE_UNITS_MAX ? WHOLE_UNITS_MAX : SAMPLE_UNITS;
    for (let from = 0; from < text.length && regions < REGIONS_MAX; from += step) {
      const found = judgeStretch(text, { from, to: Math.min(text.length, from + sample) });
      if (found !== null && !isInRegion) {
        const { start, end, confidence } = found;
        report({ type: 'source_code', start, end, confidence });
        regions++;
      }
      isInRegion = found !== null;
    }
  };
  return { ...CODE_DETECTOR, types: ['source_code'], look };
}

type Evidence = { readonly start: number; readonly end: number; readonly confidence: number };
type Stretch = { readonly from: number; readonly to: number };

function judgeStretch(text: string, { from, to }: Stretch): Evidence | null {
  // Cut off, so that nothing is looked for behind its end.
  const sample = from === 0 && to === text.length ? text : text.slice(from, to);
  const found = judgeSample(sample, from === 0);
  return found === null ? null : { ...evidenceAt(sample, found, from), confidence: found.confidence };
}

/** Where the first sign of a program stands. */
type Sign = { readonly from: number; readonly to: number; readonly confidence: number };

function judgeSample(text: string, isBeginning: boolean): Sign | null {
  const to = text.length;
  let code = 0;
  let lines = 0;
  let first = -1;
  // A sample begins anywhere: the piece of a line at its beginning says nothing.
  let start = isBeginning ? 0 : nextLine(text, 0);
  if (start >= to) return isDenseCode(text, { start: 0, end: to }) ? { from: 0, to, confidence: 75 } : null;
  let slashes = -1;
  while (start < to) {
    const end = nextLine(text, start);
    if (slashes < start) slashes = placeOfSlashes(text, start);
    const kind = kindOfLine(text, { start, end, hasSlashes: slashes < end });
    if (kind !== 'blank') lines++;
    if (kind === 'code') {
      code++;
      if (first === -1) first = start;
    } else if (end - start > 400 && isDenseCode(text, { start, end })) {
      return { from: start, to: end, confidence: 75 };
    }
    start = end;
  }
  if (code < CODE_LINES_MIN || code / lines < CODE_SHARE_MIN) return null;
  return { from: first, to, confidence: Math.min(95, 55 + 4 * code) };
}

function nextLine(text: string, start: number): number {
  const at = text.indexOf('\n', start);
  return at === -1 ? text.length : at + 1;
}

function placeOfSlashes(text: string, from: number): number {
  const at = text.indexOf('//', from);
  return at === -1 ? text.length : at;
}

/** The first word at a place, in the text that the sample is of. */
function evidenceAt(
  sample: string,
  { from, to }: Sign,
  shift: number,
): { readonly start: number; readonly end: number } {
  let start = from;
  while (start < to - 1 && sample.charCodeAt(start) <= 0x20) start++;
  let end = start + 1;
  while (end < to && end - start < EVIDENCE_UNITS_MAX && isWordUnit(sample.charCodeAt(end))) end++;
  return { start: start + shift, end: end + shift };
}
