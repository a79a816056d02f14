import { type Command, Option } from 'commander';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readSpan } from '../connection/read-span.ts';
import { runOperation } from '../connection/run-operation.ts';
import type { CommandHouse } from './command-files.ts';
import { addDictionaryCommands } from './dictionaries.ts';
import { showRow } from './rows.ts';
import { showRows } from './show-rows.ts';
import type { Write } from './write.ts';

type PatternOptions = ConnectionOptions & {
  readonly word: string;
  readonly pattern: string;
  readonly literal?: string;
  readonly class?: string;
  readonly before?: string;
  readonly after?: string;
  readonly confidence?: string;
  readonly anyway?: boolean;
};
type AllowOptions = ConnectionOptions & {
  readonly type?: string;
  readonly kind: string;
  readonly reason: string;
  readonly for: string;
};
type ReasonOptions = ConnectionOptions & { readonly reason: string };

const CLASSES = ['public', 'internal', 'confidential', 'restricted'];

export function addDetectionCommands(program: Command, { write }: CommandHouse): void {
  const detection = program
    .command('detection')
    .description(
      "what inspection looks for: the organisation's patterns, dictionaries, allowed values, detectors, proposals",
    )
    .addHelpText('after', '\nExamples:\n  tokenward detection patterns list\n  tokenward detection proposals list');
  addPatterns(detection, write);
  addDictionaryCommands(detection, write);
  addAllowList(detection, write);
  addDetectors(detection, write);
  addProposals(detection, write);
}

function addPatterns(detection: Command, write: Write): void {
  const patterns = detection.command('patterns').description("the organisation's patterns (RE2 syntax)");
  withConnection(patterns.command('list'))
    .description('list patterns; one that was slow says since when')
    .addHelpText('after', '\nExample:\n  tokenward detection patterns list')
    .action(async (options: ConnectionOptions) => {
      const rows = openConnection(options).rows('listDetectionPatterns', { query: {} });
      await showRows(rows, ['id', 'source', 'literal', 'dataClass', 'version', 'status', 'slowAt'], { options, write });
    });
  withPattern(withConnection(patterns.command('try <id>')))
    .description('how often a pattern is found in text that holds nothing; keeps nothing')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward detection patterns try project_code --word "a project code" --pattern "PRJ-[0-9]{4}"',
    )
    .action(async (id: string, options: PatternOptions) => {
      const body = bodyOf(id, options);
      showRow(await runOperation(openConnection(options), 'tryDetectionPattern', { body }), options, write);
    });
  withPattern(withConnection(patterns.command('save <id>')))
    .description('keep a pattern, new or changed; every gateway looks for it within a second')
    .option('--anyway', 'also when it is found often in text that holds nothing')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward detection patterns save project_code --word "a project code" --pattern "PRJ-[0-9]{4}" --class restricted',
    )
    .action(async (id: string, options: PatternOptions) => {
      const body = { ...bodyOf(id, options), anyway: options.anyway === true };
      const saved = await runOperation(openConnection(options), 'saveDetectionPattern', { body });
      if (options.json === true) return write(JSON.stringify(saved));
      const { hits, bytes, hitsPerMegabyte } = saved.trial;
      write(`In ${bytes} bytes of text that holds nothing it is found ${hits} times (${hitsPerMegabyte} a megabyte).`);
      write(
        `The pattern "${saved.id}" is ${saved.status}, version ${saved.version}. Gateways look for it within a second.`,
      );
    });
  withConnection(patterns.command('archive <id>'))
    .description('take a pattern out of use')
    .addHelpText('after', '\nExample:\n  tokenward detection patterns archive project_code')
    .action(async (id: string, options: ConnectionOptions) =>
      showRow(await openConnection(options).call('archiveDetectionPattern', { params: { id } }), options, write),
    );
}

function withPattern(command: Command): Command {
  return command
    .requiredOption('--word <text>', 'what it is, with its article: "a project code"')
    .requiredOption('--pattern <regex>', 'RE2 syntax; case does not count')
    .option('--literal <text>', 'stands in every match (usually the longest that shows in the pattern)')
    .addOption(new Option('--class <class>', 'how sensitive it is (usually confidential)').choices(CLASSES))
    .option('--before <characters>', 'how far before the literal a match may begin (usually 64)')
    .option('--after <characters>', 'how far behind it a match may end (usually 64)')
    .option('--confidence <number>', '50 to 100 (usually 85)');
}

function bodyOf(id: string, options: PatternOptions): Readonly<Record<string, unknown>> {
  const numbers = { before: options.before, after: options.after, confidence: options.confidence };
  const given = Object.entries(numbers).filter(([, text]) => text !== undefined);
  return {
    ...{ id, word: options.word, source: options.pattern },
    ...(options.literal === undefined ? {} : { literal: options.literal }),
    ...(options.class === undefined ? {} : { dataClass: options.class }),
    ...Object.fromEntries(given.map(([name, text]) => [name, Number(text)])),
  };
}

function addAllowList(detection: Command, write: Write): void {
  const allow = detection.command('allow-list').description('values that may pass although they are found');
  withConnection(allow.command('list'))
    .description('list allowed values with reason and expiry; a single value is kept as its digest alone')
    .addHelpText('after', '\nExample:\n  tokenward detection allow-list list')
    .action(async (options: ConnectionOptions) => {
      const rows = openConnection(options).rows('listDetectionAllowEntries', { query: {} });
      const members = ['id', 'matchKind', 'findingType', 'value', 'reason', 'expiresAt', 'madeBy', 'status'];
      await showRows(rows, members, { options, write });
    });
  withConnection(allow.command('add <value>'))
    .description('let a value pass for a while')
    .addOption(
      new Option('--kind <kind>', 'value: one, kept as its digest alone; the others are kept readable')
        .choices(['value', 'literal', 'prefix', 'domain'])
        .default('value'),
    )
    .option('--type <type>', 'as what it is found; needed but for a single value')
    .requiredOption('--reason <text>', 'why it may pass')
    .requiredOption('--for <span>', 'how long: 30d, 26w')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward detection allow-list add example.com --kind domain --type email --reason "addresses of the documentation" --for 26w',
    )
    .action(async (value: string, options: AllowOptions) => {
      const body = {
        ...{ value, kind: options.kind, reason: options.reason, expiresAt: endOf(options.for) },
        ...(options.type === undefined ? {} : { findingType: options.type }),
      };
      showRow(await runOperation(openConnection(options), 'allowDetectedValue', { body }), options, write);
    });
  withConnection(allow.command('end <id>'))
    .description('end an entry before its time')
    .addHelpText('after', '\nExample:\n  tokenward detection allow-list end <id>')
    .action(async (id: string, options: ConnectionOptions) =>
      showRow(await openConnection(options).call('endDetectionAllowEntry', { params: { id } }), options, write),
    );
}

function addDetectors(detection: Command, write: Write): void {
  const detectors = detection.command('detectors').description("the house's detectors, and whether they run");
  withConnection(detectors.command('list'))
    .description('list detectors')
    .addHelpText('after', '\nExample:\n  tokenward detection detectors list')
    .action(async (options: ConnectionOptions) => {
      const { rows } = await openConnection(options).call('listDetectors', {});
      await showRows(rows, ['id', 'version', 'state', 'setBy', 'reason', 'types'], { options, write });
    });
  for (const state of ['on', 'off'] as const)
    withConnection(detectors.command(`${state} <id>`))
      .description(`turn a detector ${state} at every gateway`)
      .requiredOption('--reason <text>', 'why; it stands in the audit trail')
      .addHelpText('after', `\nExample:\n  tokenward detection detectors ${state} prompt_injection --reason "a trial"`)
      .action(async (id: string, options: ReasonOptions) => {
        const request = { params: { id }, body: { state, reason: options.reason } };
        showRow(await runOperation(openConnection(options), 'setDetector', request), options, write);
      });
}

function addProposals(detection: Command, write: Write): void {
  const proposals = detection.command('proposals').description('what people hold for not sensitive');
  withConnection(proposals.command('list'))
    .description('list proposals; the value itself is never shown')
    .addHelpText('after', '\nExample:\n  tokenward detection proposals list')
    .action(async (options: ConnectionOptions) => {
      const rows = openConnection(options).rows('listDetectionProposals', { query: {} });
      const members = [
        'id',
        'findingType',
        'proposerId',
        'seconded',
        'note',
        'callId',
        'state',
        'decidedBy',
        'createdAt',
      ];
      await showRows(rows, members, { options, write });
    });
  withConnection(proposals.command('make <type> <text>'))
    .description('say that a finding is not sensitive; a second person decides')
    .option('--note <text>', 'why')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward detection proposals make iban "DE00 0000 …" --note "printed in our manual"',
    )
    .action(async (findingType: string, text: string, options: ConnectionOptions & { readonly note?: string }) => {
      const body = { findingType, text, ...(options.note === undefined ? {} : { note: options.note }) };
      showRow(await runOperation(openConnection(options), 'sendFindingFeedback', { body }), options, write);
    });
  withConnection(proposals.command('accept <id>'))
    .description('accept somebody else’s proposal: the value passes as this type for a while')
    .requiredOption('--reason <text>', 'why it may pass')
    .requiredOption('--for <span>', 'how long: 30d, 26w')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward detection proposals accept <id> --reason "printed in our manual" --for 26w',
    )
    .action(async (id: string, options: ReasonOptions & { readonly for: string }) => {
      const request = { params: { id }, body: { reason: options.reason, expiresAt: endOf(options.for) } };
      showRow(await runOperation(openConnection(options), 'acceptDetectionProposal', request), options, write);
    });
  withConnection(proposals.command('decline <id>'))
    .description('decline a proposal')
    .requiredOption('--reason <text>', 'why not')
    .addHelpText('after', '\nExample:\n  tokenward detection proposals decline <id> --reason "it is a real account"')
    .action(async (id: string, options: ReasonOptions) => {
      const request = { params: { id }, body: { reason: options.reason } };
      showRow(await runOperation(openConnection(options), 'declineDetectionProposal', request), options, write);
    });
}

function endOf(span: string): string {
  return new Date(Date.now() + readSpan('--for', span)).toISOString();
}
