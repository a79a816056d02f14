import { createTextColumn, type TextColumn } from '../detection/text-column.ts';
import type { AccountKey, Settlement } from './budget-sync.ts';

/** What was charged to one account. The key is held on to as it is: a slice, as a rule. */
export type OutboxCharge = { readonly slice: AccountKey; readonly amount: bigint };

/** Settlements on their way to the store, oldest first. */
export type SettlementOutbox = {
  readonly add: (callId: string, epoch: number, charges: readonly OutboxCharge[]) => void;
  /** The oldest, at most so many. They stay until they are dropped. */
  readonly first: (countMax: number) => readonly Settlement[];
  readonly drop: (count: number) => void;
  readonly size: () => number;
};

const SETTLEMENTS_A_PAGE = 1024;
const CHARGES_A_PAGE = 4 * SETTLEMENTS_A_PAGE;
const CALL_ID_LENGTH_MAX = 40;
/** What a column of the store can take; nothing that is charged comes near. */
const AMOUNT_MAX = 2n ** 63n - 1n;

type Page = {
  readonly callIds: TextColumn;
  readonly epochs: Float64Array;
  /** Where the charges of a settlement end, and those of the next begin. */
  readonly ends: Uint32Array;
  readonly accounts: AccountKey[];
  readonly amounts: BigInt64Array;
  settlements: number;
};

/**
 * As numbers in pages of a fixed size: each call leaves a settlement here for a quarter of a second, or for as long as the
 * store is away. As objects they would live just long enough to be carried to where only the great collection finds them.
 */
export function createSettlementOutbox(): SettlementOutbox {
  const pages: Page[] = [];
  let dropped = 0;
  let size = 0;

  function pageWithRoom(charges: number): Page {
    const last = pages.at(-1);
    if (last !== undefined && last.settlements < SETTLEMENTS_A_PAGE && hasRoom(last, charges)) return last;
    const page = newPage(Math.max(charges, CHARGES_A_PAGE));
    pages.push(page);
    return page;
  }

  function dropFirstPage(): void {
    const [first] = pages;
    if (first === undefined) return;
    dropped -= first.settlements;
    if (pages.length > 1) pages.shift();
    else empty(first);
  }

  return {
    add: (callId, epoch, charges) => {
      const page = pageWithRoom(charges.length);
      const at = page.settlements;
      page.callIds.set(at, callId);
      page.epochs[at] = epoch;
      for (const { slice, amount } of charges) {
        page.amounts[page.accounts.length] = amount < AMOUNT_MAX ? amount : AMOUNT_MAX;
        page.accounts.push(slice);
      }
      page.ends[at] = page.accounts.length;
      page.settlements += 1;
      size += 1;
    },
    first: (countMax) => {
      const told: Settlement[] = [];
      let skip = dropped;
      for (const page of pages) {
        for (let at = skip; at < page.settlements && told.length < countMax; at += 1) told.push(readAt(page, at));
        skip = 0;
        if (told.length >= countMax) break;
      }
      return told;
    },
    drop: (count) => {
      size -= count;
      dropped += count;
      while (dropped > 0 && dropped >= (pages[0]?.settlements ?? Number.POSITIVE_INFINITY)) dropFirstPage();
    },
    size: () => size,
  };
}

function newPage(charges: number): Page {
  return {
    callIds: createTextColumn({ textsMax: SETTLEMENTS_A_PAGE, lengthMax: CALL_ID_LENGTH_MAX }),
    epochs: new Float64Array(SETTLEMENTS_A_PAGE),
    ends: new Uint32Array(SETTLEMENTS_A_PAGE),
    accounts: [],
    amounts: new BigInt64Array(charges),
    settlements: 0,
  };
}

function hasRoom({ accounts, amounts }: Page, charges: number): boolean {
  return accounts.length + charges <= amounts.length;
}

/** Its memory serves the next ones. */
function empty(page: Page): void {
  page.accounts.length = 0;
  page.settlements = 0;
}

function readAt({ callIds, epochs, ends, accounts, amounts }: Page, at: number): Settlement {
  const from = at === 0 ? 0 : (ends[at - 1] ?? 0);
  const charges = accounts.slice(from, ends[at]).map(({ envelopeId, periodStartMs }, charge) => ({
    envelopeId,
    periodStartMs,
    amount: amounts[from + charge] ?? 0n,
  }));
  return { callId: callIds.read(at), epoch: epochs[at] ?? 0, charges };
}
