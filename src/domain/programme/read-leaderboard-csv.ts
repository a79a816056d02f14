import type { LeaderboardUse } from './leaderboard.ts';
import type { BoardFile, ReadBoard } from './read-leaderboard.ts';
import { dayOf } from './read-leaderboard.ts';

/** Headings that boards use, in lower case. */
const HEADINGS = {
  label: ['name', 'user', 'username', 'login', 'person', 'email', 'developer', 'member', 'who'],
  tokens: ['tokens', 'total tokens', 'total_tokens', 'totaltokens', 'token count'],
  cost: ['cost', 'total cost', 'total_cost', 'totalcost', 'cost usd', 'cost_usd', 'usd', 'cost (usd)'],
  day: ['day', 'date', 'month', 'week', 'period'],
} as const;

/** A table with headings in its first line, parted by commas, semicolons or tabs. */
export function readLeaderboardCsv({ text, label, day }: BoardFile): ReadBoard {
  const [head, ...lines] = splitRows(text);
  if (head === undefined) return { uses: [], faults: [] };
  const placeOf = (kind: keyof typeof HEADINGS): number => {
    const names: readonly string[] = HEADINGS[kind];
    return head.findIndex((title) => names.includes(title.trim().toLowerCase()));
  };
  const places = { label: placeOf('label'), tokens: placeOf('tokens'), cost: placeOf('cost'), day: placeOf('day') };
  if (places.tokens < 0) return { uses: [], faults: ['No column is called “tokens”.'] };
  if (places.label < 0 && label === null)
    return { uses: [], faults: ['No column names who it was: “name”, “user” or “email”.'] };
  const uses: LeaderboardUse[] = [];
  const faults: string[] = [];
  for (const [at, cells] of lines.entries()) {
    const cell = (place: number): string => (place < 0 ? '' : (cells[place] ?? '').trim());
    const who = cell(places.label) === '' ? label : cell(places.label);
    const tokens = wholeOf(cell(places.tokens));
    const of = dayOf(cell(places.day)) ?? day;
    const cost = nanodollarsOf(cell(places.cost));
    if (who === null || who === '') faults.push(`Line ${at + 2} names nobody.`);
    else if (tokens === null)
      faults.push(`Line ${at + 2}: “${cell(places.tokens).slice(0, 40)}” is no whole number of tokens.`);
    else if (of === null)
      faults.push(`Line ${at + 2} names no day; say the first day of what the table counts (“day”).`);
    else if (cost === 'faulty') faults.push(`Line ${at + 2}: “${cell(places.cost).slice(0, 40)}” is no amount.`);
    else uses.push({ label: who.slice(0, 200), day: of, tokens, costNanodollars: cost });
  }
  return { uses, faults };
}

/** `1,234,567` and `1 234 567` too. */
function wholeOf(cell: string): bigint | null {
  const digits = cell.replaceAll(/[,_\s’']/g, '');
  return /^\d{1,30}$/.test(digits) ? BigInt(digits) : null;
}

/** Dollars with up to nine decimals. */
function nanodollarsOf(cell: string): bigint | null | 'faulty' {
  if (cell === '') return null;
  const found = /^\$?(\d{1,15})(?:\.(\d{1,9}))?\d*$/.exec(cell.replaceAll(/[,\s]/g, ''));
  if (found === null) return 'faulty';
  return BigInt(found[1] ?? '0') * 1_000_000_000n + BigInt((found[2] ?? '').padEnd(9, '0'));
}

/** Rows of cells; quotes keep separators and line ends together, and two of them are one. */
function splitRows(text: string): readonly (readonly string[])[] {
  const plain = text.replace(/^\uFEFF/, '');
  const [head = ''] = plain.split('\n', 1);
  const separator = [';', '\t'].find((sign) => head.includes(sign)) ?? ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain[at] ?? '';
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (plain[at + 1] === '"') {
        cell += sign;
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === separator) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else if (sign !== '\r') cell += sign;
  }
  rows.push([...row, cell]);
  return rows.filter((cells) => cells.some((one) => one.trim() !== ''));
}
