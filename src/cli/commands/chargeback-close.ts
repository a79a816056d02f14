import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { type Column, layOutFields, layOutTable } from '../output/table.ts';
import { count, dollars, exactDollars, moment, wholeNumber, zoneNote } from '../output/words.ts';
import { BILL_TIMEOUT_MS } from './chargeback-bill.ts';
import type { Write } from './write.ts';

export type CloseOptions = ConnectionOptions & { readonly yes?: boolean };

export type AdjustOptions = ConnectionOptions & {
  readonly amount: string;
  readonly reason: string;
  readonly team?: string;
  readonly project?: string;
  readonly useCase?: string;
  readonly costCentre?: string;
};

type Close = AnswerOf<'closeMonth'>;

/** Closing cannot be undone, so that it has to be asked for twice. */
export async function close(month: string, options: CloseOptions, write: Write): Promise<void> {
  const client = openConnection(options, { timeoutMs: BILL_TIMEOUT_MS });
  if (options.yes !== true) {
    const { totals } = await runOperation(client, 'readShowback', { query: { period: month } });
    if (options.json === true) return write(JSON.stringify({ closed: false, totals }));
    write(
      `${month} would be closed with ${wholeNumber(totals.calls)} calls and ${exactDollars(totals.costDollars)}. ` +
        'It cannot be opened again: what comes later is charged in the month after. Say --yes to close it.',
    );
    return;
  }
  const closed = await runOperation(client, 'closeMonth', { body: { month } });
  if (options.json === true) return write(JSON.stringify(closed));
  write(`${month} is closed.\n\n${layOutFields(fieldsOf(closed))}`);
}

export async function listCloses(month: string | undefined, options: CloseOptions, write: Write): Promise<void> {
  const client = openConnection(options, { timeoutMs: BILL_TIMEOUT_MS });
  if (month !== undefined) {
    const one = await runOperation(client, 'readClose', { params: { month } });
    if (!one.sound) process.exitCode = 1;
    if (options.json === true) return write(JSON.stringify(one));
    write(layOutFields(fieldsOf(one)));
    return write(
      one.sound
        ? '\nSound: the lines hash to the digest. The audit trail has the same one.'
        : `\nNOT SOUND: the lines hash to ${one.digestNow}. Somebody changed them in the store.`,
    );
  }
  const { rows } = await client.call('listCloses', {});
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length === 0) return write('No month is closed yet. "tokenward chargeback close 2026-10" closes one.');
  const titles = ['month', 'closed', 'by', 'calls', 'unpriced', 'cost', 'digest'];
  const columns = titles.map((title, at): Column => ({ title, align: at > 2 && at < 6 ? 'right' : 'left' }));
  write(
    layOutTable(
      columns,
      rows.map((row) => [
        ...[row.month, moment(row.closedAt), row.closedBy, count(row.calls), count(row.callsUnpriced)],
        ...[exactDollars(row.costDollars), `${row.digest.slice(0, 12)}…`],
      ]),
    ),
  );
  write(`\n${zoneNote()}`);
}

export async function adjust(month: string, options: AdjustOptions, write: Write): Promise<void> {
  const posted = await runOperation(openConnection(options), 'postAdjustment', {
    body: {
      adjusts: month,
      amountNanodollars: readDollars('--amount', options.amount),
      reason: options.reason,
      teamId: options.team ?? null,
      projectId: options.project ?? null,
      useCaseId: options.useCase ?? null,
      costCentre: options.costCentre ?? null,
    },
  });
  if (options.json === true) return write(JSON.stringify(posted));
  write(
    `${dollars(posted.amountNanodollars)} about ${posted.adjusts} is charged in ${posted.month}. Its opposite takes it back.`,
  );
}

/** `12.5` as nanodollars; nine places at most, because no more can be charged. */
export function readDollars(option: string, text: string): string {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) throw new CliFailure(`${option} "${text}" is no amount in dollars: write 12.50 or -12.50.`, 2);
  const [, sign = '', whole = '', part = ''] = match;
  return BigInt(`${sign}${whole}${part.padEnd(9, '0')}`).toString();
}

function fieldsOf(one: Close): readonly (readonly [string, string])[] {
  return [
    ['month', `${one.month}, ${one.from} to ${one.to} (${one.timeZone})`],
    ['closed', `${moment(one.closedAt)} by ${one.closedBy}. ${zoneNote()}`],
    ['cost', exactDollars(one.costDollars)],
    ['calls', `${count(one.calls)}, of which ${count(one.callsUnpriced)} are not priced`],
    ['lines', count(one.lines)],
    ['digest', one.digest],
  ];
}
