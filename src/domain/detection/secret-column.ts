import type { AssignedValue } from './assigned-value.ts';
import { isBlank } from './blank-unit.ts';
import { cellsBelow, mayHaveCells } from './cells-below.ts';
import { type CredentialName, namesSecret } from './credential-name.ts';
import type { Candidate, ScannedText } from './detector.ts';
import { fieldBefore } from './identifier-windows.ts';
import type { judgeSecret } from './judge-value.ts';
import { isRowOfNames } from './row-of-names.ts';
import { lineRound } from './text-line.ts';

/** Cells of a column that the name may head (`mayHead`); a word alone may be anything there. */
export function reportColumn(
  scanned: ScannedText,
  name: CredentialName,
  judge: typeof judgeSecret,
  report: (cell: Omit<Candidate, 'type'>) => void,
): void {
  if (!mayHaveCells(scanned, name) || !namesSecret(name.text)) return;
  if (!isHead(scanned.text, name)) return;
  for (const cell of cellsBelow(scanned, name, { by: judge, name: name.text, hadThem: false })) {
    if (!mayBeSecret(scanned.text, cell)) continue;
    const value = cellValue(scanned.text, cell);
    if (!/[A-Za-z]/.test(value.text) || !/[\d\W]/.test(value.text) || /\s/.test(value.text)) continue;
    const confidence = judge(value, name);
    if (confidence > 0) report({ start: value.start, end: value.end, confidence: confidence - 5 });
  }
}

/** A row of names, at the margin: not the arguments of a call, one a line. */
function isHead(text: string, name: CredentialName): boolean {
  const round = lineRound(text, name, HEAD_REACH);
  const opening = fieldBefore(text, { start: round.start, end: name.start });
  const line = opening >= 0 ? { start: opening + 1, end: round.end, isWhole: true } : round;
  if (isRowOfNames(text, line)) return true;
  const row = text.slice(line.start, line.end);
  return MAY_BE_MARKUP.test(row) && MARKUP.test(row);
}

const HEAD_REACH = 400;
const MAY_BE_MARKUP = /into|<t/i;
const MARKUP = /\b(?:into|<t[hr])\b|<th/i;

/** A letter, and what is neither letter nor `_`: most cells are words or numbers. */
function mayBeSecret(text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  let signs = 0;
  for (let at = start; at < end && signs !== (LETTER | OTHER); at++) {
    const unit = text.charCodeAt(at);
    if ((unit | 32) >= 0x61 && (unit | 32) <= 0x7a) signs |= LETTER;
    else if (unit !== 0x5f) signs |= OTHER;
  }
  return signs === (LETTER | OTHER);
}

const LETTER = 1;
const OTHER = 2;

function cellValue(text: string, cell: { readonly start: number; readonly end: number }): AssignedValue {
  const raw = text.slice(cell.start, cell.end);
  const start = cell.start + (/^[\s"'`]*/.exec(raw)?.[0].length ?? 0);
  const own = raw.trim().replace(/^["'`]|["'`]$/g, '');
  const flags = { isQuoted: true, endsLine: true, endsAtBlank: true, hasNextField: false };
  const joint = { isComparison: false, isCompact: false, isField: false, link: 'equals' } as const;
  return { start, end: start + own.length, text: own, ...flags, ...joint };
}

/** `,` `;` `|` `)` `<`, a tab or the end of a line. */
const HEAD_SIGNS = Uint8Array.from({ length: 128 }, (_, unit) =>
  ',;|)<\t\n\r'.includes(String.fromCharCode(unit)) ? 1 : 0,
);

/** Whether a delimiter or the end of a cell stands behind a name, a quote or bracket and a blank: most names head nothing. */
export function mayHead(text: string, from: number): boolean {
  const unit = text.charCodeAt(from);
  if (isHeadSign(unit)) return true;
  const at = unit === 0x60 || unit === 0x22 || unit === 0x5d ? from + 1 : from;
  const next = text.charCodeAt(at);
  return isHeadSign(next) || (isBlank(next) && isHeadSign(text.charCodeAt(at + 1)));
}

function isHeadSign(unit: number): boolean {
  return unit < 128 && HEAD_SIGNS[unit] === 1;
}
