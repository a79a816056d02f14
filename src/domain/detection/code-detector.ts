import { kindOfLine } from './code-lines.ts';
import { isDenseCode } from './code-signs.ts';
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
        report({ type: 'source_code', ...found });
        regions++;
      }
      isInRegion = found !== null;
    }
  };
  return { ...CODE_DETECTOR, types: ['source_code'], look };
}

type Evidence = { readonly start: number; readonly end: number; readonly confidence: number };

function judgeStretch(text: string, { from, to }: { readonly from: number; readonly to: number }): Evidence | null {
  let code = 0;
  let lines = 0;
  let first = -1;
  // A sample begins anywhere: the piece of a line at its beginning says nothing.
  let start = from === 0 ? 0 : nextLine(text, from, to);
  if (start >= to) {
    const isDense = isDenseCode(text, { start: from, end: to });
    return isDense ? { ...evidenceAt(text, from, to), confidence: 75 } : null;
  }
  while (start < to) {
    const end = nextLine(text, start, to);
    const kind = kindOfLine(text, { start, end });
    if (kind !== 'blank') lines++;
    if (kind === 'code') {
      code++;
      if (first === -1) first = start;
    } else if (end - start > 400 && isDenseCode(text, { start, end })) {
      return { ...evidenceAt(text, start, end), confidence: 75 };
    }
    start = end;
  }
  if (code < CODE_LINES_MIN || code / lines < CODE_SHARE_MIN) return null;
  return { ...evidenceAt(text, first, to), confidence: Math.min(95, 55 + 4 * code) };
}

function nextLine(text: string, start: number, to: number): number {
  const at = text.indexOf('\n', start);
  return at === -1 || at >= to ? to : at + 1;
}

/** The first word at a place. */
function evidenceAt(text: string, from: number, to: number): { readonly start: number; readonly end: number } {
  let start = from;
  while (start < to - 1 && text.charCodeAt(start) <= 0x20) start++;
  let end = start + 1;
  while (end < to && end - start < EVIDENCE_UNITS_MAX && /\w/.test(text.charAt(end))) end++;
  return { start, end };
}
