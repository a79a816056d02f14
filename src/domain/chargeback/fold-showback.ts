import { type Femtodollars, femtodollars } from '../money/femtodollars.ts';
import type { RatedRow } from './rated-row.ts';

/** What rows can be summed by. */
export type ShowbackGrouping = 'team' | 'project' | 'use_case' | 'cost_centre' | 'model' | 'lane' | 'day';

/** The sums of some rows. What is not known, what is estimated and what is no call stand apart. */
export type ShowbackSums = {
  readonly calls: bigint;
  readonly tokens: bigint;
  /** Everything that has a price, shared costs and adjustments too. */
  readonly cost: Femtodollars;
  readonly listCost: Femtodollars;
  /** Of the cost: calls whose tokens were reckoned here. */
  readonly estimatedCost: Femtodollars;
  readonly sharedCost: Femtodollars;
  /** Of the cost: adjustments, and calls that came too late for their own month. */
  readonly adjustedCost: Femtodollars;
  readonly callsUnpriced: bigint;
  readonly tokensUnpriced: bigint;
};

export type ShowbackLine = ShowbackSums & { readonly group: string | null };

export const NO_SHOWBACK: ShowbackSums = {
  calls: 0n,
  tokens: 0n,
  cost: femtodollars(0n),
  listCost: femtodollars(0n),
  estimatedCost: femtodollars(0n),
  sharedCost: femtodollars(0n),
  adjustedCost: femtodollars(0n),
  callsUnpriced: 0n,
  tokensUnpriced: 0n,
};

export type ShowbackFold = {
  readonly add: (row: RatedRow) => void;
  readonly totals: () => ShowbackSums;
  /** The dearest first; days in their order. */
  readonly lines: () => readonly ShowbackLine[];
};

/** Sums rows as they come; it holds one line a group, however many rows there are. */
export function createShowbackFold(by: ShowbackGrouping): ShowbackFold {
  const sums = new Map<string | null, ShowbackSums>();
  let totals = NO_SHOWBACK;
  return {
    add: (row) => {
      totals = addRow(totals, row);
      const group = groupOf(row, by);
      sums.set(group, addRow(sums.get(group) ?? NO_SHOWBACK, row));
    },
    totals: () => totals,
    lines: () => [...sums].map(([group, sum]) => ({ group, ...sum })).sort(by === 'day' ? byGroup : dearestFirst),
  };
}

/** The first lines, and what all others come to: together they are what all lines are. */
export function topLines(
  lines: readonly ShowbackLine[],
  top: number,
): { readonly rows: readonly ShowbackLine[]; readonly other: (ShowbackSums & { readonly groups: number }) | null } {
  if (lines.length <= top) return { rows: lines, other: null };
  const rest = lines.slice(top);
  return { rows: lines.slice(0, top), other: { groups: rest.length, ...rest.reduce(addSums, NO_SHOWBACK) } };
}

function addSums(one: ShowbackSums, other: ShowbackSums): ShowbackSums {
  return {
    calls: one.calls + other.calls,
    tokens: one.tokens + other.tokens,
    cost: femtodollars(one.cost + other.cost),
    listCost: femtodollars(one.listCost + other.listCost),
    estimatedCost: femtodollars(one.estimatedCost + other.estimatedCost),
    sharedCost: femtodollars(one.sharedCost + other.sharedCost),
    adjustedCost: femtodollars(one.adjustedCost + other.adjustedCost),
    callsUnpriced: one.callsUnpriced + other.callsUnpriced,
    tokensUnpriced: one.tokensUnpriced + other.tokensUnpriced,
  };
}

function addRow(sums: ShowbackSums, row: RatedRow): ShowbackSums {
  const cost = row.cost ?? 0n;
  const isUnpriced = row.kind === 'unpriced';
  return {
    calls: sums.calls + row.calls,
    tokens: sums.tokens + row.tokens,
    cost: femtodollars(sums.cost + cost),
    listCost: femtodollars(sums.listCost + (row.listCost ?? 0n)),
    estimatedCost: femtodollars(sums.estimatedCost + (row.usageBasis === 'estimated' ? cost : 0n)),
    sharedCost: femtodollars(sums.sharedCost + (row.kind === 'shared' ? cost : 0n)),
    adjustedCost: femtodollars(sums.adjustedCost + (row.adjusts === null ? 0n : cost)),
    callsUnpriced: sums.callsUnpriced + row.callsUnpriced,
    tokensUnpriced: sums.tokensUnpriced + (isUnpriced ? row.tokens : 0n),
  };
}

function groupOf(row: RatedRow, by: ShowbackGrouping): string | null {
  switch (by) {
    case 'team':
      return row.teamId;
    case 'project':
      return row.projectId;
    case 'use_case':
      return row.useCaseId;
    case 'cost_centre':
      return row.costCentre;
    case 'model':
      return row.modelId;
    case 'lane':
      return row.lane;
    case 'day':
      return row.day;
  }
}

function dearestFirst(one: ShowbackLine, other: ShowbackLine): number {
  if (one.cost !== other.cost) return one.cost > other.cost ? -1 : 1;
  return byGroup(one, other);
}

function byGroup(one: ShowbackLine, other: ShowbackLine): number {
  const [left, right] = [one.group ?? '', other.group ?? ''];
  return left === right ? 0 : left < right ? -1 : 1;
}
