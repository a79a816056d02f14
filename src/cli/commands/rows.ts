import type { Command } from 'commander';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutFields, layOutTable } from '../output/table.ts';
import { dollars, moment, zoneNote } from '../output/words.ts';
import { addBodyOptions, readBody } from './body-options.ts';
import type { AddCommands, CommandHouse } from './command-files.ts';
import { ROW_NOUNS, type RowNoun } from './row-nouns.ts';
import type { Write } from './write.ts';

type Row = Readonly<Record<string, unknown>>;
type ListOptions = ConnectionOptions & { readonly status?: string };

/** list, show, create and the verbs of every noun that the control API has rows of. */
export function addRowCommands(name: string): AddCommands {
  return (program, house) => {
    for (const noun of ROW_NOUNS) if (noun.command === name) addNoun(program, noun, house);
  };
}

function addNoun(program: Command, noun: RowNoun, { write }: CommandHouse): void {
  const { command, one } = noun;
  const group = program
    .command(command)
    .description(`${listedVerbs(noun)} ${command.replaceAll('-', ' ')}`)
    .addHelpText('after', `\nExamples:\n  tokenward ${command} list\n  tokenward ${noun.example}`);
  withConnection(group.command('list'))
    .description(`list ${command.replaceAll('-', ' ')}`)
    .option('--status <status>', 'only those in this status')
    .addHelpText('after', `\nExample:\n  tokenward ${command} list --json`)
    .action((options: ListOptions) => listRows(noun, options, write));
  withConnection(group.command('show <id>'))
    .description(`everything about one ${one}`)
    .addHelpText('after', `\nExample:\n  tokenward ${command} show <id>`)
    .action(async (id: string, options: ConnectionOptions) => {
      const row = await runOperation(openConnection(options), noun.read, { params: { id } });
      showRow(row, options, write);
    });
  addBodyOptions(withConnection(group.command('create')), noun.create)
    .description(`create one ${one}`)
    .addHelpText('after', `\nExample:\n  tokenward ${noun.example}`)
    .action(async (options: ConnectionOptions & Row) => {
      const row = await runOperation(openConnection(options), noun.create, { body: readBody(noun.create, options) });
      if (options.json !== true) write(`Created the ${one} "${idOf(row)}".\n`);
      showRow(row, options, write);
    });
  for (const [verb, operation] of Object.entries(noun.verbs)) {
    addBodyOptions(withConnection(group.command(`${verb} <id>`)), operation)
      .description(`${verb} one ${one}`)
      .addHelpText('after', `\nExample:\n  tokenward ${command} ${verb} <id>`)
      .action(async (id: string, options: ConnectionOptions & Row) => {
        const request = { params: { id }, body: readBody(operation, options) };
        showRow(await runOperation(openConnection(options), operation, request), options, write);
      });
  }
}

function listedVerbs(noun: RowNoun): string {
  return ['list', 'show', 'create', ...Object.keys(noun.verbs)].join(', ').replace(/, (\w+)$/, ' and $1');
}

export async function listRows(
  noun: Pick<RowNoun, 'command' | 'list' | 'columns'>,
  options: ListOptions,
  write: Write,
): Promise<void> {
  const client = openConnection(options);
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const query = {
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
      ...(options.status === undefined ? {} : { status: options.status }),
    };
    const page = await runOperation(client, noun.list, { query });
    if (!('rows' in page) || !('next' in page)) break;
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write(`There are no ${noun.command.replaceAll('-', ' ')} here yet.`);
  const columns = noun.columns.map((title) => ({ title: words(title), align: 'left' as const }));
  write(
    layOutTable(
      columns,
      rows.map((row) => noun.columns.map((member) => shortened(shown(member, row[member])))),
    ),
  );
  if (noun.columns.some(isMoment)) write(`\n${zoneNote()}`);
}

export function showRow(row: Row, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(row));
  write(layOutFields(Object.entries(row).map(([member, value]) => [words(member), shown(member, value)])));
  write(`\n${zoneNote()}`);
}

function idOf(row: Row): string {
  return String(row['id']);
}

/** `managerPersonId` → `manager person id` */
function words(member: string): string {
  if (member === PRICES) return 'dollars per million tokens';
  return member.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function isMoment(member: string): boolean {
  return /(At|From|To)$/.test(member);
}

const CELL_CHARACTERS_MAX = 56;

/** In tables; "show" and --json tell all. */
function shortened(text: string): string {
  return text.length <= CELL_CHARACTERS_MAX ? text : `${text.slice(0, CELL_CHARACTERS_MAX - 1)}…`;
}

function shown(member: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '-';
  if (typeof value === 'string' && isMoment(member) && !Number.isNaN(Date.parse(value))) return moment(value);
  if (member === PRICES && typeof value === 'object') return pricesOf(value);
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map((one) => shown('', one)).join(', ');
  if (typeof value === 'object') return partsOf(value);
  return String(value);
}

const PRICES = 'nanodollarsPerMillionTokens';

function pricesOf(buckets: object): string {
  const known = Object.entries(buckets).filter(([, price]) => price !== null);
  return known.map(([bucket, price]) => `${words(bucket)} ${dollars(String(price))}`).join(' · ');
}

/** Members without those that are null: `openai:gpt-5.4` says as much as its JSON, and fits. */
function partsOf(value: object): string {
  const parts = Object.entries(value).filter(([, part]) => part !== null);
  return parts.length === 0 ? '-' : parts.map(([name, part]) => `${words(name)} ${shown('', part)}`).join(' · ');
}
