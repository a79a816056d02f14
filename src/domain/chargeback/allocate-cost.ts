import { type Femtodollars, femtodollars, fromNanodollars, NO_FEMTODOLLARS } from '../money/femtodollars.ts';
import { nanodollars } from '../money/nanodollars.ts';
import { amountRow, type RatedRow } from './rated-row.ts';
import { type Share, shareAmount, type Weight } from './share-amount.ts';
import type { ReportVendor, SharedCost } from './shared-cost.ts';

/** What the teams' own calls of a month cost, which is what sharing goes by. */
export type DirectCosts = {
  /** By team; calls without a team are not in it. */
  readonly byTeam: ReadonlyMap<string, Femtodollars>;
  /** By use case, then by team. */
  readonly byUseCase: ReadonlyMap<string, ReadonlyMap<string, Femtodollars>>;
};

export type Allocation = {
  readonly shared: SharedCost;
  readonly direct: DirectCosts;
  /** The first day of the month, which shared costs are charged on. */
  readonly day: string;
  readonly residualOf: (vendor: ReportVendor) => Femtodollars;
  readonly costCentreOf: (teamId: string) => string | null;
};

/**
 * The rows of one shared cost. Their sum is its amount to the femtodollar; of a use case that is shared anew it is nothing,
 * because what is given out was taken. An amount that nobody can bear stands in one row without a team.
 */
export function allocateCost(allocation: Allocation): readonly RatedRow[] {
  const { shared } = allocation;
  const taken = takenFrom(allocation);
  const amount = amountOf(allocation, taken);
  const shares = shareAmount(amount, weightsOf(allocation));
  const given = shares.length > 0 ? shares : amount === 0n ? [] : [{ id: null, amount }];
  const back = taken.map(({ id, amount: own }) => sharedRow(allocation, { teamId: id, amount: -own, isTaken: true }));
  const out = given
    .filter((share) => share.amount !== 0n)
    .map((share) => sharedRow(allocation, { teamId: share.id, amount: share.amount, isTaken: false }));
  return shared.source.kind === 'use_case' ? [...back, ...out] : out;
}

function takenFrom({ shared, direct }: Allocation): readonly Share[] {
  if (shared.source.kind !== 'use_case') return [];
  const own = direct.byUseCase.get(shared.source.useCaseId) ?? new Map<string, Femtodollars>();
  return [...own].map(([id, amount]) => ({ id, amount })).filter(({ amount }) => amount !== 0n);
}

function amountOf({ shared, residualOf }: Allocation, taken: readonly Share[]): bigint {
  switch (shared.source.kind) {
    case 'amount':
      return fromNanodollars(nanodollars(BigInt(shared.source.nanodollars)));
    case 'use_case':
      return taken.reduce((sum, { amount }) => sum + amount, 0n);
    case 'residual':
      return residualOf(shared.source.vendor);
  }
}

function weightsOf({ shared, direct }: Allocation): readonly Weight[] {
  const { rule } = shared;
  switch (rule.kind) {
    case 'fixed':
      return rule.shares.map(({ teamId, basisPoints }) => ({ id: teamId, weight: BigInt(basisPoints) }));
    case 'even':
      return evenly(rule.teamIds.length > 0 ? rule.teamIds : [...direct.byTeam.keys()]);
    case 'proportional': {
      const weights = [...direct.byTeam].map(([id, cost]) => ({ id, weight: ownCost(shared, direct, { id, cost }) }));
      return weights.some(({ weight }) => weight > 0n) ? weights : evenly([...direct.byTeam.keys()]);
    }
  }
}

/** What is being shared anew does not count as a team's own. */
function ownCost(
  { source }: SharedCost,
  { byUseCase }: DirectCosts,
  { id, cost }: { readonly id: string; readonly cost: Femtodollars },
): bigint {
  return source.kind === 'use_case' ? cost - (byUseCase.get(source.useCaseId)?.get(id) ?? NO_FEMTODOLLARS) : cost;
}

function evenly(ids: readonly string[]): readonly Weight[] {
  return ids.map((id) => ({ id, weight: 1n }));
}

function sharedRow(
  { shared, day, costCentreOf }: Allocation,
  part: { readonly teamId: string | null; readonly amount: bigint; readonly isTaken: boolean },
): RatedRow {
  const { teamId, amount, isTaken } = part;
  const useCaseId = isTaken && shared.source.kind === 'use_case' ? shared.source.useCaseId : null;
  return amountRow({
    kind: 'shared',
    dimensions: { teamId, useCaseId, costCentre: teamId === null ? null : costCentreOf(teamId) },
    day,
    adjusts: null,
    cost: femtodollars(amount),
    about: { id: shared.id, words: shared.name, method: shared.rule.kind },
  });
}
