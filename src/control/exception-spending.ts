import type { Exception } from '../domain/policy/exception.ts';
import type { ReadUnit, Stored } from '../ports/control-store.ts';

/** An exception, and what was spent under it as far as gateways have told. */
export type SeenException = { readonly stored: Stored<Exception>; readonly spent: bigint | null };

/** Null where it never had money. */
export async function seeExceptions(
  unit: ReadUnit,
  rows: readonly Stored<Exception>[],
): Promise<readonly SeenException[]> {
  const running = rows.filter(({ row }) => row.spentAmount === null && row.decidedAtMs !== null);
  const keys = running.map(({ row }) => ({ envelopeId: row.id, periodStartMs: row.startsAtMs }));
  const accounts = new Map((await unit.ledger.accounts(keys)).map((account) => [account.envelopeId, account]));
  return rows.map((stored) => ({
    stored,
    spent: stored.row.spentAmount ?? accounts.get(stored.row.id)?.balance.spent ?? null,
  }));
}
