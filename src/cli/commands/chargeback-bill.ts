import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ControlClient } from '../../client/create-control-client.ts';
import { parseWire } from '../../contract/parse-wire.ts';
import { type AnswerOf, ROUTES } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { type Column, layOutTable } from '../output/table.ts';
import { exactDollars, wholeNumber } from '../output/words.ts';
import type { Write } from './write.ts';

export type BillOptions = ConnectionOptions & {
  readonly by?: string;
  readonly mine?: boolean;
  readonly limit?: number;
  readonly team?: string;
  readonly project?: string;
  readonly useCase?: string;
  readonly costCentre?: string;
  readonly model?: string;
  readonly lane?: string;
  readonly day?: string;
};

type Showback = AnswerOf<'readShowback'>;
type Sums = Showback['totals'];
type RatedRow = AnswerOf<'listRatedRows'>;

/** A large month is summed in seconds, and may be asked for by the year. */
export const BILL_TIMEOUT_MS = 300_000;

export async function showBill(period: string | undefined, options: BillOptions, write: Write): Promise<void> {
  const client = openConnection(options, { timeoutMs: BILL_TIMEOUT_MS });
  const showback = await readBill(client, period ?? thisMonth(), options);
  if (options.json === true) return write(JSON.stringify(showback));
  write(`${showback.months.join(', ')} in ${showback.timeZone}: ${closedWords(showback)}.\n`);
  if (showback.rows.length === 0) return write('Nothing was used or charged in this time.');
  const rows = showback.rows.map((row) => cellsOf(row.group ?? '(none)', row));
  write(layOutTable(columnsOf(showback.by), [...rows, cellsOf('all', showback.totals)]));
  const notes = notesOf(showback.totals);
  if (notes.length > 0) write(`\n${notes.join('\n')}`);
}

function readBill(client: ControlClient, period: string, options: BillOptions): Promise<Showback> {
  if (options.mine === true) return runOperation(client, 'readMyShowback', { query: { period, by: options.by } });
  return runOperation(client, 'readShowback', { query: { period, by: options.by, ...filtersOf(options) } });
}

/** The rows of a period for people; with --json all of them, as they were sent. */
export async function showRows(period: string | undefined, options: BillOptions, write: Write): Promise<void> {
  const client = openConnection(options, { timeoutMs: BILL_TIMEOUT_MS });
  const query = readQuery({ period: period ?? thisMonth(), ...filtersOf(options) });
  const lines = client.lines('listRatedRows', { query });
  if (options.json === true) {
    await pipeline(Readable.from(withFeeds(lines)), process.stdout, { end: false });
    return;
  }
  const limit = options.limit ?? 50;
  const rows: RatedRow[] = [];
  let more = false;
  for await (const line of lines) {
    if (rows.length === limit) {
      more = true;
      break;
    }
    rows.push(JSON.parse(line));
  }
  if (rows.length === 0) return write('There are no such rows.');
  const titles = ['day', 'for', 'team', 'use case', 'model', 'what', 'tokens', '$ a million', 'cost'];
  const columns = titles.map((title, at): Column => ({ title, align: at > 5 ? 'right' : 'left' }));
  write(layOutTable(columns, rows.map(rowCells)));
  if (more) write(`\nThere are more: narrow them, raise --limit, or take all by --json.`);
}

async function* withFeeds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** Pieces of a file to a file or to standard output. */
export async function pour(pieces: AsyncIterable<Uint8Array>, file: string | undefined): Promise<void> {
  if (file === undefined) await pipeline(Readable.from(pieces), process.stdout, { end: false });
  else await pipeline(Readable.from(pieces), createWriteStream(file));
}

export function thisMonth(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
}

function filtersOf(options: BillOptions): Readonly<Record<string, string>> {
  const { team, project, useCase, costCentre, model, lane, day } = options;
  const given = { teamId: team, projectId: project, useCaseId: useCase, costCentre, modelId: model, lane, day };
  const said: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) if (value !== undefined) said[name] = value;
  return said;
}

/** What does not fit the contract is said before it is sent. */
function readQuery(query: Readonly<Record<string, string>>) {
  const parsed = parseWire(ROUTES.listRatedRows.query, query);
  if (parsed.kind === 'parsed') return parsed.value;
  throw new CliFailure(parsed.faults.map(({ path, detail }) => `${path.join('.')} ${detail}.`).join('\n'), 2);
}

function closedWords({ months, closedMonths }: Showback): string {
  if (closedMonths.length === months.length) return 'closed';
  return closedMonths.length === 0 ? 'open, it changes with each call' : `closed are ${closedMonths.join(', ')}`;
}

function columnsOf(by: string): readonly Column[] {
  const titles = ['calls', 'tokens', 'list', 'cost', 'shared', 'adjusted', 'estimated', 'unpriced calls'];
  return [
    { title: by.replace('_', ' '), align: 'left' },
    ...titles.map((title): Column => ({ title, align: 'right' })),
  ];
}

function cellsOf(name: string, sums: Sums): readonly string[] {
  const amounts = [sums.listCostDollars, sums.costDollars, sums.sharedCostDollars, sums.adjustedCostDollars];
  return [
    name,
    wholeNumber(sums.calls),
    wholeNumber(sums.tokens),
    ...[...amounts, sums.estimatedCostDollars].map(exactDollars),
    wholeNumber(sums.callsUnpriced),
  ];
}

function notesOf(totals: Sums): readonly string[] {
  if (totals.callsUnpriced === '0') return [];
  return [
    `The cost of ${wholeNumber(totals.callsUnpriced)} calls is not known, and in no sum: "tokenward prices" says what is priced.`,
  ];
}

function rowCells(row: RatedRow): readonly string[] {
  const what =
    row.reason ?? (row.meter === null ? row.kind : `${row.meter}${row.kind === 'unpriced' ? ', unpriced' : ''}`);
  return [
    row.day,
    row.adjusts ?? row.month,
    ...[row.teamId, row.useCaseId, row.modelId].map((id) => id ?? ''),
    row.usageBasis === 'estimated' ? `${what}, estimated` : what,
    wholeNumber(row.tokens),
    row.contractedPriceDollarsPerMillion ?? '',
    row.costDollars === null ? 'unpriced' : exactDollars(row.costDollars),
  ];
}
