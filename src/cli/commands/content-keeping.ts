import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { count, moment, zoneNote } from '../output/words.ts';
import { addScopeOptions, readScope, type ScopeOptions } from './content-scope.ts';
import type { Write } from './write.ts';

type Reason = { readonly reason: string };
type RetentionOptions = ConnectionOptions & {
  readonly useCase?: string;
  readonly class?: string;
  readonly days?: string;
  readonly end?: string;
};
type EraseOptions = ConnectionOptions & Reason & { readonly serviceAccount?: boolean };

const EXAMPLE_ID = '019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11';

/** How long content is kept, and what goes before its time. */
export function addContentKeepingCommands(content: Command, write: Write): void {
  addScopeOptions(withConnection(content.command('hold')))
    .description('place a legal hold: nothing within the scope is deleted; without a scope, list the holds')
    .option('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  tokenward content hold --person sam --reason "case 12/2026"')
    .action((options: ConnectionOptions & ScopeOptions & Partial<Reason>) => hold(options, write));
  withConnection(content.command('release <hold>'))
    .description('lift a legal hold')
    .requiredOption('--reason <text>', 'why')
    .addHelpText('after', `\nExample:\n  tokenward content release ${EXAMPLE_ID} --reason "case closed"`)
    .action((id: string, options: ConnectionOptions & Reason) => release(id, options, write));
  withConnection(content.command('erase-person <id>'))
    .description('destroy all kept text of a person, and the key that opens it')
    .requiredOption('--reason <text>', 'why')
    .option('--service-account', 'the id is that of a service account')
    .addHelpText('after', '\nExample:\n  tokenward content erase-person sam --reason "asked for by Sam"')
    .action((id: string, options: EraseOptions) => erase(id, options, write));
  withConnection(content.command('retention'))
    .description('for how many days content is kept: show, set with --days, take back with --end')
    .option('--use-case <id>', 'of this use case')
    .option('--class <class>', 'of this class: public, internal, confidential, restricted')
    .option('--days <days>', 'keep it for so many days')
    .option('--end <rule>', 'take this rule back')
    .addHelpText('after', '\nExample:\n  tokenward content retention --use-case letters --class confidential --days 7')
    .action((options: RetentionOptions) => retention(options, write));
  withConnection(content.command('rewrap'))
    .description("wrap all keys with the vault's newest key, after a new one was put first")
    .addHelpText('after', '\nExample:\n  tokenward content rewrap')
    .action((options: ConnectionOptions) => rewrap(options, write));
}

async function hold(options: ConnectionOptions & ScopeOptions & Partial<Reason>, write: Write): Promise<void> {
  const scope = readScope(options);
  const client = openConnection(options);
  if (Object.keys(scope).length > 0) {
    if (options.reason === undefined) throw new CliFailure('A hold needs a --reason.', 2);
    const body = { ...scope, reason: options.reason };
    const placed = await runOperation(client, 'placeContentHold', { body });
    if (options.json === true) return write(JSON.stringify(placed));
    return write(
      `Nothing within it is deleted from now on. Lift it with\n\n  tokenward content release ${placed.id} --reason …`,
    );
  }
  const rows: AnswerOf<'placeContentHold'>[] = [];
  for await (const row of client.rows('listContentHolds', { query: {} })) rows.push(row);
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length === 0) return write('There is no legal hold.');
  const table = layOutTable(
    ['hold', 'placed', 'by', 'of', 'state', 'reason'].map((title) => ({ title, align: 'left' })),
    rows.map((row) => [
      row.id,
      moment(row.createdAt),
      row.placedBy,
      [row.callId, row.personId, row.useCaseId, row.from, row.to].filter((part) => part !== null).join(' '),
      row.state,
      row.reason,
    ]),
  );
  write(`${table}\n\n${zoneNote()}`);
}

async function release(id: string, options: ConnectionOptions & Reason, write: Write): Promise<void> {
  const asked = { params: { id }, body: { reason: options.reason } };
  const lifted = await runOperation(openConnection(options), 'liftContentHold', asked);
  if (options.json === true) return write(JSON.stringify(lifted));
  write('The hold is lifted. What had its time before goes within the hour.');
}

async function erase(id: string, options: EraseOptions, write: Write): Promise<void> {
  const ownerKind = options.serviceAccount === true ? 'service_account' : 'person';
  const body = { ownerKind, ownerId: id, reason: options.reason };
  const done = await runOperation(openConnection(options), 'eraseContent', { body });
  if (options.json === true) return write(JSON.stringify(done));
  write(`${count(done.recordsDestroyed)} records of "${id}" were destroyed.`);
  if (done.state === 'held') {
    write(`${count(done.recordsHeld)} are under a legal hold; they go, with the key, once it is lifted.`);
  } else write('The key that opened them is gone: copies in old backups and logs open no more by it.');
}

async function retention(options: RetentionOptions, write: Write): Promise<void> {
  const client = openConnection(options);
  if (options.end !== undefined) await runOperation(client, 'endContentRetention', { params: { id: options.end } });
  if (options.days !== undefined) {
    const body = {
      days: Number(options.days),
      ...(options.useCase === undefined ? {} : { useCaseId: options.useCase }),
      ...(options.class === undefined ? {} : { dataClass: options.class }),
    };
    await runOperation(client, 'setContentRetention', { body });
  }
  const rows: AnswerOf<'setContentRetention'>[] = [];
  for await (const row of client.rows('listContentRetention', { query: {} })) {
    if (row.status === 'active') rows.push(row);
  }
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length > 0) {
    const table = layOutTable(
      [
        { title: 'rule', align: 'left' },
        { title: 'use case', align: 'left' },
        { title: 'class', align: 'left' },
        { title: 'days', align: 'right' },
      ],
      rows.map((row) => [row.id, row.useCaseId ?? 'any', row.dataClass ?? 'any', count(row.days)]),
    );
    write(`${table}\n`);
  }
  write('Where no rule says otherwise: public and internal 30 days, confidential 14, restricted 7.');
}

async function rewrap(options: ConnectionOptions, write: Write): Promise<void> {
  const done = await runOperation(openConnection(options), 'rewrapContent', {});
  if (options.json === true) return write(JSON.stringify(done));
  write(`${count(done.rewrapped)} keys are wrapped by the newest key now.`);
  if (done.unknown === 0) return write('Nothing needs the older keys any more: they can be given up.');
  write(
    `${count(done.unknown)} are wrapped by a key that this server does not have; give it that key and run this again.`,
  );
}
