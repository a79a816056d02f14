import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { moment } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type Options = ConnectionOptions;
type Reason = Options & { readonly reason: string };

/** Who comes in by a link, and what becomes of it when somebody leaves. */
export function addArrivalCommands(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('invite'))
    .argument('<person>', 'id of a person who is in the directory')
    .description('make a link, good once and for three days, by which a person chooses a password')
    .addHelpText('after', '\nExample:\n  tokenward invite lena')
    .action(async (id: string, options: Options) => {
      const made = await runOperation(openConnection(options), 'createSignInLink', { params: { id } });
      if (options.json === true) return write(JSON.stringify(made));
      write(`Send this to "${id}" alone; it works once, until ${moment(made.expiresAt)}:\n${made.link ?? ''}`);
    });
  withConnection(program.command('deactivate'))
    .argument('<person>', 'id of the person who leaves')
    .description('end sessions, password, keys and roles of somebody who leaves, and list what others take over')
    .requiredOption('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  tokenward deactivate lena --reason "left the company"')
    .action((id: string, options: Reason) => deactivate(id, options, write));
  const handovers = program
    .command('handovers')
    .description('what people who left owned, until it has other owners')
    .addHelpText('after', '\nExample:\n  tokenward handovers list');
  withConnection(handovers.command('list', { isDefault: true }))
    .description('what waits for other owners')
    .addHelpText('after', '\nExample:\n  tokenward handovers list')
    .action((options: Options) => listOpen(options, write));
  withConnection(handovers.command('close'))
    .argument('<id>', 'id of a handover')
    .description('say that all of it has other owners; it is looked at')
    .addHelpText('after', '\nExample:\n  tokenward handovers close 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11')
    .action(async (id: string, options: Options) => {
      const closed = await runOperation(openConnection(options), 'closeHandover', { params: { id } });
      write(
        options.json === true
          ? JSON.stringify(closed)
          : `Everything that "${closed.personId}" owned has another owner.`,
      );
    });
}

async function deactivate(id: string, options: Reason, write: Write): Promise<void> {
  const request = { params: { id }, body: { reason: options.reason } };
  const done = await runOperation(openConnection(options), 'deactivatePerson', request);
  if (options.json === true) return write(JSON.stringify(done));
  write(
    `"${id}" is gone: ${done.sessionsEnded} sessions, ${done.keysRevoked} keys and ${done.rolesEnded} roles ended.`,
  );
  if (done.handoverId !== null) write('What they owned waits for others: tokenward handovers list');
}

async function listOpen(options: Options, write: Write): Promise<void> {
  const rows: AnswerOf<'listHandovers'>['rows'] = [];
  const request = { query: { state: 'open' as const } };
  for await (const row of openConnection(options).rows('listHandovers', request)) rows.push(row);
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length === 0) return write('Nothing waits for another owner.');
  for (const { id, personId, reason, items } of rows) {
    write(`${personId} (${reason}), handover ${id}`);
    for (const { noun, id: itemId, name } of items) write(`  ${noun.replaceAll('_', ' ')} ${itemId}  ${name}`);
  }
}
