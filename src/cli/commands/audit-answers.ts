import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AuditExportLine } from '../../contract/audit.ts';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { writeOutputFile } from '../output/named-file.ts';
import { layOutTable } from '../output/table.ts';
import { count, moment, zoneNote } from '../output/words.ts';
import type { Write } from './write.ts';

export type AuditOptions = ConnectionOptions & {
  readonly output?: string;
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly type?: string;
  readonly subject?: string;
  readonly limit?: number;
};

/** Writes the lines as they come and as they were sent: what is hashed must not be read and written again. */
export async function exportTrail(options: AuditOptions, write: Write): Promise<void> {
  const lines = openConnection(options).lines('exportAudit', { query: readRange(options) });
  let written = 0;
  const texts = async function* (): AsyncGenerator<string> {
    for await (const line of lines) {
      written += 1;
      yield `${line}\n`;
    }
  };
  if (options.output === undefined) {
    await pipeline(Readable.from(texts()), process.stdout, { end: false });
    return;
  }
  await pipeline(Readable.from(texts()), createWriteStream(options.output));
  if (options.json === true) return write(JSON.stringify({ file: options.output, lines: written }));
  write(
    `${count(written)} lines are in ${options.output}. "tokenward audit verify ${options.output}" checks them, on any machine.`,
  );
}

export async function signHead(options: AuditOptions, write: Write): Promise<void> {
  const checkpoint = await openConnection(options).call('signAuditCheckpoint', {});
  const text = JSON.stringify(checkpoint);
  if (options.output === undefined || options.json === true) write(text);
  if (options.output === undefined) return;
  writeOutputFile(options.output, `${text}\n`);
  if (options.json === true) return;
  write(
    `Event ${checkpoint.sequence}, the head of the trail, is signed with key ${checkpoint.keyId}; the checkpoint is in ${options.output}.\n` +
      'Keep it where nobody who runs this server can change it: it then shows whether something was cut off or written anew.',
  );
}

export async function showPublicKey(options: AuditOptions, write: Write): Promise<void> {
  // An export from now on has no events, only the header with the key.
  const lines = openConnection(options).lines('exportAudit', { query: { from: new Date().toISOString() } });
  const first = await lines.next();
  await lines.return(undefined);
  const header = AuditExportLine.safeParse(JSON.parse(typeof first.value === 'string' ? first.value : '{}'));
  if (!header.success || header.data.kind !== 'header') throw new CliFailure('The server sent no header with a key.');
  const { keyId, publicKeyPem, origin } = header.data;
  if (options.output !== undefined) writeOutputFile(options.output, publicKeyPem);
  if (options.json === true) return write(JSON.stringify({ keyId, origin, publicKeyPem }));
  if (options.output === undefined) return write(publicKeyPem.trimEnd());
  write(`Key ${keyId} of "${origin}" is in ${options.output}.`);
}

type AuditEvent = AnswerOf<'listAuditEvents'>['rows'][number];

export async function showEvents(options: AuditOptions, write: Write): Promise<void> {
  const query = {
    ...readRange(options),
    limit: options.limit,
    ...(options.type === undefined ? {} : { type: options.type }),
    ...(options.subject === undefined ? {} : { subject: options.subject }),
  };
  const page = await openConnection(options).call('listAuditEvents', { query });
  if (options.json === true) return write(JSON.stringify(page));
  if (page.rows.length === 0) return write('The audit trail has no such events.');
  const columns = ['event', 'when', 'who', 'what', 'about'].map((title, at) => ({
    title,
    align: at === 0 ? ('right' as const) : ('left' as const),
  }));
  write(layOutTable(columns, page.rows.map(eventRow)));
  const more =
    page.next === null ? '' : ' There are more: narrow them by --from, --type or --subject, or raise --limit.';
  write(`\n${zoneNote()}${more} --json shows each event whole.`);
}

function eventRow(event: AuditEvent): readonly string[] {
  const body: unknown = JSON.parse(event.body);
  const actor = memberOf(body, 'actor');
  const who = `${String(memberOf(actor, 'kind') ?? '?')}:${String(memberOf(actor, 'id') ?? '?')}`;
  const atMs = Number(memberOf(body, 'atMs'));
  return [String(event.sequence), moment(atMs), who, String(memberOf(body, 'type')), String(memberOf(body, 'subject'))];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
