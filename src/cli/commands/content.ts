import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readLimit } from '../connection/read-limit.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { count, moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { addContentKeepingCommands } from './content-keeping.ts';
import { addScopeOptions, readScope, type ScopeOptions } from './content-scope.ts';
import { showRow } from './rows.ts';
import type { Write } from './write.ts';

type ListOptions = ConnectionOptions & ScopeOptions & { readonly limit: number };
type RequestOptions = ConnectionOptions &
  ScopeOptions & { readonly purpose: string; readonly reason: string; readonly minutes?: string };
type DecideOptions = ConnectionOptions & { readonly refuse?: boolean; readonly reason?: string };
type ReadOptions = ConnectionOptions & { readonly access: string };

const PURPOSES = ['incident', 'abuse', 'quality', 'legal', 'subject_request', 'debugging'];
const EXAMPLE_ID = '019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11';

export function addContentCommands(program: Command, { write }: CommandHouse): void {
  const content = program
    .command('content')
    .description('kept text of calls: list, ask to read, approve, read, hold, erase, keep for how long')
    .addHelpText(
      'after',
      '\nReading needs a key with the scope content.read, a purpose and a reason; tier 3 needs a second person.\n' +
        'Every reading stands in the audit trail, and the person read sees it.\n' +
        '\nExamples:\n  tokenward content list --person sam\n' +
        `  tokenward content request --call ${EXAMPLE_ID} --purpose quality --reason "a customer complained"`,
    );
  addScopeOptions(withConnection(content.command('list')))
    .description('what is kept, newest first, without its text')
    .option('--limit <rows>', 'so many', readLimit, 50)
    .addHelpText('after', '\nExample:\n  tokenward content list --use-case letters --last 7d')
    .action((options: ListOptions) => list(options, write));
  addScopeOptions(withConnection(content.command('request')))
    .description('ask to read what is kept within a scope')
    .addOption(new Option('--purpose <purpose>', 'what for').choices(PURPOSES).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why, in a sentence')
    .option('--minutes <minutes>', 'how long it holds once granted; usually 30')
    .addHelpText(
      'after',
      `\nExample:\n  tokenward content request --call ${EXAMPLE_ID} --purpose incident --reason "looked into ticket 4711"`,
    )
    .action((options: RequestOptions) => request(options, write));
  withConnection(content.command('requests'))
    .description('requests to read and what became of them')
    .addHelpText('after', '\nExample:\n  tokenward content requests')
    .action((options: ConnectionOptions) => requests(options, write));
  withConnection(content.command('approve <id>'))
    .description("grant somebody else's request, or refuse it")
    .option('--refuse', 'refuse it')
    .option('--reason <text>', 'why')
    .addHelpText(
      'after',
      `\nExample:\n  tokenward content approve ${EXAMPLE_ID} --reason "seen with the works council"`,
    )
    .action((id: string, options: DecideOptions) => decide(id, options, write));
  withConnection(content.command('read <record>'))
    .description('the text of one record, by an access that holds')
    .requiredOption('--access <id>', 'the granted request')
    .addHelpText('after', `\nExample:\n  tokenward content read ${EXAMPLE_ID} --access ${EXAMPLE_ID}`)
    .action((id: string, options: ReadOptions) => read(id, options, write));
  addContentKeepingCommands(content, write);
}

async function list(options: ListOptions, write: Write): Promise<void> {
  const { personId, useCaseId, callId, from, to } = readScope(options);
  const query = {
    limit: options.limit,
    ...(personId === undefined ? {} : { personId }),
    ...(useCaseId === undefined ? {} : { useCaseId }),
    ...(callId === undefined ? {} : { callId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const page = await runOperation(openConnection(options), 'listContent', { query });
  if (options.json === true) return write(JSON.stringify(page.rows));
  if (page.rows.length === 0) return write('Nothing is kept.');
  const titles = ['record', 'at', 'of', 'use case', 'tier', 'class', 'parts', 'bytes', 'call'];
  const table = layOutTable(
    titles.map((title) => ({ title, align: ['tier', 'parts', 'bytes'].includes(title) ? 'right' : 'left' })),
    page.rows.map((row) => [
      row.id,
      moment(row.at),
      row.ownerId,
      row.useCaseId,
      String(row.tier),
      row.dataClass,
      count(row.parts),
      count(row.sealedBytes),
      row.callId,
    ]),
  );
  write(`${table}\n\n${page.next === null ? '' : 'There are more: raise --limit or narrow it. '}${zoneNote()}`);
}

async function request(options: RequestOptions, write: Write): Promise<void> {
  const { purpose, reason, minutes } = options;
  const body = {
    ...readScope(options),
    purpose,
    reason,
    ...(minutes === undefined ? {} : { minutes: Number(minutes) }),
  };
  const access = await runOperation(openConnection(options), 'requestContentAccess', { body });
  showAccess(access, options, write);
}

async function decide(id: string, options: DecideOptions, write: Write): Promise<void> {
  const body = { grant: options.refuse !== true, ...(options.reason === undefined ? {} : { reason: options.reason }) };
  const access = await runOperation(openConnection(options), 'decideContentAccess', { params: { id }, body });
  showAccess(access, options, write);
}

function showAccess(access: AnswerOf<'readContentAccess'>, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(access));
  switch (access.state) {
    case 'waiting':
      return write(
        `Something of tier 3 is within it: a second person decides. They run\n\n  tokenward content approve ${access.id}`,
      );
    case 'granted':
      return write(
        `Granted until ${moment(access.grantedUntil ?? access.updatedAt)}. Read with\n\n  tokenward content read <record> --access ${access.id}`,
      );
    case 'refused':
      return write(
        `Refused by ${access.secondPersonId ?? 'nobody'}${access.decisionReason === null ? '.' : `: ${access.decisionReason}`}`,
      );
    case 'ended':
      return write('It was granted, and its minutes are over.');
  }
}

async function requests(options: ConnectionOptions, write: Write): Promise<void> {
  const rows: AnswerOf<'readContentAccess'>[] = [];
  for await (const row of openConnection(options).rows('listContentAccess', { query: {} })) rows.push(row);
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length === 0) return write('Nobody has asked to read content.');
  const titles = ['request', 'asked', 'by', 'purpose', 'of', 'state', 'second person', 'reason'];
  const table = layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows.map((row) => [
      row.id,
      moment(row.createdAt),
      row.requesterId,
      row.purpose,
      [row.callId, row.personId, row.useCaseId, row.from, row.to].filter((part) => part !== null).join(' '),
      row.state,
      row.secondPersonId ?? '',
      row.reason,
    ]),
  );
  write(`${table}\n\n${zoneNote()}`);
}

async function read(id: string, options: ReadOptions, write: Write): Promise<void> {
  const asked = { params: { id }, query: { accessId: options.access } };
  const found = await runOperation(openConnection(options), 'readContent', asked);
  if (options.json === true) return write(JSON.stringify(found));
  const { text, ...head } = found;
  showRow(head, options, write);
  for (const part of text) write(`\n— ${part.direction}, ${part.kind}\n${part.text}`);
}
