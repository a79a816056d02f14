import type { LeaderboardSource, LeaderboardUse } from './leaderboard.ts';
import { readLeaderboardCsv } from './read-leaderboard-csv.ts';

/** What a file says; faults are sentences, and a file with faults is not taken. */
export type ReadBoard = { readonly uses: readonly LeaderboardUse[]; readonly faults: readonly string[] };

export type BoardFile = {
  readonly source: LeaderboardSource;
  readonly text: string;
  /** Whose file it is, where it names nobody: tools on one machine count one person. */
  readonly label: string | null;
  /** The first day of what it counts, where it names no days. */
  readonly day: string | null;
};

const ROWS_MAX = 50_000;
const FAULTS_MAX = 20;
const DAY = /^\d{4}-\d{2}-\d{2}/;
const MONTH = /^\d{4}-\d{2}$/;

/**
 * Reads `ccusage … --json` (daily, weekly, monthly, session, with or without projects), `tokscale` (its graph of days, or a page
 * of its leaderboard), or a table with a name, tokens and perhaps a day and a cost. Formats as of November 2026.
 */
export function readLeaderboard(file: BoardFile): ReadBoard {
  const read = file.source === 'csv' ? readLeaderboardCsv(file) : readJson(file);
  if (read.uses.length + read.faults.length === 0) return { uses: [], faults: ['The file holds no rows.'] };
  if (read.uses.length > ROWS_MAX)
    return { uses: [], faults: [`The file holds more than ${ROWS_MAX} rows: cut it in parts.`] };
  return { uses: sumUses(read.uses), faults: read.faults.slice(0, FAULTS_MAX) };
}

function readJson(file: BoardFile): ReadBoard {
  const document = parse(file.text);
  if (document === undefined) return { uses: [], faults: ['The file is no JSON.'] };
  const found = file.source === 'ccusage' ? rowsOfCcusage(document) : rowsOfTokscale(document);
  const uses: LeaderboardUse[] = [];
  const faults: string[] = [];
  for (const [at, row] of found.entries()) {
    const use = toUse(row, file);
    if (typeof use === 'string') faults.push(`Row ${at + 1}: ${use}`);
    else uses.push(use);
  }
  return { uses, faults };
}

type FoundRow = {
  readonly label: unknown;
  readonly day: unknown;
  readonly tokens: unknown;
  readonly cost: unknown;
};

/** `{ daily: [ { date | period, totalTokens, totalCost } ] }`, the same for other spans; `projects: { name: [ … ] }` by instance. */
function rowsOfCcusage(document: unknown): readonly FoundRow[] {
  const lists = Array.isArray(document)
    ? [document]
    : [
        ...['daily', 'weekly', 'monthly', 'session', 'sessions'].map((name) => memberOf(document, name)),
        ...Object.values(objectOf(memberOf(document, 'projects'))),
      ];
  return lists.filter(Array.isArray).flatMap((list: readonly unknown[]) =>
    list.map((row) => ({
      label: undefined,
      day: firstOf(row, ['date', 'period', 'week', 'month', 'lastActivity']),
      tokens: firstOf(row, ['totalTokens']) ?? sumOf(row, CCUSAGE_TOKENS),
      cost: firstOf(row, ['totalCost', 'costUSD', 'cost']),
    })),
  );
}
const CCUSAGE_TOKENS = ['inputTokens', 'outputTokens', 'cacheCreationTokens', 'cacheReadTokens'];

/** `{ contributions: [ { date, totals: { tokens, cost } } ] }`, or `{ users: [ { username, totalTokens, totalCost } ] }`. */
function rowsOfTokscale(document: unknown): readonly FoundRow[] {
  const days = memberOf(document, 'contributions');
  if (Array.isArray(days))
    return days.map((row: unknown) => {
      const totals = memberOf(row, 'totals');
      return {
        label: undefined,
        day: memberOf(row, 'date'),
        tokens: memberOf(totals, 'tokens'),
        cost: memberOf(totals, 'cost'),
      };
    });
  const users = Array.isArray(document) ? document : memberOf(document, 'users');
  if (!Array.isArray(users)) return [];
  return users.map((row: unknown) => ({
    label: firstOf(row, ['username', 'displayName', 'name']),
    day: undefined,
    tokens: firstOf(row, ['totalTokens', 'tokens']),
    cost: firstOf(row, ['totalCost', 'cost']),
  }));
}

function toUse(row: FoundRow, file: BoardFile): LeaderboardUse | string {
  const label = typeof row.label === 'string' ? row.label : file.label;
  if (label === null || label.trim() === '') return 'it names nobody; say whose file it is (“label”).';
  const day = dayOf(row.day) ?? file.day;
  if (day === null) return 'it names no day; say the first day of what it counts (“day”).';
  const { tokens, cost } = row;
  if (typeof tokens !== 'number' || !Number.isFinite(tokens) || tokens < 0) return 'its tokens are no number.';
  if (cost !== undefined && cost !== null && (typeof cost !== 'number' || !Number.isFinite(cost) || cost < 0))
    return 'its cost is no number.';
  return {
    label: label.trim().slice(0, 200),
    day,
    tokens: BigInt(Math.round(tokens)),
    costNanodollars: typeof cost === 'number' ? BigInt(Math.round(cost * 1_000_000)) * 1_000n : null,
  };
}

/** `2026-03-01`, of a day, a moment or a month; null: it is none. */
export function dayOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const day = MONTH.test(value) ? `${value}-01` : value.slice(0, 10);
  return DAY.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? day : null;
}

/** One row for each name and day: files list models, projects and sessions apart. */
function sumUses(uses: readonly LeaderboardUse[]): readonly LeaderboardUse[] {
  const groups = Map.groupBy(uses, ({ label, day }) => JSON.stringify([label, day]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const costs = group.flatMap(({ costNanodollars }) => (costNanodollars === null ? [] : [costNanodollars]));
    return [
      {
        ...first,
        tokens: group.reduce((sum, { tokens }) => sum + tokens, 0n),
        costNanodollars: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0n),
      },
    ];
  });
}

function parse(text: string): unknown {
  try {
    const document: unknown = JSON.parse(text);
    return document;
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return objectOf(value)[name];
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function firstOf(row: unknown, names: readonly string[]): unknown {
  return names.map((name) => memberOf(row, name)).find((value) => value !== undefined);
}

function sumOf(row: unknown, names: readonly string[]): number | undefined {
  const found = names.map((name) => memberOf(row, name)).filter((value) => typeof value === 'number');
  return found.length === 0 ? undefined : found.reduce((sum, value) => sum + value, 0);
}
