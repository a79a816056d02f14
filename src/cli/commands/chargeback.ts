import { type Command, Option } from 'commander';
import { ShowbackGrouping } from '../../contract/chargeback.ts';
import { ReportVendor } from '../../contract/cost-reports.ts';
import { withConnection } from '../connection/open-connection.ts';
import { readLimit } from '../connection/read-limit.ts';
import { type BillOptions, showBill, showRows } from './chargeback-bill.ts';
import { type AdjustOptions, adjust, type CloseOptions, close, listCloses } from './chargeback-close.ts';
import { type ExportOptions, exportFocus } from './chargeback-export.ts';
import {
  type ImportOptions,
  importReport,
  listReports,
  type ReconcileOptions,
  reconcileMonth,
} from './chargeback-reports.ts';
import { listShared, type ShareOptions, shareCost } from './chargeback-share.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

export function addChargebackCommands(program: Command, { write }: CommandHouse): void {
  const chargeback = program
    .command('chargeback')
    .description('who is charged what: show it, close months, share costs, export, compare with vendors’ bills')
    .addHelpText('after', '\nHow rows are rated, closed and exported: docs/chargeback.md.\n');
  addBills(chargeback, write);
  addCloses(chargeback, write);
  addShares(chargeback, write);
  addReports(chargeback, write);
}

function addBills(chargeback: Command, write: Write): void {
  withFilters(withConnection(chargeback.command('show [period]')))
    .description('what a month, quarter or year comes to (default: this month)')
    .addOption(new Option('--by <what>', 'one row for each').choices(ShowbackGrouping.options).default('team'))
    .option('--mine', 'your own calls, and nobody else’s')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward chargeback show\n  tokenward chargeback show 2026-Q4 --by cost_centre\n  tokenward chargeback show 2026-11 --mine --by day',
    )
    .action((period: string | undefined, options: BillOptions) => showBill(period, options, write));
  withFilters(withConnection(chargeback.command('rows [period]')))
    .description('the rated rows behind a sum; --json gives all of them, one a line')
    .option('--limit <rows>', 'at most so many rows', readLimit, 50)
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward chargeback rows 2026-11 --team support --day 2026-11-03\n  tokenward chargeback rows 2026-11 --json > rows.ndjson',
    )
    .action((period: string | undefined, options: BillOptions) => showRows(period, options, write));
  withConnection(chargeback.command('export <period>'))
    .description('the rows as FOCUS has them, as CSV or Parquet')
    .addOption(new Option('--focus <version>', 'version of FOCUS').choices(['1.3', '1.2']).default('1.3'))
    .addOption(new Option('--format <format>', 'kind of file').choices(['csv', 'parquet']).default('csv'))
    .option('-o, --output <file>', 'file to write (default: standard output)')
    .option(
      '--metadata <file>',
      'write FOCUS’s metadata there too: schema, recency, and what is left out; of a month only',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward chargeback export 2026-11 -o november.csv\n  tokenward chargeback export 2026-11 --format parquet -o november.parquet --metadata november.json',
    )
    .action((period: string, options: ExportOptions) => exportFocus(period, options, write));
}

function addCloses(chargeback: Command, write: Write): void {
  withConnection(chargeback.command('close <month>'))
    .description('close a month that is over; it cannot be opened again (scope finance)')
    .option('--yes', 'close it; without this the command says what it would close')
    .addHelpText('after', '\nExample:\n  tokenward chargeback close 2026-10 --yes')
    .action((month: string, options: CloseOptions) => close(month, options, write));
  withConnection(chargeback.command('closes [month]'))
    .description('closed months, or one of them with its lines hashed again')
    .addHelpText('after', '\nExamples:\n  tokenward chargeback closes\n  tokenward chargeback closes 2026-10')
    .action((month: string | undefined, options: CloseOptions) => listCloses(month, options, write));
  withConnection(chargeback.command('adjust <month>'))
    .description('post an amount about a closed month; it is charged in the open one (scope finance)')
    .requiredOption('--amount <dollars>', 'as 12.50, or -12.50 to give back')
    .requiredOption('--reason <text>', 'why: it stands on the bill')
    .option('--team <id>', 'charge this team')
    .option('--project <id>', 'of this project')
    .option('--use-case <id>', 'of this use case')
    .option('--cost-centre <code>', 'on this cost centre')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward chargeback adjust 2026-10 --team support --amount -12.50 --reason "credit note 88"',
    )
    .action((month: string, options: AdjustOptions) => adjust(month, options, write));
}

function addShares(chargeback: Command, write: Write): void {
  withConnection(chargeback.command('share <id>'))
    .description('share a cost among teams from a month on, or change how (scope finance)')
    .requiredOption('--name <text>', 'what it is')
    .requiredOption('--from <month>', 'first month')
    .option('--until <month>', 'last month (default: until changed)')
    .option('--amount <dollars>', 'so much a month')
    .option('--use-case <id>', 'or: what a use case cost that serves all')
    .addOption(
      new Option('--residual <vendor>', 'or: what a vendor billed beyond our calls').choices(ReportVendor.options),
    )
    .addOption(
      new Option('--rule <rule>', 'who bears it').choices(['proportional', 'even', 'fixed']).default('proportional'),
    )
    .option('--teams <teams>', 'even: support,legal (default: all that used something); fixed: support=60,legal=40')
    .requiredOption('--reason <text>', 'why')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward chargeback share platform --name "Platform fee" --from 2026-11 --amount 900 --reason contract\n  tokenward chargeback share search --name "Search for all" --from 2026-11 --use-case retrieval --rule even --reason "serves all"',
    )
    .action((id: string, options: ShareOptions) => shareCost(id, options, write));
  withConnection(chargeback.command('shared'))
    .description('costs that teams bear together')
    .addHelpText('after', '\nExample:\n  tokenward chargeback shared')
    .action((options: ShareOptions) => listShared(options, write));
}

function addReports(chargeback: Command, write: Write): void {
  const vendor = new Option('--vendor <vendor>', 'whose it is').choices(ReportVendor.options).makeOptionMandatory();
  withConnection(chargeback.command('import <file>'))
    .description('import a vendor’s cost report, as its API answers it or its page exports it (scope finance)')
    .addOption(vendor)
    .option('--project <pair...>', 'the vendor’s project or workspace and ours: proj_abc=help-desk')
    .addHelpText(
      'after',
      '\nA file is taken whole or not at all; the same content is taken once.\n\nExample:\n  tokenward chargeback import costs.json --vendor openai --project proj_abc=help-desk',
    )
    .action((file: string, options: ImportOptions) => importReport(file, options, write));
  withConnection(chargeback.command('imports'))
    .description('what was imported, the newest first')
    .addHelpText('after', '\nExample:\n  tokenward chargeback imports')
    .action((options: ImportOptions) => listReports(options, write));
  withConnection(chargeback.command('reconcile [month]'))
    .description('ours beside the vendor’s, with what is left and why it may be')
    .addOption(vendor)
    .addHelpText('after', '\nExample:\n  tokenward chargeback reconcile 2026-10 --vendor anthropic')
    .action((month: string | undefined, options: ReconcileOptions) => reconcileMonth(month, options, write));
}

function withFilters(command: Command): Command {
  return command
    .option('--team <id>', 'of this team only')
    .option('--project <id>', 'of this project only')
    .option('--use-case <id>', 'of this use case only')
    .option('--cost-centre <code>', 'of this cost centre only')
    .option('--model <id>', 'of this model only')
    .addOption(new Option('--lane <lane>', 'of this lane only').choices(['exploration', 'production']))
    .option('--day <day>', 'of this day only, as 2026-11-03');
}
