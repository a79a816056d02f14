import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { dollars } from '../output/words.ts';
import type { Write } from './write.ts';

type Reuse = AnswerOf<'readLibraryReuse'>['rows'][number];
type ReuseOptions = ConnectionOptions & {
  readonly by: string;
  readonly last?: string;
  readonly from?: string;
  readonly to?: string;
};

/** What people do with the library: render to copy, start from it, see who uses it again. */
export function addLibraryUseCommands(library: Command, write: Write): void {
  withConnection(library.command('render <id>'))
    .description('the text of an asset, a template with your parameters, to copy; that you took it is counted')
    .option('--at <version>', 'a number, "production", "canary" or "current"', 'current')
    .option('--set <name=value>', 'a parameter; once for each', collect, [])
    .addHelpText('after', '\nExample:\n  tokenward library render meeting-notes --set notes="$(cat notes.txt)"')
    .action((id: string, options: ConnectionOptions & { readonly at: string; readonly set: readonly string[] }) =>
      render(id, options, write),
    );
  withConnection(library.command('starter'))
    .description('what people with your roles start from')
    .addHelpText('after', '\nExample:\n  tokenward library starter')
    .action((options: ConnectionOptions) => starter(options, write));
  withConnection(library.command('reuse [id]'))
    .description('how often assets were used again by others than their owners, and by way of which forks')
    .option('--by <what>', 'asset, version, team or adopter', 'asset')
    .option('--last <span>', 'for instance 7d or 12w; 30 days where nothing is said')
    .option('--from <moment>', 'inclusive')
    .option('--to <moment>', 'exclusive')
    .addHelpText('after', '\nExample:\n  tokenward library reuse meeting-notes --by team --last 12w')
    .action((id: string | undefined, options: ReuseOptions) => reuse(id, options, write));
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function render(
  id: string,
  options: ConnectionOptions & { readonly at: string; readonly set: readonly string[] },
  write: Write,
): Promise<void> {
  const parameters: Record<string, string> = {};
  for (const one of options.set) {
    const at = one.indexOf('=');
    if (at < 1) throw new CliFailure(`--set "${one}" is no parameter: write --set name=value.`, 2);
    parameters[one.slice(0, at)] = one.slice(at + 1);
  }
  const request = { params: { id, version: options.at }, body: { parameters } };
  const rendered = await runOperation(openConnection(options), 'renderLibraryVersion', request);
  if (options.json === true) return write(JSON.stringify(rendered));
  // The text alone goes to the output, so that it can be piped; what is said of it stands beside.
  if (rendered.warning !== null) process.stderr.write(`${rendered.warning}\n`);
  process.stderr.write(`Send "tokenward-template: ${rendered.header}" with it, so that its reuse is counted.\n\n`);
  if (rendered.link !== null) process.stderr.write(`Found at ${rendered.link}\n\n`);
  write(rendered.text);
}

async function starter(options: ConnectionOptions, write: Write): Promise<void> {
  const set = await openConnection(options).call('listStarterSet', {});
  if (options.json === true) return write(JSON.stringify(set));
  if (set.rows.length === 0) return write('Nothing is set out for your roles yet: tokenward library list shows all.');
  const columns = ['id', 'kind', 'what for', 'use case', 'version', 'used'];
  write(
    layOutTable(
      columns.map((title) => ({ title, align: 'left' })),
      set.rows.map(({ asset, version, used }) => [
        asset.id,
        asset.kind,
        asset.name,
        asset.useCaseId,
        version === null ? '-' : String(version.version),
        used ? 'yes' : 'not yet',
      ]),
    ),
  );
}

async function reuse(id: string | undefined, options: ReuseOptions, write: Write): Promise<void> {
  const query = { ...readRange(options), by: options.by, ...(id === undefined ? {} : { assetId: id }) };
  const answer = await runOperation(openConnection(options), 'readLibraryReuse', { query });
  if (options.json === true) return write(JSON.stringify(answer));
  if (answer.rows.length === 0) return write('Nobody has used it in this time.');
  const columns = COLUMNS.filter(({ when }) => when === undefined || when.includes(options.by));
  write(
    layOutTable(
      columns.map(({ title, isNumber }) => ({ title, align: isNumber ? 'right' : 'left' })),
      answer.rows.map((row) => columns.map(({ shown }) => shown(row))),
    ),
  );
  write('\nCalls of the owner are not reuse. A copied template is counted where the call names it.');
}

type ReuseColumn = {
  readonly title: string;
  readonly isNumber: boolean;
  readonly when?: readonly string[];
  readonly shown: (row: Reuse) => string;
};

// biome-ignore format: a table is read down
const COLUMNS: readonly ReuseColumn[] = [
  { title: 'asset',       isNumber: false, shown: (row) => row.assetId },
  { title: 'forked from', isNumber: false, when: ['asset'], shown: ({ forkedFrom }) => (forkedFrom === null ? '-' : `${forkedFrom.assetId}@${forkedFrom.version}`) },
  { title: 'version',     isNumber: false, when: ['version', 'team', 'adopter'], shown: (row) => row.version ?? 'not said' },
  { title: 'team',        isNumber: false, when: ['team', 'adopter'], shown: (row) => row.teamId ?? '-' },
  { title: 'adopter',     isNumber: false, when: ['adopter'], shown: (row) => row.adopter?.id ?? '-' },
  { title: 'calls',       isNumber: true,  shown: (row) => String(row.calls) },
  { title: 'by forks',    isNumber: true,  when: ['asset'], shown: (row) => String(row.forkCalls ?? 0) },
  { title: 'copied',      isNumber: true,  when: ['asset'], shown: (row) => String(row.copies ?? 0) },
  { title: 'tasks',       isNumber: true,  shown: (row) => String(row.tasks) },
  { title: 'adopters',    isNumber: true,  when: ['asset', 'version', 'team'], shown: (row) => String(row.adopters) },
  { title: 'teams',       isNumber: true,  when: ['asset', 'version'], shown: (row) => String(row.teams) },
  { title: 'cost',        isNumber: true,  shown: (row) => dollars(row.costNanodollars) },
  { title: 'by owner',    isNumber: true,  shown: (row) => String(row.ownerCalls) },
];
