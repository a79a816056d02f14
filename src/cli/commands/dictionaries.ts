import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import type { ControlClient } from '../../client/create-control-client.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { fileLines } from '../output/file-lines.ts';
import { count } from '../output/words.ts';
import { showRow } from './rows.ts';
import { showRows } from './show-rows.ts';
import type { Write } from './write.ts';

type SaveOptions = ConnectionOptions & { readonly word: string; readonly class?: string };
type FillOptions = ConnectionOptions & { readonly add?: boolean };

const LINES_A_PART = 20_000;
const LINE_CHARACTERS_MAX = 1_000;

export function addDictionaryCommands(detection: Command, write: Write): void {
  const dictionaries = detection
    .command('dictionaries')
    .description('lists of words that must not get out, kept as keyed hashes alone');
  withConnection(dictionaries.command('list'))
    .description('list dictionaries; entries cannot be read')
    .addHelpText('after', '\nExample:\n  tokenward detection dictionaries list')
    .action(async (options: ConnectionOptions) => {
      const rows = openConnection(options).rows('listDetectionDictionaries', { query: {} });
      const members = ['id', 'word', 'dataClass', 'entries', 'version', 'status', 'filledAt'];
      await showRows(rows, members, { options, write });
    });
  withConnection(dictionaries.command('save <id>'))
    .description('make a dictionary, or change what it is called')
    .requiredOption('--word <text>', 'what its entries are, with the article: "the name of a customer"')
    .addOption(
      new Option('--class <class>', 'how sensitive they are (usually confidential)').choices([
        ...['public', 'internal', 'confidential', 'restricted'],
      ]),
    )
    .addHelpText(
      'after',
      '\nExample:\n  tokenward detection dictionaries save customers --word "the name of a customer" --class restricted',
    )
    .action(async (id: string, options: SaveOptions) => {
      const body = { id, word: options.word, ...(options.class === undefined ? {} : { dataClass: options.class }) };
      showRow(await runOperation(openConnection(options), 'saveDetectionDictionary', { body }), options, write);
    });
  withConnection(dictionaries.command('fill <id> <file>'))
    .description('upload the entries, one a line ("-": standard input), in the place of those of before')
    .option('--add', 'beside those of before')
    .addHelpText('after', '\nExample:\n  tokenward detection dictionaries fill customers customers.txt')
    .action((id: string, file: string, options: FillOptions) => fill({ id, file }, options, write));
  withConnection(dictionaries.command('archive <id>'))
    .description('take a dictionary out of use and destroy its entries')
    .addHelpText('after', '\nExample:\n  tokenward detection dictionaries archive customers')
    .action(async (id: string, options: ConnectionOptions) =>
      showRow(await openConnection(options).call('archiveDetectionDictionary', { params: { id } }), options, write),
    );
}

async function fill(
  { id, file }: { readonly id: string; readonly file: string },
  options: FillOptions,
  write: Write,
): Promise<void> {
  const client = openConnection(options);
  const left = await upload(client, { id, file, uploadId: randomUUID() });
  const body = { uploadId: left.uploadId, keepOthers: options.add === true };
  const filled = await client.call('fillDictionary', { params: { id }, body });
  if (options.json === true)
    return write(JSON.stringify({ ...filled, tooShort: left.tooShort, tooLong: left.tooLong }));
  write(`"${id}" holds ${count(filled.dictionary.entries)} entries; gateways look for them within a second.`);
  const told = [
    [filled.known, 'stood there twice'],
    [left.tooShort, 'are too short to be looked for (4 letters or digits)'],
    [left.tooLong, 'are too long (96 letters and digits, 8 words)'],
    [filled.tooMany, 'are more than a dictionary holds'],
  ] as const;
  for (const [many, why] of told) if (many > 0) write(`${count(many)} ${why}.`);
}

type Upload = { readonly id: string; readonly file: string; readonly uploadId: string };

async function upload(client: ControlClient, { id, file, uploadId }: Upload) {
  let [part, tooShort, tooLong] = [0, 0, 0];
  let lines: string[] = [];
  const send = async (): Promise<void> => {
    const body = { uploadId, part, lines };
    const taken = await client.call('takeDictionaryLines', { params: { id }, body });
    tooShort += taken.tooShort;
    tooLong += taken.tooLong;
    part += 1;
    lines = [];
  };
  for await (const line of fileLines(file, { asSeen: true })) {
    const entry = line.trim();
    if (entry.length > LINE_CHARACTERS_MAX) tooLong += 1;
    else if (entry !== '') lines.push(entry);
    if (lines.length === LINES_A_PART) await send();
  }
  if (lines.length > 0) await send();
  return { uploadId, tooShort, tooLong };
}
