import type { ClientBase } from 'pg';
import { auditedRefusals, type GovernedCall } from './governed-events.ts';
import { settleStatement } from './settle-statement.ts';

export type RecordedSettles = {
  /** How many lines PostgreSQL saw; another number than was sent means that a line held more than one record. */
  readonly lines: number;
  /** Which lines are new to the ledger, counted from 1. */
  readonly positions: readonly number[];
  readonly first_call_id: string | null;
  readonly last_call_id: string | null;
  readonly stray_months: readonly string[];
  readonly governed: readonly GovernedCall[];
};

const statement = settleStatement();

/** Records settled calls with their sums and tasks, and takes them out of the open ones; calls already known change nothing. */
export async function recordSettles(client: ClientBase, lines: readonly string[]): Promise<RecordedSettles> {
  const { rows } = await client.query<RecordedSettles>(statement, [`[${lines.join(',')}]`, auditedRefusals]);
  const [recorded] = rows;
  if (recorded === undefined) throw new Error('the settle statement answered no row');
  return recorded;
}
