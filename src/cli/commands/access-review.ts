import type { Command } from 'commander';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { count, moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';

type ReviewOptions = ConnectionOptions & { readonly last?: string; readonly from?: string; readonly to?: string };

export function addAccessReviewCommand(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('access-review'))
    .description('who can read content and read or change the control plane, by which key, and who did')
    .option('--last <span>', 'of the last 24h, 7d, 12w; usually 30 days')
    .option('--from <moment>', 'from this moment on')
    .option('--to <moment>', 'before this moment')
    .addHelpText('after', '\nExample:\n  tokenward access-review --last 12w')
    .action(async (options: ReviewOptions) => {
      const review = await runOperation(openConnection(options), 'readAccessReview', { query: readRange(options) });
      if (options.json === true) return write(JSON.stringify(review));
      const titles = ['owner', 'key', 'scopes', 'roles', 'changes', 'readings', 'calls', 'last used', 'expires'];
      const numbers = ['changes', 'readings', 'calls'];
      const table = layOutTable(
        titles.map((title) => ({ title, align: numbers.includes(title) ? 'right' : 'left' })),
        review.keys.map((key) => [
          key.ownerId,
          key.status === 'active' ? key.name : `${key.name} (${key.status})`,
          key.scopes.join(' '),
          key.roles.join(' '),
          count(key.changes),
          count(key.readings),
          count(key.calls),
          key.lastUsedAt === null ? (key.stale ? 'stale' : 'not within the time') : moment(key.lastUsedAt),
          key.expiresAt === null ? 'never' : moment(key.expiresAt),
        ]),
      );
      write(`From ${moment(review.from)} to ${moment(review.to)}\n\n${table}`);
      write(
        '\nLooking at the control plane alone leaves no trace, so "last used" means a change, a reading or a call.',
      );
      for (const remark of review.remarks) write(`Mind: ${remark}`);
      for (const { readAt, readerId, ownerId, purpose } of review.readings) {
        write(`${moment(readAt)}  ${readerId} read text of ${ownerId} (${purpose})`);
      }
      write(`\n${zoneNote()}`);
    });
}
