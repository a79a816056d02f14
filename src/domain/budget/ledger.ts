/**
 * What can happen to an account. Amounts are in the envelope's unit.
 *
 *   grant       the cap of the period                     limit + amount
 *   carry_over  from the period before, or to the next    limit + amount
 *   transfer    from or to another envelope               limit + amount
 *   adjustment  a changed cap, a person's correction      limit + amount
 *   hold        a gateway drew it                         held + amount
 *   release     it was not needed, or was spent           held − amount
 *   commit      a call has cost it                        spent + amount
 *   expire      its gateway was not heard of in time      held − amount, suspense + amount
 *   suspense    its fate is known                         suspense − amount
 */
export const ENTRY_KINDS = [
  'grant',
  'carry_over',
  'transfer',
  'adjustment',
  'hold',
  'release',
  'commit',
  'expire',
  'suspense',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One line of the ledger. It is never changed and never taken away; what was wrong gets a line of its own. */
export type LedgerEntry = { readonly kind: EntryKind; readonly amount: bigint };

/** Where an account stands. */
export type Balance = {
  readonly limit: bigint;
  readonly spent: bigint;
  readonly held: bigint;
  /** Drawn by gateways that were not heard of since: neither spent nor free until somebody knows. */
  readonly suspense: bigint;
};

export const EMPTY_BALANCE: Balance = { limit: 0n, spent: 0n, held: 0n, suspense: 0n };

export function applyEntry(balance: Balance, { kind, amount }: LedgerEntry): Balance {
  switch (kind) {
    case 'grant':
    case 'carry_over':
    case 'transfer':
    case 'adjustment':
      return { ...balance, limit: balance.limit + amount };
    case 'hold':
      return { ...balance, held: balance.held + amount };
    case 'release':
      return { ...balance, held: balance.held - amount };
    case 'commit':
      return { ...balance, spent: balance.spent + amount };
    case 'expire':
      return { ...balance, held: balance.held - amount, suspense: balance.suspense + amount };
    case 'suspense':
      return { ...balance, suspense: balance.suspense - amount };
  }
}

/** The law of the ledger: this is the balance. */
export function sumEntries(entries: readonly LedgerEntry[]): Balance {
  return entries.reduce(applyEntry, EMPTY_BALANCE);
}

/** What can still be drawn. Negative where the cap was lowered below what is spent, or a vendor billed more than was held. */
export function freeOf(balance: Balance, overdraft: bigint): bigint {
  return balance.limit + overdraft - balance.spent - balance.held - balance.suspense;
}
