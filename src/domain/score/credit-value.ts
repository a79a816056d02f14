import type { Outcome } from '../outcome/outcome.ts';
import type { Peers } from './compare-peers.ts';
import type { Period } from './facts.ts';
import type { Formula } from './formula.ts';
import { isWithin, type Part, type PersonWork, sumOf } from './gather-work.ts';

/** What an outcome is credited with. */
export type CreditedOutcome = {
  readonly outcome: Outcome;
  readonly part: Part;
  /** After evidence, cap and cluster; below zero when it was credited earlier and did not hold. */
  readonly microdollars: number;
  /** Why less than was claimed; empty: nothing was taken. */
  readonly why: readonly string[];
};

/** The value of a person's work in a period, before coverage and cost. Whole microdollars. */
export type CreditedValue = {
  readonly credited: readonly CreditedOutcome[];
  /** Taken from, or given to, what was not measured, by what was; below zero: taken. */
  readonly calibrationMicrodollars: number;
  /** Of measured claims: how many, what they claimed, and by how much that was too much. */
  readonly measured: { readonly many: number; readonly claimed: number; readonly excess: number };
  /** Of an earlier period, and did not hold: what it was credited with there. */
  readonly takenBackMicrodollars: number;
  /** Clean-up of what did not hold. */
  readonly cleanUpMicrodollars: number;
  /** Claims that held, and that did not. */
  readonly heldMicrodollars: number;
  readonly failedMicrodollars: number;
};

/** How much of one person's attested value counts for each validator: 0 to 1. */
export type TrustInWord = (validatorId: string) => number;

type Valued = {
  readonly outcome: Outcome;
  readonly part: Part;
  readonly value: number;
  readonly why: readonly string[];
};

/**
 * The value that counts:
 *
 *   counted outcomes of the period, measured where they were measured, else as claimed up to the cap
 *   × evidence: less for somebody's word alone, none for a claim
 *   → diminishing over the total of each cluster, so that cutting work up or putting it together changes nothing
 *   − what measured claims lacked, extended to those that were not measured (audits are drawn by lot); amounts that a system
 *     measured itself are neither drawn nor lowered
 *
 * With a share q measured, exaggerating by g pays g(1 − q) and costs g(1 − q)(1 + overclaim): never worth it.
 */
export function creditValue(
  work: PersonWork,
  { peers, trust, period }: { readonly peers: Peers; readonly trust: TrustInWord; readonly period: Period },
  formula: Formula,
): CreditedValue {
  const all = work.roots.flatMap(({ parts }) =>
    parts.flatMap((part) => part.outcomes.map((outcome) => ({ part, outcome }))),
  );
  const counted = all.filter(({ outcome }) => outcome.state === 'counted' && isVerifiedIn(period, outcome));
  const failed = all.filter(
    ({ outcome }) => outcome.state === 'reverted' && isWithin(period, outcome.revertedAtMs ?? -1),
  );
  const limitOf = (part: Part): number =>
    peers.referenceFor(work, part).valueMicrodollars * formula.impact.outlierTimes;
  const audit = auditOf(
    counted.map(({ outcome }) => outcome),
    formula,
  );
  const valued = counted.map(({ part, outcome }) =>
    valueOutcome({ part, outcome }, { limit: limitOf(part), trust, audit }, formula),
  );
  const gone = failed
    .filter(({ outcome }) => isVerifiedBefore(period, outcome))
    .map(({ part, outcome }) => ({
      ...{
        part,
        outcome,
        microdollars: -(outcome.measured?.microdollars ?? Math.min(outcome.claimedMicrodollars, limitOf(part))),
      },
      why: ['it was credited earlier and did not hold'],
    }));
  const failedMicrodollars = sumOf(failed, ({ part, outcome }) => Math.min(outcome.claimedMicrodollars, limitOf(part)));
  return {
    credited: [...diminish(valued, limitOf, formula), ...gone],
    calibrationMicrodollars: calibrate(valued, audit, formula),
    measured: {
      many: audit.many,
      claimed: audit.claimed + audit.forcedClaimed,
      excess: audit.excess + audit.forcedExcess,
    },
    takenBackMicrodollars: -sumOf(gone, ({ microdollars }) => microdollars),
    cleanUpMicrodollars: Math.round((failedMicrodollars * formula.impact.cleanUpPercent) / 100),
    heldMicrodollars: sumOf(valued, ({ value }) => Math.max(0, value)),
    failedMicrodollars,
  };
}

type Audit = {
  readonly many: number;
  readonly claimed: number;
  readonly excess: number;
  readonly forcedClaimed: number;
  readonly forcedExcess: number;
  /** 0 to 1: how much of what was not measured counts. Below half of the published share it falls, so no audit is no value. */
  readonly reach: number;
};

function auditOf(outcomes: readonly Outcome[], { impact }: Formula): Audit {
  const said = outcomes.filter(isSaid);
  const drawn = outcomes.filter(({ measured }) => measured?.basis === 'drawn');
  const forced = outcomes.filter(({ measured }) => measured?.basis === 'forced');
  const claimed = sumOf(drawn, ({ claimedMicrodollars }) => claimedMicrodollars);
  const open = sumOf(said, ({ measured, claimedMicrodollars }) => (measured === null ? claimedMicrodollars : 0));
  const due = ((claimed + open) * impact.auditPercent) / 100;
  return {
    many: drawn.length + forced.length,
    claimed,
    excess: sumOf(drawn, excessOf),
    forcedClaimed: sumOf(forced, ({ claimedMicrodollars }) => claimedMicrodollars),
    forcedExcess: sumOf(forced, excessOf),
    reach: due === 0 ? 1 : Math.min(1, (2 * claimed) / due),
  };
}

/** An estimate can be too much; what a system measured itself is what it is. */
function isSaid({ amountBy }: Outcome): boolean {
  return amountBy !== 'system';
}

function excessOf({ claimedMicrodollars, measured }: Outcome): number {
  return claimedMicrodollars - (measured?.microdollars ?? claimedMicrodollars);
}

function valueOutcome(
  { part, outcome }: { readonly part: Part; readonly outcome: Outcome },
  { limit, trust, audit }: { readonly limit: number; readonly trust: TrustInWord; readonly audit: Audit },
  { impact }: Formula,
): Valued {
  const { measured, claimedMicrodollars, validatorId } = outcome;
  if (measured !== null) return { part, outcome, value: measured.microdollars, why: ['as measured'] };
  const capped = Math.min(claimedMicrodollars, limit);
  const word = validatorId === null ? 1 : (impact.attestedPercent / 100) * trust(validatorId);
  const reach = isSaid(outcome) ? audit.reach : 1;
  const why = [
    ...(capped < claimedMicrodollars ? ['far more than is usual, and not measured'] : []),
    ...(word < 1 ? ["proven by somebody's word alone"] : []),
    ...(reach < 1 ? ['too few of these claims were measured'] : []),
  ];
  return { part, outcome, value: Math.round(capped * word * reach), why };
}

/** Diminishing returns on the total of each cluster, shared in proportion among what made it. */
function diminish(
  valued: readonly Valued[],
  limitOf: (part: Part) => number,
  { impact }: Formula,
): readonly CreditedOutcome[] {
  const clusters = Map.groupBy(valued, ({ part }) => part.clusterId);
  return [...clusters.values()].flatMap((own) => {
    const total = sumOf(own, ({ value }) => value);
    const step = own.reduce((most, { part }) => Math.max(most, limitOf(part)), 0);
    const kept = bounded(total, { step, ratio: impact.clusterRatioPercent / 100 });
    const reason = kept < total ? ['near-identical to other work of the period'] : [];
    return own.map(({ part, outcome, value, why }) => ({
      ...{ part, outcome, why: [...why, ...reason] },
      microdollars: kept < total ? Math.round((value * kept) / total) : value,
    }));
  });
}

/** The first step counts whole, the second by the ratio, the third by its square: never more than step ÷ (1 − ratio). */
export function bounded(total: number, { step, ratio }: { readonly step: number; readonly ratio: number }): number {
  if (total <= step || step <= 0) return total;
  let kept = 0;
  let weight = 1;
  let left = total;
  while (left > 0 && weight > 1e-9) {
    kept += Math.min(left, step) * weight;
    left -= step;
    weight *= ratio;
  }
  return kept;
}

/** What audits say of claims that were not audited. */
function calibrate(valued: readonly Valued[], audit: Audit, { impact }: Formula): number {
  const { claimed, excess, forcedExcess } = audit;
  const open = sumOf(valued, ({ outcome, value }) => (outcome.measured === null && isSaid(outcome) ? value : 0));
  const share = claimed === 0 ? 0 : excess / claimed;
  const over = impact.overclaimPercent / 100;
  const forced = -Math.max(0, forcedExcess) * over;
  if (share <= 0) return Math.round(-open * share * (1 - impact.underclaimPercent / 100) + forced);
  return Math.round(-open * share * (1 + over) - excess * over + forced);
}

function isVerifiedIn(period: Period, { verifiedAtMs }: Outcome): boolean {
  return verifiedAtMs !== null && isWithin(period, verifiedAtMs);
}

/** Whether it was credited in an earlier period before it failed. */
function isVerifiedBefore({ fromMs }: Period, { verifiedAtMs, revertedAtMs }: Outcome): boolean {
  return verifiedAtMs !== null && verifiedAtMs < fromMs && verifiedAtMs <= (revertedAtMs ?? 0);
}
