import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import type { Write } from './write.ts';

type TourOptions = ConnectionOptions & { readonly again?: boolean; readonly skip?: boolean };

/** `me tour`: whether the tour to the first call waits in the browser. */
export function addMyTour(me: Command, write: Write): void {
  withConnection(me.command('tour'))
    .description('whether the tour to a first call waits for you in the browser')
    .option('--again', 'have it offered again')
    .option('--skip', 'put it away')
    .addHelpText('after', '\nExample:\n  tokenward me tour --again')
    .action(async (options: TourOptions) => {
      const client = openConnection(options);
      const state = options.again === true ? 'offered' : options.skip === true ? 'skipped' : null;
      const tour =
        state === null ? await client.call('readMyTour', {}) : await client.call('setMyTour', { body: { state } });
      write(options.json === true ? JSON.stringify(tour) : tourInWords(tour));
    });
}

function tourInWords({ isOffered, state, callId }: AnswerOf<'readMyTour'>): string {
  if (isOffered) return 'It waits for you on the first page, at /tour.';
  if (callId !== null) return `You took it, and it ended with your call ${callId}.`;
  return state === 'skipped'
    ? 'You put it away; --again brings it back.'
    : 'You have called already: it is not offered.';
}
