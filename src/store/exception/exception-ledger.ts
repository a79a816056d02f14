import type { ClientBase } from 'pg';
import type { AccountKey } from '../../domain/budget/budget-sync.ts';
import type { LedgerAuthor } from '../../ports/budget-store.ts';
import type { EndedException, ExceptionAccount, ExceptionLedger } from '../../ports/exception-ledger.ts';

/** The ledger within a transaction of the control plane: accounts are locked after its rows and before the audit head. */
export function exceptionLedger(client: ClientBase, publish: () => Promise<bigint>): ExceptionLedger {
  return {
    transfer: (accounts, amount, author) => transferAmount(client, { accounts, amount, author }),
    openException: async (account, author) =>
      openException(client, { account, author, version: (await publish()).toString() }),
    closeException: (exceptionId, author) => closeException(client, exceptionId, author),
  };
}

type Moved = {
  readonly accounts: { readonly from: AccountKey; readonly to: AccountKey };
  readonly amount: bigint;
  readonly author: LedgerAuthor;
};

/** Two entries or none; both accounts are locked, in their order. */
async function transferAmount(client: ClientBase, { accounts, amount, author }: Moved): Promise<boolean> {
  const { from, to } = accounts;
  const { rows } = await client.query<{ done: boolean }>(
    'select tokenward.budget_transfer($1, $2, $3, $4, $5, $6, $7) as done',
    [
      ...[from.envelopeId, from.periodStartMs, to.envelopeId, to.periodStartMs],
      ...[amount.toString(), author.actor, author.reason],
    ],
  );
  return rows[0]?.done ?? false;
}

/** Envelope, account and grant, or nothing where they are there. */
async function openException(
  client: ClientBase,
  opened: { readonly account: ExceptionAccount; readonly author: LedgerAuthor; readonly version: string },
): Promise<void> {
  const { account, author, version } = opened;
  const { exceptionId, raisesEnvelopeId, unit, cap, period } = account;
  await client.query('select tokenward.budget_open_exception($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    ...[exceptionId, raisesEnvelopeId, unit, cap.toString(), period.startMs, period.endMs],
    ...[version, author.actor, author.reason],
  ]);
}

/** Envelope before account, as where accounts are opened; repeated, it takes back only what came free since. */
async function closeException(
  client: ClientBase,
  exceptionId: string,
  { actor, reason }: LedgerAuthor,
): Promise<EndedException | undefined> {
  const { rows } = await client.query<{ spent: string | null; held: string | null }>(
    'select spent, held from tokenward.budget_close_exception($1, $2, $3)',
    [exceptionId, actor, reason],
  );
  const { spent = null, held = null } = rows[0] ?? {};
  return spent === null || held === null ? undefined : { spent: BigInt(spent), held: BigInt(held) };
}
