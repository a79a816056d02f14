import type { AccountKey, AccountState, BudgetReply, BudgetSync, Charge } from '../../domain/budget/budget-sync.ts';

/** A reply as the SQL function writes it: amounts are decimal strings. */
export type ReplyRow = {
  readonly kind: BudgetReply['kind'];
  readonly accounts: readonly AccountRow[];
  readonly answers: BudgetReply['answers'];
};

type AmountMember = 'limit' | 'overdraft' | 'spent' | 'held' | 'suspense' | 'outstanding';
type AccountRow = AccountKey & { readonly gateways: number } & { readonly [Member in AmountMember]: string };

/** The message as JSON: a bigint is a decimal string there. */
export function toRowSync(message: BudgetSync): string {
  const { settlements, targets, asks } = message;
  // Member by member what each call has: taken over by `...`, it was copied into larger objects than are needed.
  return JSON.stringify({
    ...message,
    settlements: settlements.map(({ callId, epoch, charges }) => ({
      callId,
      epoch,
      charges: charges.map(toRowCharge),
    })),
    targets: targets.map((target) => ({ ...target, target: target.target.toString() })),
    asks: asks.map((ask) => ({ ...ask, needs: ask.needs.map(toRowCharge) })),
  });
}

function toRowCharge({ envelopeId, periodStartMs, amount }: Charge): AccountKey & { readonly amount: string } {
  return { envelopeId, periodStartMs, amount: amount.toString() };
}

export function fromRowReply({ kind, accounts, answers }: ReplyRow): BudgetReply {
  return { kind, answers, accounts: accounts.map(fromRowAccount) };
}

function fromRowAccount(row: AccountRow): AccountState {
  const { envelopeId, periodStartMs, gateways } = row;
  return {
    envelopeId,
    periodStartMs,
    gateways,
    limit: BigInt(row.limit),
    overdraft: BigInt(row.overdraft),
    spent: BigInt(row.spent),
    held: BigInt(row.held),
    suspense: BigInt(row.suspense),
    outstanding: BigInt(row.outstanding),
  };
}
