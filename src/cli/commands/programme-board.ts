import type { Command } from 'commander';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { count, moment } from '../output/words.ts';
import { showRows } from './show-rows.ts';
import type { Write } from './write.ts';

type DecideOptions = ConnectionOptions & { readonly letStand?: boolean; readonly reason: string };

/** What a programme shows, to everybody and to oneself, and what its watch saw. */
export function addProgrammeBoardCommands(programmes: Command, write: Write): void {
  withConnection(programmes.command('board <id>'))
    .description('where teams of five and more stand; nobody is named')
    .addHelpText('after', '\nExample:\n  tokenward programmes board spring')
    .action((id: string, options: ConnectionOptions) => board(id, options, write));
  withConnection(programmes.command('mine'))
    .description('programmes that you are in, and what is yours in them, for you alone')
    .addHelpText('after', '\nExample:\n  tokenward programmes mine')
    .action(async (options: ConnectionOptions) => {
      const { rows } = await openConnection(options).call('listMyProgrammes', {});
      if (options.json === true) return write(JSON.stringify({ rows }));
      if (rows.length === 0) return write('No programme that runs is for you.');
      for (const { name, metric, charter, endsAt, mine, words } of rows) {
        write(`${name}: ${metric}${endsAt === null ? '' : `, until ${moment(endsAt)}`}`);
        if (charter !== null) write(`  It asks: ${charter.question}`);
        write(`  ${mine === null ? '' : `${mine} of 100. `}${words}`);
      }
    });
  withConnection(programmes.command('bursts <id>'))
    .description('bursts on a raw board: left out until somebody has looked')
    .option('--state <state>', 'open, left_out or let_stand')
    .addHelpText('after', '\nExample:\n  tokenward programmes bursts weeks --state open')
    .action(async (id: string, options: ConnectionOptions & { readonly state?: string }) => {
      const query = { limit: 500, ...(options.state === undefined ? {} : { state: options.state }) };
      const { rows } = await runOperation(openConnection(options), 'listBoardBursts', { params: { id }, query });
      await showRows(rows, ['id', 'personId', 'day', 'tokens', 'usualTokens', 'state', 'reason'], { options, write });
    });
  withConnection(programmes.command('decide-burst <id> <burst>'))
    .description('leave a burst out for good, or let it stand; never your own')
    .option('--let-stand', 'the day counts')
    .requiredOption('--reason <text>', 'why')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward programmes decide-burst weeks weeks/ben/2026-03-04 --let-stand --reason "a migration"',
    )
    .action(async (id: string, burstId: string, options: DecideOptions) => {
      const body = { burstId, letStand: options.letStand === true, reason: options.reason };
      const burst = await runOperation(openConnection(options), 'decideBoardBurst', { params: { id }, body });
      if (options.json === true) return write(JSON.stringify(burst));
      write(burst.state === 'let_stand' ? 'The day counts.' : 'The day stays left out.');
    });
}

async function board(id: string, options: ConnectionOptions, write: Write): Promise<void> {
  const { metric, state, rows } = await openConnection(options).call('readProgrammeBoard', { params: { id } });
  if (options.json === true) return write(JSON.stringify({ metric, state, rows }));
  write(`By ${metric}; ${state}.\n`);
  if (rows.length === 0) return write('There is nothing to show yet.');
  const columns = ['team', 'people', 'band', 'tokens each', 'tokens an outcome', 'in words'];
  write(
    layOutTable(
      columns.map((title, at) => ({ title, align: [1, 3, 4].includes(at) ? 'right' : 'left' })),
      rows.map(({ teamId, people, band, tokensPerPerson, tokensPerOutcome, words }) => [
        teamId,
        people === null ? '-' : String(people),
        band ?? '-',
        tokensPerPerson === null ? '-' : count(Math.round(tokensPerPerson)),
        tokensPerOutcome === null ? '-' : count(Math.round(tokensPerOutcome)),
        words ?? '',
      ]),
    ),
  );
  write('\nTokens an outcome is a signal of health, and no score.');
}
