import type { MonthName } from './charge-month.ts';

/** A cost that belongs to nobody alone and is charged to teams by a rule that everybody can read. */
export type SharedCost = {
  /** A slug that people choose. */
  readonly id: string;
  readonly name: string;
  /** The first month it is charged in, and the last; null: until it is ended. */
  readonly fromMonth: MonthName;
  readonly untilMonth: MonthName | null;
  readonly source: SharedSource;
  readonly rule: SharingRule;
  readonly reason: string;
};

/**
 * Where the amount is from.
 *   amount    so much a month: a platform fee, a commitment
 *   use_case  what the teams paid for a use case that serves all: it is taken from them and shared anew
 *   residual  what a vendor's cost reports of the month have beyond the calls, with its sign
 */
export type SharedSource =
  | { readonly kind: 'amount'; readonly nanodollars: string }
  | { readonly kind: 'use_case'; readonly useCaseId: string }
  | { readonly kind: 'residual'; readonly vendor: ReportVendor };

/**
 * Who bears it.
 *   proportional  each team by what its own calls of the month cost; where nothing cost anything, evenly
 *   even          the named teams alike; all teams that used something, where none is named
 *   fixed         the named teams, in hundredths of a percent that make 10,000
 */
export type SharingRule =
  | { readonly kind: 'proportional' }
  | { readonly kind: 'even'; readonly teamIds: readonly string[] }
  | { readonly kind: 'fixed'; readonly shares: readonly FixedShare[] };

export type FixedShare = { readonly teamId: string; readonly basisPoints: number };

export const REPORT_VENDORS = ['openai', 'anthropic'] as const;
export type ReportVendor = (typeof REPORT_VENDORS)[number];

const WHOLE = 10_000;

/** What is wrong with a shared cost, by the member at fault. */
export function findBrokenShare(cost: SharedCost): { readonly pointer: string; readonly detail: string } | undefined {
  if (cost.untilMonth !== null && cost.untilMonth < cost.fromMonth) {
    return { pointer: '/untilMonth', detail: 'The last month lies before the first.' };
  }
  const named = teamsOf(cost.rule);
  if (new Set(named).size !== named.length) return { pointer: '/rule', detail: 'A team is named twice.' };
  if (cost.rule.kind !== 'fixed') return undefined;
  const sum = cost.rule.shares.reduce((all, { basisPoints }) => all + basisPoints, 0);
  if (sum === WHOLE) return undefined;
  return { pointer: '/rule/shares', detail: `The shares make ${sum / 100} %, not 100 %.` };
}

export function teamsOf(rule: SharingRule): readonly string[] {
  switch (rule.kind) {
    case 'proportional':
      return [];
    case 'even':
      return rule.teamIds;
    case 'fixed':
      return rule.shares.map(({ teamId }) => teamId);
  }
}

export function isChargedIn(cost: SharedCost, month: MonthName): boolean {
  return cost.fromMonth <= month && (cost.untilMonth === null || month <= cost.untilMonth);
}
