import { Argument, type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readSpan } from '../connection/read-span.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type SuspendOptions = ConnectionOptions & {
  readonly reason: string;
  readonly for?: string;
  readonly until?: string;
  readonly anyway?: boolean;
};
type LiftOptions = ConnectionOptions & { readonly reason?: string };
type Suspension = AnswerOf<'readSuspension'>;

const KINDS = ['key', 'person', 'template', 'use-case', 'model'];
const RUNNING = 'Calls that run already are let run; new ones are refused on every gateway within a second.';

export function addSuspensionCommands(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('suspend'))
    .addArgument(new Argument('<kind>', 'what is stopped').choices(KINDS))
    .argument('<id>', 'its id; of a key, the id that "tokenward keys list" shows')
    .description('stop a key, person, template, use case or model everywhere, at once')
    .requiredOption('--reason <text>', 'why; whoever is stopped reads it')
    .addOption(new Option('--for <span>', 'end by itself after 30m, 2h, 7d').conflicts('until'))
    .option('--until <moment>', 'or at this moment')
    .option('--anyway', 'also when nobody would be left who could lift it')
    .addHelpText(
      'after',
      `\n${RUNNING}\nGiven again, it changes reason and end.\n` +
        '\nExamples:\n  tokenward suspend key 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11 --reason "laptop lost"\n' +
        '  tokenward suspend model gpt-5.4-mini --reason "vendor incident" --for 2h',
    )
    .action((kind: string, id: string, options: SuspendOptions) => suspend({ kind, id }, options, write));
  withConnection(program.command('lift'))
    .addArgument(new Argument('<kind>', 'what goes on').choices(KINDS))
    .argument('<id>', 'its id')
    .description('end a suspension')
    .option('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  tokenward lift model gpt-5.4-mini --reason "the vendor is back"')
    .action((kind: string, id: string, options: LiftOptions) => lift({ kind, id }, options, write));
  withConnection(program.command('suspensions'))
    .description('what is suspended now, by whom, why and until when')
    .option('--all', 'those that have ended too')
    .addHelpText('after', '\nExample:\n  tokenward suspensions')
    .action((options: ConnectionOptions & { readonly all?: boolean }) => list(options, write));
}

type Named = { readonly kind: string; readonly id: string };

async function suspend(named: Named, options: SuspendOptions, write: Write): Promise<void> {
  const body = {
    ...toWireSubject(named),
    reason: options.reason,
    anyway: options.anyway === true,
    ...(options.until === undefined ? {} : { expiresAt: options.until }),
    ...(options.for === undefined
      ? {}
      : { expiresAt: new Date(Date.now() + readSpan('--for', options.for)).toISOString() }),
  };
  const made = await runOperation(openConnection(options), 'suspend', { body });
  if (options.json === true) return write(JSON.stringify(made));
  for (const warning of made.warnings) write(`Mind: ${warning}`);
  write(`The ${named.kind} "${named.id}" is suspended ${untilWords(made)}. ${RUNNING}`);
  write(`Undo it with: tokenward lift ${named.kind} ${named.id}`);
}

async function lift(named: Named, options: LiftOptions, write: Write): Promise<void> {
  const body = { ...toWireSubject(named), ...(options.reason === undefined ? {} : { reason: options.reason }) };
  const lifted = await runOperation(openConnection(options), 'lift', { body });
  if (options.json === true) return write(JSON.stringify(lifted));
  const ended = lifted.endedAt === null ? '' : ` since ${moment(lifted.endedAt)}`;
  write(`The ${named.kind} "${named.id}" is not suspended${ended} (${lifted.state}).`);
}

async function list(options: ConnectionOptions & { readonly all?: boolean }, write: Write): Promise<void> {
  const rows: Suspension[] = [];
  for await (const row of openConnection(options).rows('listSuspensions', { query: {} })) {
    if (options.all === true || row.state === 'in_force') rows.push(row);
  }
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length === 0) return write(options.all === true ? 'Nothing was ever suspended.' : 'Nothing is suspended.');
  const titles = ['kind', 'id', 'since', 'ends', 'state', 'by', 'reason'];
  const table = layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows.map((row) => [
      row.subjectKind,
      row.subjectId,
      moment(row.createdAt),
      row.expiresAt === null ? 'when lifted' : moment(row.expiresAt),
      row.state,
      row.madeBy,
      row.reason,
    ]),
  );
  write(`${table}\n\n${zoneNote()}`);
}

function toWireSubject({ kind, id }: Named): { readonly kind: string; readonly id: string } {
  return { kind: kind === 'use-case' ? 'use_case' : kind, id };
}

function untilWords({ expiresAt }: Pick<Suspension, 'expiresAt'>): string {
  return expiresAt === null ? 'until it is lifted' : `until ${moment(expiresAt)}`;
}
