import type { Command } from 'commander';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import type { CommandHouse } from './command-files.ts';

/** The server says every fifteen seconds that it is there; longer silence than this means that it is not. */
const SILENCE_MAX_MS = 45_000;
const DATA = 'data: ';

export function addEventsCommand(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('events'))
    .description('hear which parts change while it runs, one JSON line for each message; end it with Ctrl C')
    .option('--after <place>', 'also what came since this place in the trail, as an earlier message named it')
    .addHelpText('after', '\nExamples:\n  tokenward events\n  tokenward events --after 4711')
    .action(async (options: ConnectionOptions & { readonly after?: string }) => {
      const { after } = options;
      const client = openConnection(options, { timeoutMs: SILENCE_MAX_MS });
      for await (const line of client.lines('followEvents', { query: after === undefined ? {} : { after } }))
        if (line.startsWith(DATA)) write(line.slice(DATA.length));
    });
}
