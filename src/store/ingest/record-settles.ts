import type { ClientBase } from 'pg';
import { auditedRefusals, type GovernedCall } from './governed-events.ts';
import type { ProtectedCall } from './protection-events.ts';
import { settleStatement } from './settle-statement.ts';
import type { SettledLines } from './settled-lines.ts';

export type RecordedSettles = {
  /** How many lines PostgreSQL saw; another number than was sent means that a line held more than one record. */
  readonly lines: number;
  /** Which lines are new to the ledger, counted from 1. */
  readonly positions: readonly number[];
  readonly first_call_id: string | null;
  readonly last_call_id: string | null;
  readonly stray_months: readonly string[];
  readonly governed: readonly GovernedCall[];
  readonly protected: readonly ProtectedCall[];
};

const statement = settleStatement();

/** Records settled calls with their sums and tasks, and takes them out of the open ones; calls already known change nothing. */
export async function recordSettles(client: ClientBase, lines: SettledLines): Promise<RecordedSettles> {
  // As bytes: the driver would write a text down a second time.
  const { rows } = await client.query<RecordedSettles>(statement, [lines.asJsonArray(), auditedRefusals]);
  const [recorded] = rows;
  if (recorded === undefined) throw new Error('the settle statement answered no row');
  return recorded;
}
