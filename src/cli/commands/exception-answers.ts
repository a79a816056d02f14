import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { layOutFields, layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { Write } from './write.ts';

type Exception = AnswerOf<'readException'>;
export type ExceptionListOptions = ConnectionOptions & {
  readonly all?: boolean;
  readonly state?: string;
  readonly envelopeId?: string;
};

export const EXCEPTION_STATES = ['requested', 'granted', 'declined', 'withdrawn', 'expired', 'revoked'] as const;

export function tellException(exception: Exception, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(exception));
  const { id, state, inForce, sentence, startsAt, endsAt } = exception;
  const since = state === 'granted' && !inForce ? ` from ${moment(startsAt)}` : '';
  write(`Exception ${id} is ${state}: ${sentence}`);
  if (state === 'requested' || state === 'granted') write(`It is for the time${since} until ${moment(endsAt)}.`);
}

export function showException(exception: Exception, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(exception));
  const ended = exception.endedAt === null ? null : `${moment(exception.endedAt)} ${exception.endReason ?? ''}`.trim();
  const decided =
    exception.decidedBy === null ? null : `${exception.decidedBy} ${exception.decisionReason ?? ''}`.trim();
  const fields: readonly (readonly [string, string | null])[] = [
    ['id', exception.id],
    ['what', exception.sentence],
    ['state', exception.inForce ? `${exception.state}, in force` : exception.state],
    ['from', moment(exception.startsAt)],
    ['until', moment(exception.endsAt)],
    ['asked by', exception.requesterId],
    ['reason', `${exception.reasonCode}: ${exception.reasonInWords}`],
    ['in their words', exception.why],
    ['decides', `${exception.approverId}: ${exception.approverWhy}`],
    ['decided by', decided],
    ['ended', ended],
    ['extends', exception.extendsId],
  ];
  write(layOutFields(fields.map(([name, value]) => [name, value ?? '-'])));
  write(`\n${zoneNote()}`);
}

export async function listMyExceptions(options: ExceptionListOptions, write: Write): Promise<void> {
  const mine = await openConnection(options).call('listMyExceptions', {});
  if (options.json === true) return write(JSON.stringify(mine));
  const parts = [
    ['Nothing waits for your decision.', 'These wait for your decision:', mine.toDecide],
    ['You have asked for nothing.', 'You asked for:', mine.asked],
    ['Nothing else concerns you.', 'These concern you:', mine.concerning],
  ] as const;
  for (const [empty, title, rows] of parts) write(rows.length === 0 ? `${empty}\n` : `${title}\n\n${tableOf(rows)}\n`);
  write(zoneNote());
}

export async function listAllExceptions(options: ExceptionListOptions, write: Write): Promise<void> {
  const state = EXCEPTION_STATES.find((known) => known === options.state);
  const rows: Exception[] = [];
  for await (const row of openConnection(options).rows('listExceptions', { query: {} })) {
    if (state !== undefined && row.state !== state) continue;
    if (options.envelopeId === undefined || row.envelopeId === options.envelopeId) rows.push(row);
  }
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('There are no such exceptions.');
  write(`${tableOf(rows)}\n\n${zoneNote()}`);
}

function tableOf(rows: readonly Exception[]): string {
  const titles = ['id', 'what', 'state', 'until', 'asked by', 'decides', 'reason'];
  return layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows.map((row) => [
      row.id,
      row.sentence,
      row.inForce ? 'in force' : row.state,
      moment(row.endsAt),
      row.requesterId,
      row.approverId,
      row.reasonCode,
    ]),
  );
}
