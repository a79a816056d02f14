import type { Command } from 'commander';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { moment, zoneNote } from '../output/words.ts';
import { tasksInWords } from './task-words.ts';
import type { Write } from './write.ts';

type Options = ConnectionOptions & { readonly from?: string; readonly to?: string; readonly last?: string };

/** `me tasks`: one's own tasks in sum, in words. */
export function addMyTasks(me: Command, write: Write): void {
  withConnection(me.command('tasks'))
    .description('what your tasks cost, beside what others’ like them cost, and what would help')
    .option('--last <span>', 'of the last 24h, 7d, 12w; usually 30 days')
    .option('--from <moment>', 'from this moment on')
    .option('--to <moment>', 'before this moment')
    .addHelpText('after', '\nExample:\n  tokenward me tasks --last 7d')
    .action(async (options: Options) => {
      const mine = await openConnection(options).call('readMyTasks', { query: readRange(options) });
      if (options.json === true) return write(JSON.stringify(mine));
      const parts = [`From ${moment(mine.from)} to ${moment(mine.to)}. ${zoneNote()}`, mine.sentences.join('\n')];
      if (mine.isPartial) parts.push('There were more tasks than can be summed at once: narrow the time.');
      if (mine.dearest.length > 0) parts.push(`The dearest\n\n${tasksInWords(mine.dearest)}`);
      write(parts.join('\n\n'));
    });
}
