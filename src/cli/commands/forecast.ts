import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import type { CommandHouse } from './command-files.ts';
import { drawBurnDown } from './draw-burn-down.ts';
import type { Write } from './write.ts';

type Forecast = AnswerOf<'readForecast'>;

export function addForecastCommand(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('forecast [envelope]'))
    .description('what envelopes will have spent when their period ends, and when they run out')
    .addHelpText(
      'after',
      '\nEight times in ten the end lies between "at least" and "at most". Of one envelope the burn-down is shown too.\n' +
        '\nExamples:\n  tokenward forecast\n  tokenward forecast team-support',
    )
    .action((id: string | undefined, options: ConnectionOptions) =>
      id === undefined ? showAll(options, write) : showOne(id, options, write),
    );
}

async function showAll(options: ConnectionOptions, write: Write): Promise<void> {
  const rows: Forecast[] = [];
  for await (const row of openConnection(options).rows('listForecasts', { query: { limit: 50 } })) rows.push(row);
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('There are no envelopes yet. "tokenward envelopes create" makes one.');
  const left = ['envelope'].map((title) => ({ title, align: 'left' as const }));
  const right = ['limit', 'spent', 'at least', 'likely', 'at most'].map((title) => ({
    title,
    align: 'right' as const,
  }));
  const last = ['runs out', 'odds', 'ends'].map((title) => ({ title, align: 'left' as const }));
  write(layOutTable([...left, ...right, ...last], rows.map(cellsOf)));
  if (rows.some(({ state }) => state !== 'forecast'))
    write('\n* not enough history: "tokenward forecast <envelope>" says more.');
}

function cellsOf(row: Forecast): readonly string[] {
  const { end, exhaustion, overspendProbability: odds } = row;
  const likely = end?.p50 ?? row.runRate;
  return [
    row.state === 'forecast' || row.state === 'not_forecast' ? row.envelopeId : `${row.envelopeId} *`,
    inWords(row, row.limit),
    inWords(row, row.spent),
    end === null ? '-' : inWords(row, end.p10),
    likely === null ? '-' : inWords(row, likely),
    end === null ? '-' : inWords(row, end.p90),
    exhaustion?.median ?? '-',
    odds === null ? '-' : `${Math.round(odds * 100)} %`,
    row.periodEnd.slice(0, 10),
  ];
}

/** `$1,200.00`, `3,000`. */
function inWords({ unit }: Pick<Forecast, 'unit'>, { amount }: Forecast['limit']): string {
  const [whole = '', decimals] = amount.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return unit === 'dollars' ? `$${grouped}.${(decimals ?? '').padEnd(2, '0').slice(0, 2)}` : grouped;
}

async function showOne(id: string, options: ConnectionOptions, write: Write): Promise<void> {
  const row = await runOperation(openConnection(options), 'readForecast', { params: { id } });
  if (options.json === true) return write(JSON.stringify(row));
  const unit = row.unit === 'dollars' ? '' : ` ${row.unit}`;
  write(
    `${row.envelopeName} (${row.envelopeId}): ${inWords(row, row.spent)} of ${inWords(row, row.limit)}${unit} spent.`,
  );
  write(row.sentence);
  for (const { date, amount, usedAs } of row.anomalies)
    write(`${date} stands out with ${inWords(row, amount)}; it was taken for ${inWords(row, usedAs)}.`);
  const isDrawn = row.burnDown.some(({ spent, expected }) => Number((spent ?? expected?.p90)?.amount ?? 0) > 0);
  if (isDrawn) write(`\n${drawBurnDown(row, (amount) => inWords(row, amount))}`);
  if (row.end !== null)
    write(
      `\n█ spent  ▒ likely  ░ at most  │ limit. Bands from past errors of ${row.pooledSeries} ${row.pooledSeries === 1 ? 'envelope' : 'envelopes'} and ${row.historyDays} days. Days are of ${row.timeZone}.`,
    );
}
