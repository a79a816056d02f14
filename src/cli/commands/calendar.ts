import type { Command } from 'commander';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { addBodyOptions, readBody } from './body-options.ts';
import type { CommandHouse } from './command-files.ts';
import { showRow } from './rows.ts';

type Options = ConnectionOptions & Readonly<Record<string, unknown>>;

export function addCalendarCommands(program: Command, { write }: CommandHouse): void {
  const calendar = program
    .command('calendar')
    .description("the organisation's time zone, first day of the week and first month of the year")
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward calendar\n  tokenward calendar change --time-zone Europe/Berlin --year-starts-in-month 4',
    );
  withConnection(calendar.command('show', { isDefault: true }))
    .description('by which calendar periods of envelopes begin and end')
    .addHelpText('after', '\nExample:\n  tokenward calendar show')
    .action(async (options: Options) =>
      showRow(await openConnection(options).call('readCalendar', {}), options, write),
    );
  addBodyOptions(withConnection(calendar.command('change')), 'changeCalendar')
    .description('change the calendar; where a period is moved, the new one takes over what was spent in it')
    .addHelpText('after', '\nExample:\n  tokenward calendar change --time-zone America/New_York --week-starts-on 7')
    .action(async (options: Options) => {
      const body = readBody('changeCalendar', options);
      showRow(await runOperation(openConnection(options), 'changeCalendar', { body }), options, write);
    });
}
