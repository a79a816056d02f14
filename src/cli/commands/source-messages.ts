import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { fileLines } from '../output/file-lines.ts';
import { readInputFile } from '../output/named-file.ts';
import { moment } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { showRows } from './show-rows.ts';
import { readSourceLine, type SourceLine } from './source-line.ts';
import type { Write } from './write.ts';

type TryOptions = ConnectionOptions & { readonly event?: string; readonly header?: readonly string[] };
type BackfillOptions = ConnectionOptions & { readonly project?: string; readonly weeks?: string };

/** Trying, handing in and looking at messages. */
export function addSourceMessageCommands(group: Command, { write }: CommandHouse): void {
  withConnection(group.command('try <id> <file>'))
    .description('what a message would come to; nothing is kept ("-" for standard input)')
    .option('--event <name>', 'of GitHub, what X-GitHub-Event says; else it is guessed')
    .option('--header <line...>', 'headers as they came, to look at the signature too: "x-hub-signature-256: sha256=…"')
    .addHelpText('after', '\nExample:\n  tokenward sources try github message.json --event pull_request')
    .action((id: string, file: string, options: TryOptions) => tryMessage({ id, file }, options, write));
  withConnection(group.command('import <id> <file>'))
    .description('hand in messages of the past, one a line; what is handed in again changes nothing')
    .addHelpText('after', '\nExample:\n  tokenward sources import zendesk messages.ndjson')
    .action((id: string, file: string, options: ConnectionOptions) => importFile({ id, file }, options, write));
  withConnection(group.command('backfill <id>'))
    .description('read up to 26 weeks of a system’s past by its API')
    .option('--project <name>', 'which repository or project: acme/app, OPS')
    .option('--weeks <number>', 'how far back, 1 to 26')
    .addHelpText('after', '\nExample:\n  tokenward sources backfill github --project acme/app --weeks 12')
    .action(async (id: string, options: BackfillOptions) => {
      const { project, weeks } = options;
      const body = {
        ...(project === undefined ? {} : { project }),
        ...(weeks === undefined ? {} : { weeks: Number(weeks) }),
      };
      const asked = await runOperation(openConnection(options), 'backfillSource', { params: { id }, body });
      if (options.json === true) return write(JSON.stringify(asked));
      write(`It is being read from ${moment(asked.since)} on. See how far it is:\n  tokenward sources backfills ${id}`);
    });
  addLists(group, write);
}

function addLists(group: Command, write: Write): void {
  withConnection(group.command('backfills <id>'))
    .description('readings of a system’s past, newest first')
    .addHelpText('after', '\nExample:\n  tokenward sources backfills github')
    .action(async (id: string, options: ConnectionOptions) => {
      const { rows } = await runOperation(openConnection(options), 'listSourceBackfills', { params: { id } });
      await showRows(rows, ['id', 'project', 'since', 'state', 'pages', 'results', 'facts', 'lastError'], {
        options,
        write,
      });
    });
  withConnection(group.command('stop-backfill <id> <backfill>'))
    .description('stop a reading of a system’s past; what was taken stays')
    .addHelpText('after', '\nExample:\n  tokenward sources stop-backfill github 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11')
    .action(async (id: string, backfillId: string, options: ConnectionOptions) => {
      const params = { id, backfillId };
      const { state, lastError } = await runOperation(openConnection(options), 'stopSourceBackfill', { params });
      write(`It is ${state}. ${lastError ?? ''}`.trim());
    });
  withConnection(group.command('deliveries <id>'))
    .description('the newest messages that came in: what was taken, not what they said')
    .addHelpText('after', '\nExample:\n  tokenward sources deliveries github')
    .action(async (id: string, options: ConnectionOptions) => {
      const request = { params: { id }, query: { limit: 50 } };
      const { rows } = await runOperation(openConnection(options), 'listSourceDeliveries', request);
      await showRows(rows, ['receivedAt', 'via', 'event', 'facts', 'deliveryId', 'note'], { options, write });
    });
  withConnection(group.command('refusals <id>'))
    .description('what was not believed in the last thirty days, and why')
    .addHelpText('after', '\nExample:\n  tokenward sources refusals github')
    .action(async (id: string, options: ConnectionOptions) => {
      const { rows } = await runOperation(openConnection(options), 'listSourceRefusals', { params: { id } });
      await showRows(rows, ['hour', 'reason', 'refused', 'lastAt'], { options, write });
    });
}

async function tryMessage(
  asked: { readonly id: string; readonly file: string },
  options: TryOptions,
  write: Write,
): Promise<void> {
  const text = asked.file === '-' ? await readAll() : readInputFile(asked.file);
  const headers = Object.fromEntries((options.header ?? []).map(headerOf));
  const event = options.event ?? null;
  const request = { params: { id: asked.id }, body: { text, headers, event } };
  const tried = await runOperation(openConnection(options), 'trySource', request);
  if (options.json === true) return write(JSON.stringify(tried));
  write(inWords(tried));
}

async function readAll(): Promise<string> {
  const lines: string[] = [];
  for await (const line of fileLines('-')) lines.push(line);
  return lines.join('\n');
}

function headerOf(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new CliFailure(`"${line}" is not a header: write "name: value".`, 2);
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

function inWords(tried: AnswerOf<'trySource'>): string {
  const { signature, event, facts, faults, mentions, results } = tried;
  const lines = [
    `The event is "${event}". It says ${facts.length} ${facts.length === 1 ? 'fact' : 'facts'} of results.`,
  ];
  if (signature !== null)
    lines.push(signature.believed ? 'Its signature is believed.' : `It is not believed. ${signature.why ?? ''}`);
  for (const { externalId, shownAs, personId } of mentions)
    lines.push(`  ${shownAs ?? externalId} (${externalId}) is ${personId ?? 'nobody who is known here'}`);
  for (const { subject, told, waitsFor } of results) {
    lines.push(subject);
    for (const one of told) lines.push(`  ${moment(one.at)}  ${toldInWords(one)}`);
    for (const why of waitsFor) lines.push(`  waits: ${why}`);
  }
  return [...lines, ...faults].join('\n');
}

function toldInWords(told: AnswerOf<'trySource'>['results'][number]['told'][number]): string {
  switch (told.kind) {
    case 'claimed':
      return `claimed for ${told.personId}: ${told.amount} of ${told.typeId}`;
    case 'confirmed':
      return `confirmed by ${told.actorId ?? 'the system itself'}`;
    case 'reverted':
      return `reverted: ${told.reason}`;
    case 'restored':
      return `restored: ${told.reason}`;
  }
}

const MESSAGES_AT_ONCE = 100;
const BYTES_AT_ONCE = 4_000_000;

async function importFile(
  asked: { readonly id: string; readonly file: string },
  options: ConnectionOptions,
  write: Write,
): Promise<void> {
  const client = openConnection(options);
  const sums = { messages: 0, alreadyKnown: 0, saidNothing: 0, tooOld: 0, facts: 0, results: 0, outcomeEvents: 0 };
  const faults: string[] = [];
  let batch: SourceLine[] = [];
  let bytes = 0;
  const send = async (): Promise<void> => {
    if (batch.length === 0) return;
    const body = { messages: batch };
    const done = await runOperation(client, 'importSource', { params: { id: asked.id }, body });
    for (const name of COUNTED) sums[name] += done[name];
    faults.push(...done.faults);
    batch = [];
    bytes = 0;
  };
  for await (const line of fileLines(asked.file)) {
    if (line.trim() === '') continue;
    batch.push(readSourceLine(line, sums.messages + batch.length + 1));
    bytes += line.length;
    if (batch.length >= MESSAGES_AT_ONCE || bytes >= BYTES_AT_ONCE) await send();
  }
  await send();
  if (options.json === true) return write(JSON.stringify({ ...sums, faults }));
  write(
    `${sums.messages} messages: ${sums.facts} facts of ${sums.results} results, ${sums.outcomeEvents} new events of outcomes. ` +
      `${sums.alreadyKnown} were known, ${sums.saidNothing} said nothing of results, ${sums.tooOld} facts were older than 26 weeks.`,
  );
  for (const fault of faults) write(fault);
}

const COUNTED = ['messages', 'alreadyKnown', 'saidNothing', 'tooOld', 'facts', 'results', 'outcomeEvents'] as const;
