import type { AssignedValue } from './assigned-value.ts';
import { cellsBelow, mayHaveCells } from './cells-below.ts';
import { type CredentialName, namesSecret } from './credential-name.ts';
import type { Candidate, ScannedText } from './detector.ts';
import type { judgeSecret } from './judge-value.ts';
import { isRowOfNames } from './row-of-names.ts';
import { lineRound } from './text-line.ts';

/** Cells of a column that the name heads; a word alone may be anything there. */
export function reportColumn(
  scanned: ScannedText,
  name: CredentialName,
  judge: typeof judgeSecret,
  report: (cell: Omit<Candidate, 'type'>) => void,
): void {
  if (!mayHead(scanned.text, name.end)) return;
  if (!HEADS_COLUMN.test(scanned.text.slice(name.end, name.end + 3)) || !namesSecret(name.text)) return;
  if (!mayHaveCells(scanned, name) || !isHead(scanned.text, name)) return;
  for (const cell of cellsBelow(scanned, name)) {
    const value = cellValue(scanned.text, cell);
    if (!/[A-Za-z]/.test(value.text) || !/[\d\W]/.test(value.text) || /\s/.test(value.text)) continue;
    const confidence = judge(value, name);
    if (confidence > 0) report({ start: value.start, end: value.end, confidence: confidence - 5 });
  }
}

/** A row of names, at the margin: not the arguments of a call, one a line. */
function isHead(text: string, name: CredentialName): boolean {
  const line = lineRound(text, name, HEAD_REACH);
  if (isRowOfNames(text, line)) return true;
  const row = text.slice(line.start, line.end);
  return MAY_BE_MARKUP.test(row) && MARKUP.test(row);
}

const HEAD_REACH = 400;
const MAY_BE_MARKUP = /into|<t/i;
const MARKUP = /\b(?:into|<t[hr])\b|<th/i;

function cellValue(text: string, cell: { readonly start: number; readonly end: number }): AssignedValue {
  const raw = text.slice(cell.start, cell.end);
  const start = cell.start + (/^[\s"'`]*/.exec(raw)?.[0].length ?? 0);
  const own = raw.trim().replace(/^["'`]|["'`]$/g, '');
  const flags = { isQuoted: true, endsLine: true, endsAtBlank: true, hasNextField: false };
  const joint = { isComparison: false, isCompact: false, isField: false, link: 'equals' } as const;
  return { start, end: start + own.length, text: own, ...flags, ...joint };
}

/** A look at three characters: most names head nothing. */
function mayHead(text: string, from: number): boolean {
  return (
    isHeadSign(text.charCodeAt(from)) || isHeadSign(text.charCodeAt(from + 1)) || isHeadSign(text.charCodeAt(from + 2))
  );
}

/** `,` `;` `|` `)` `<`, a tab or the end of a line. */
function isHeadSign(unit: number): boolean {
  if (unit < 0x20) return unit === 0x09 || unit === 0x0a || unit === 0x0d;
  return unit === 0x2c || unit === 0x3b || unit === 0x7c || unit === 0x29 || unit === 0x3c;
}

const HEADS_COLUMN = /^[`"\])]?\s?[,;|\t\n\r)<]/;
