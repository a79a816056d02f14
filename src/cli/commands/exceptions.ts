import { type Command, Option } from 'commander';
import type { LooseRequest } from '../../client/operation-request.ts';
import { EXCEPTION_REASON_CODES } from '../../contract/exceptions.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readSpan } from '../connection/read-span.ts';
import { runOperation } from '../connection/run-operation.ts';
import type { CommandHouse } from './command-files.ts';
import { addEnvelopeScopeOptions, type EnvelopeScopeOptions, readEnvelopeScope } from './envelope-scope.ts';
import {
  EXCEPTION_STATES,
  type ExceptionListOptions,
  listAllExceptions,
  listMyExceptions,
  showException,
  tellException,
} from './exception-answers.ts';
import type { Write } from './write.ts';

type EndOptions = { readonly for?: string; readonly until?: string };
type RequestOptions = ConnectionOptions &
  EnvelopeScopeOptions &
  EndOptions & {
    readonly envelopeId?: string;
    readonly open?: string;
    readonly openModel?: string;
    readonly openClass?: string;
    readonly cap: string;
    readonly reason: string;
    readonly why: string;
    readonly from?: string;
  };
type ExtendOptions = ConnectionOptions & EndOptions & { readonly cap: string; readonly why?: string };

export function addExceptionCommands(program: Command, { write }: CommandHouse): void {
  const exceptions = program
    .command('exceptions')
    .description('more money, or something opened, for one scope and a while: asked for, decided, ended by itself')
    .addHelpText(
      'after',
      '\nWho decides is drawn by rule, the owner first, and is never whoever asks. An exception ends by itself.\n' +
        '\nExamples:\n' +
        '  tokenward exceptions request --envelope-id support-month --cap 20 --for 7d --reason deadline --why "the fair"\n' +
        '  tokenward exceptions request --open legal --person-id ruth --cap 5 --for 2d --reason trial --why "one contract"\n' +
        '  tokenward exceptions list\n  tokenward exceptions approve 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11',
    );
  addRequest(exceptions, write);
  addReads(exceptions, write);
  addDecisions(exceptions, write);
  withConnection(exceptions.command('extend <id>'))
    .description('ask for the time after an exception: a new one, with a new decision')
    .requiredOption('--cap <amount>', 'the most that may be spent in that time')
    .addOption(new Option('--for <span>', 'how long after its end: 30m, 2h, 7d').conflicts('until'))
    .option('--until <moment>', 'or until this moment')
    .option('--why <text>', 'why; without it, the words of the first one')
    .addHelpText('after', '\nExample:\n  tokenward exceptions extend 019a3c1e… --cap 10 --for 2d')
    .action((id: string, options: ExtendOptions) => extend(id, options, write));
}

function addRequest(exceptions: Command, write: Write): void {
  addEnvelopeScopeOptions(withConnection(exceptions.command('request')))
    .description('ask for an exception')
    .addOption(new Option('--envelope-id <id>', 'the envelope that lacks room').conflicts('open'))
    .option('--open <use-case>', 'or the use case that is to be opened')
    .option('--open-model <model>', 'with --open: a model that it may not use')
    .option('--open-class <class>', 'with --open: a data class that it does not allow')
    .requiredOption('--cap <amount>', 'the most that may be spent under it: dollars, or what the envelope counts')
    .addOption(
      new Option('--reason <code>', 'why, as a word').choices([...EXCEPTION_REASON_CODES]).makeOptionMandatory(),
    )
    .requiredOption('--why <text>', 'why, in your words; whoever is concerned reads it')
    .addOption(new Option('--for <span>', 'how long: 30m, 2h, 7d').conflicts('until'))
    .option('--until <moment>', 'or until this moment')
    .option('--from <moment>', 'when it begins (usually as soon as it is granted)')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward exceptions request --envelope-id support-month --person-id ruth --cap 20 --for 7d --reason deadline --why "the fair"',
    )
    .action((options: RequestOptions) => request(options, write));
}

function addReads(exceptions: Command, write: Write): void {
  withConnection(exceptions.command('list'))
    .description('what waits for you, what you asked for, and what else concerns you; --all: of everybody')
    .option('--all', 'of everybody; needs a key with the scope "control.read"')
    .addOption(new Option('--state <state>', 'only those; with --all').choices([...EXCEPTION_STATES]))
    .option('--envelope-id <id>', 'only those beside this envelope; with --all')
    .addHelpText('after', '\nExamples:\n  tokenward exceptions list\n  tokenward exceptions list --all --state granted')
    .action((options: ExceptionListOptions) =>
      options.all === true ? listAllExceptions(options, write) : listMyExceptions(options, write),
    );
  withConnection(exceptions.command('show <id>'))
    .description('one exception: for whom, how much, until when, who decides and by which rule')
    .addHelpText('after', '\nExample:\n  tokenward exceptions show 019a3c1e…')
    .action(async (id: string, options: ConnectionOptions) =>
      showException(await runOperation(openConnection(options), 'readException', { params: { id } }), options, write),
    );
}

function addDecisions(exceptions: Command, write: Write): void {
  withConnection(exceptions.command('approve <id>'))
    .description('say yes')
    .option('--reason <text>', 'why; whoever asked reads it')
    .addHelpText('after', '\nExample:\n  tokenward exceptions approve 019a3c1e…')
    .action(async (id: string, options: ConnectionOptions & { readonly reason?: string }) => {
      const body = options.reason === undefined ? {} : { reason: options.reason };
      tellException(
        await runOperation(openConnection(options), 'approveException', { params: { id }, body }),
        options,
        write,
      );
    });
  for (const [verb, operation, words] of [
    ['decline', 'declineException', 'say no'],
    ['revoke', 'revokeException', 'end one before its time'],
  ] as const) {
    withConnection(exceptions.command(`${verb} <id>`))
      .description(words)
      .requiredOption('--reason <text>', 'why; whoever asked reads it')
      .addHelpText('after', `\nExample:\n  tokenward exceptions ${verb} 019a3c1e… --reason "the fair was moved"`)
      .action(async (id: string, options: ConnectionOptions & { readonly reason: string }) => {
        const body = { reason: options.reason };
        tellException(await runOperation(openConnection(options), operation, { params: { id }, body }), options, write);
      });
  }
  withConnection(exceptions.command('withdraw <id>'))
    .description('take back what you asked for')
    .addHelpText('after', '\nExample:\n  tokenward exceptions withdraw 019a3c1e…')
    .action(async (id: string, options: ConnectionOptions) =>
      tellException(
        await runOperation(openConnection(options), 'withdrawException', { params: { id } }),
        options,
        write,
      ),
    );
}

async function request(options: RequestOptions, write: Write): Promise<void> {
  if (options.envelopeId === undefined && options.open === undefined)
    throw new CliFailure('Say what it is for: --envelope-id <id> for more money, or --open <use-case>.', 2);
  const startMs = options.from === undefined ? Date.now() : Date.parse(options.from);
  const body: LooseRequest['body'] = {
    kind: options.open === undefined ? 'raise_envelope' : 'open_use_case',
    ...(options.envelopeId === undefined ? {} : { envelopeId: options.envelopeId }),
    ...(options.open === undefined ? {} : { useCaseId: options.open }),
    ...(options.openModel === undefined ? {} : { modelId: options.openModel }),
    ...(options.openClass === undefined ? {} : { dataClass: options.openClass }),
    scope: readEnvelopeScope(options),
    cap: options.cap,
    reasonCode: options.reason,
    why: options.why,
    ...(options.from === undefined ? {} : { startsAt: options.from }),
    endsAt: readEnd(options, startMs),
  };
  const asked = await runOperation(openConnection(options), 'requestException', { body });
  tellException(asked, options, write);
  if (options.json !== true) write(`${asked.approverId} decides: ${asked.approverWhy}`);
}

async function extend(id: string, options: ExtendOptions, write: Write): Promise<void> {
  const client = openConnection(options);
  const { endsAt } = await client.call('readException', { params: { id } });
  const body = {
    cap: options.cap,
    endsAt: readEnd(options, Date.parse(endsAt)),
    ...(options.why === undefined ? {} : { why: options.why }),
  };
  tellException(await runOperation(client, 'extendException', { params: { id }, body }), options, write);
}

function readEnd(options: EndOptions, startMs: number): string {
  if (options.until !== undefined) return options.until;
  if (options.for === undefined) throw new CliFailure('Say how long: --for 7d, or --until <moment>.', 2);
  if (Number.isNaN(startMs)) throw new CliFailure('--from must be a time as ISO 8601 with an offset.', 2);
  return new Date(startMs + readSpan('--for', options.for)).toISOString();
}
