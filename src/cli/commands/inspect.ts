import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { OfflineInspection } from '../../app/inspection/open-offline-inspection.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { readInputFile } from '../output/named-file.ts';
import { layOutTable } from '../output/table.ts';
import { count } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type InspectOptions = {
  readonly jsonl?: boolean;
  readonly json?: boolean;
  readonly types?: boolean;
  readonly all?: boolean;
  readonly only?: string;
  readonly minConfidence?: string;
  readonly settings?: string;
  readonly check?: boolean;
};

const CONFIDENCE_USUAL = 50;

export function addInspectCommand(program: Command, { write }: CommandHouse): void {
  program
    .command('inspect')
    .argument('[file]', 'file to look through; "-" or nothing: standard input')
    .description('find what is sensitive in a text or an export, on this machine alone; no value is ever printed')
    .option('--jsonl', 'lines {id,text} in, lines {id,spans:[{start,end,type,…}]} out, the time of scanning last')
    .option('--json', 'one JSON document for programs')
    .option('--types', 'list what can be found')
    .option('--only <groups>', 'only these groups, by commas: credential, personal, financial, health, network, …')
    .option('--all', 'also what describes a text: source code, licences, names of people and companies beside a cue')
    .option('--min-confidence <number>', `leave out what is less sure (${CONFIDENCE_USUAL} to 100)`)
    .option('--settings <file>', 'dictionaries, patterns and allowed values (YAML or JSON)')
    .option('--check', 'end with 1 when something was found')
    .addHelpText(
      'after',
      '\nOffsets are those of UTF-16, as JavaScript and Java count; the end is the first place behind.\n\n' +
        'Examples:\n  tokenward inspect report.txt\n  cat mail.txt | tokenward inspect --only personal,financial\n' +
        '  tokenward inspect --jsonl export.jsonl > found.jsonl\n  tokenward inspect --types',
    )
    .action((file: string | undefined, options: InspectOptions) => inspectFile(file ?? '-', options, write));
}

async function inspectFile(file: string, options: InspectOptions, write: Write): Promise<void> {
  if (options.types === true) return listTypes(options, write);
  const inspection = await openInspection(options);
  if (options.jsonl === true) return inspectExport(file, inspection);
  const text = file === '-' ? readFileSync(process.stdin.fd, 'utf8') : readInputFile(file);
  const { spans, failures } = inspection.scan(text);
  if (failures.length > 0) process.exitCode = 1;
  if (options.check === true && spans.length > 0) process.exitCode = 1;
  if (options.json === true) return write(JSON.stringify({ spans, failures }));
  const placeOf = createPlaces(text);
  if (spans.length > 0) {
    const columns = [
      { title: 'type', align: 'left' },
      { title: 'group', align: 'left' },
      { title: 'at', align: 'right' },
      { title: 'characters', align: 'right' },
      { title: 'confidence', align: 'right' },
    ] as const;
    const rows = spans.map(
      ({ type, group, start, end, confidence }) =>
        [type, group, placeOf(start), String(end - start), String(confidence)] as const,
    );
    write(layOutTable(columns, rows));
  }
  write(
    `${spans.length === 0 ? 'Nothing found' : `${count(spans.length)} found`} in ${count(text.length)} characters.`,
  );
  for (const failure of failures) tell(`not wholly inspected: ${failure}`);
}

async function inspectExport(file: string, inspection: OfflineInspection): Promise<void> {
  const { inspectLines } = await import('./inspect-lines.ts');
  const { badLines, failedLines } = await inspectLines(file, inspection, tell);
  if (badLines + failedLines > 0) process.exitCode = 1;
}

async function openInspection(options: InspectOptions): Promise<OfflineInspection> {
  const { isFindingGroup, openOfflineInspection } = await import('../../app/inspection/open-offline-inspection.ts');
  const groups = options.only?.split(',').map((word) => word.trim()) ?? null;
  const unknown = groups?.find((word) => !isFindingGroup(word));
  if (unknown !== undefined)
    throw new CliFailure(`"${unknown}" is no group; "tokenward inspect --types" lists them.`, 2);
  const confidenceMin = Number(options.minConfidence ?? CONFIDENCE_USUAL);
  if (!Number.isInteger(confidenceMin) || confidenceMin < 0 || confidenceMin > 100) {
    throw new CliFailure('--min-confidence is a whole number from 0 to 100.', 2);
  }
  const settings = options.settings === undefined ? null : await readSettings(options.settings);
  return openOfflineInspection({ settings, groups, confidenceMin, all: options.all === true });
}

async function readSettings(file: string) {
  // Asked for first, so that a file that is not there is said in the usual words.
  readInputFile(file);
  const { readInspectionSettings } = await import('../../app/inspection/read-inspection-settings.ts');
  const read = await readInspectionSettings(file);
  if (read.kind === 'faults') throw new CliFailure(`${file} cannot be used:\n  ${read.lines.join('\n  ')}`, 2);
  for (const note of read.notes) tell(note);
  return read.settings;
}

async function listTypes(options: InspectOptions, write: Write): Promise<void> {
  const { listFindingTypes } = await import('../../app/inspection/open-offline-inspection.ts');
  const types = listFindingTypes();
  if (options.json === true) return write(JSON.stringify({ types }));
  const columns = ['group', 'type', 'class', 'what it is'].map((title) => ({ title, align: 'left' }) as const);
  write(
    layOutTable(
      columns,
      types.map(({ group, type, dataClass, word }) => [group, type, dataClass, word]),
    ),
  );
}

/** Line and column of an offset, both from 1, for offsets that grow. */
function createPlaces(text: string): (offset: number) => string {
  let line = 1;
  let lineStart = 0;
  let next = text.indexOf('\n');
  return (offset) => {
    while (next !== -1 && next < offset) {
      line++;
      lineStart = next + 1;
      next = text.indexOf('\n', lineStart);
    }
    return `${line}:${offset - lineStart + 1}`;
  };
}

function tell(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
