import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { Write } from './write.ts';

type Queue = AnswerOf<'listMyValidations'>;
type Queued = Queue['open'][number];
type Validation = AnswerOf<'answerValidation'>;
type SayOptions = ConnectionOptions & { readonly reason?: string; readonly amount?: string };

/** What people who are drawn do: see what waits for them, and say what it is. */
export function addOutcomeQueueCommands(outcomes: Command, write: Write): void {
  withConnection(outcomes.command('queue'))
    .description('what waits for your word; --all: of everybody, for whoever minds the queue')
    .option('--all', 'of everybody; needs a key with the scope "control.read"')
    .addHelpText('after', '\nExamples:\n  tokenward outcomes queue\n  tokenward outcomes queue --all')
    .action((options: ConnectionOptions & { readonly all?: boolean }) =>
      options.all === true ? listAll(options, write) : listMine(options, write),
    );
  withConnection(outcomes.command('attest <id>'))
    .description('say that a claim is so')
    .addHelpText('after', '\nExample:\n  tokenward outcomes attest 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11')
    .action((id: string, options: ConnectionOptions) => say({ id, options, write }, { answer: 'attest' }));
  withConnection(outcomes.command('decline <id>'))
    .description('say that it is not so')
    .requiredOption('--reason <text>', 'why; the claimant reads it, and can appeal')
    .addHelpText('after', '\nExample:\n  tokenward outcomes decline 019a3c1e-… --reason "the letters were not sent"')
    .action((id: string, options: SayOptions) =>
      say({ id, options, write }, { answer: 'decline', reason: options.reason ?? '' }),
    );
  withConnection(outcomes.command('measure <id> <amount>'))
    .description('say what it came to, measured against how it was before')
    .requiredOption('--reason <text>', 'how it was measured; the claimant reads it')
    .addHelpText('after', '\nExample:\n  tokenward outcomes measure 019a3c1e-… 3.5 --reason "timed on five letters"')
    .action((id: string, amount: string, options: SayOptions) =>
      say({ id, options, write }, { answer: 'measure', amount: Number(amount), reason: options.reason ?? '' }),
    );
  addAppeals(outcomes, write);
}

function addAppeals(outcomes: Command, write: Write): void {
  withConnection(outcomes.command('appeal <outcome>'))
    .description('have somebody else look at what was declined, measured or reverted of yours: once, within 14 days')
    .requiredOption('--words <text>', 'what they should look at')
    .addHelpText('after', '\nExample:\n  tokenward outcomes appeal o-3f1a… --words "they are in the archive"')
    .action(async (id: string, options: ConnectionOptions & { readonly words: string }) => {
      const request = { params: { id }, body: { words: options.words } };
      tell(await runOperation(openConnection(options), 'appealOutcome', request), options, write);
    });
  withConnection(outcomes.command('grant <id>'))
    .description('of an appeal: the claimant is right')
    .requiredOption('--reason <text>', 'why; the claimant reads it')
    .option('--amount <number>', 'of a measurement: what it came to')
    .addHelpText('after', '\nExample:\n  tokenward outcomes grant 019a3c1e-… --reason "they are there"')
    .action((id: string, options: SayOptions) => {
      const amount = options.amount === undefined ? null : Number(options.amount);
      return say({ id, options, write }, { answer: 'grant', reason: options.reason ?? '', amount });
    });
  withConnection(outcomes.command('uphold <id>'))
    .description('of an appeal: what was said stands')
    .requiredOption('--reason <text>', 'why; the claimant reads it')
    .addHelpText('after', '\nExample:\n  tokenward outcomes uphold 019a3c1e-… --reason "nothing is there"')
    .action((id: string, options: SayOptions) =>
      say({ id, options, write }, { answer: 'uphold', reason: options.reason ?? '' }),
    );
  withConnection(outcomes.command('redraw <id>'))
    .description('draw somebody else, where who was drawn cannot or should not say anything')
    .requiredOption('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  tokenward outcomes redraw 019a3c1e-… --reason "they share a desk"')
    .action(async (id: string, options: SayOptions) => {
      const request = { params: { id }, body: { reason: options.reason ?? '' } };
      tell(await runOperation(openConnection(options), 'redrawValidation', request), options, write);
    });
}

type Said =
  | { readonly answer: 'attest' }
  | { readonly answer: 'decline' | 'uphold'; readonly reason: string }
  | { readonly answer: 'measure'; readonly amount: number; readonly reason: string }
  | { readonly answer: 'grant'; readonly amount: number | null; readonly reason: string };

async function say(
  { id, options, write }: { readonly id: string; readonly options: ConnectionOptions; readonly write: Write },
  said: Said,
): Promise<void> {
  if ('amount' in said && Number.isNaN(said.amount)) throw new CliFailure('The amount must be a number.', 2);
  tell(await runOperation(openConnection(options), 'answerValidation', { params: { id }, body: said }), options, write);
}

function tell(validation: Validation, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(validation));
  const { kind, state, outcomeId, validatorId, why, dueAt } = validation;
  if (state !== 'open') return write(`Outcome ${outcomeId} is ${state}.`);
  if (validatorId === null) return write(`Nobody could be drawn for ${outcomeId}: ${why}`);
  write(`"${validatorId}" was drawn to ${DRAWN_TO[kind]} outcome ${outcomeId}, until ${moment(dueAt)}. ${why}`);
}

const DRAWN_TO = { judge: 'judge', measure: 'measure', appeal: 'look again at' } as const;

async function listMine(options: ConnectionOptions, write: Write): Promise<void> {
  const queue = await openConnection(options).call('listMyValidations', {});
  if (options.json === true) return write(JSON.stringify(queue));
  if (queue.open.length === 0) return write('Nothing waits for your word.');
  for (const one of queue.open) write(`${inWords(one)}\n`);
  write(zoneNote());
}

const VERB = { judge: 'attest or decline', measure: 'measure', appeal: 'grant or uphold' } as const;

function inWords(queued: Queued): string {
  const { id, kind, claimantId, amount, unit, typeName, note, evidence, words, linksInWords, dueAt, basis } = queued;
  const forced = basis === 'forced' ? ' It claims far more than is usual.' : '';
  return [
    `${id}  ${VERB[kind]}, until ${moment(dueAt)}`,
    `  ${claimantId}: ${amount} (${unit}) of "${typeName}", $${queued.claimedDollars}.${forced}`,
    `  ${note}`,
    ...(evidence === null ? [] : [`  ${evidence}`]),
    ...(queued.declineReason === null ? [] : [`  Declined before: ${queued.declineReason}`]),
    ...(words === null ? [] : [`  They appeal: ${words}`]),
    `  ${linksInWords}`,
  ].join('\n');
}

async function listAll(options: ConnectionOptions, write: Write): Promise<void> {
  const rows: Validation[] = [];
  for await (const row of openConnection(options).rows('listValidations', { query: { state: 'open' } })) rows.push(row);
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('Nothing waits for anybody.');
  const titles = ['id', 'to do', 'drawn', 'until', 'outcome', 'why'];
  const cells = rows.map((row) => [
    ...[row.id, row.kind, row.validatorId ?? 'nobody', moment(row.dueAt), row.outcomeId, row.why],
  ]);
  write(
    `${layOutTable(
      titles.map((title) => ({ title, align: 'left' })),
      cells,
    )}\n\n${zoneNote()}`,
  );
}
