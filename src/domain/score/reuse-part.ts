import { type Contribution, leaf, sharePoints } from './explanation.ts';
import type { Formula } from './formula.ts';
import { sumOf } from './gather-work.ts';
import { saturate } from './impact-part.ts';
import type { AdoptionCredit } from './link-people.ts';

export type Reuse = {
  readonly points: number;
  /** In usual outcomes, after everything. */
  readonly credit: number;
  readonly lines: readonly ReuseLine[];
};

type ReuseLine = { readonly adoption: AdoptionCredit; readonly credit: number; readonly why: string };

/**
 * The root of each adopter's outcomes, bounded: three people who use a thing once count more than one who uses it three times. What
 * comes from people whose work the author reuses too counts no more than what comes from others. A share of adoptions is looked
 * at by lot; what did not carry is taken from all of them, and more: an adoption for show costs its author more than it brings.
 */
export function rateReuse(adoptions: readonly AdoptionCredit[], formula: Formula): Reuse {
  const { adopterOutcomesMax, mutualPercent } = formula.reuse;
  const rooted = adoptions.map((adoption) => ({
    adoption,
    root: Math.sqrt(Math.min(adoption.outcomes, adopterOutcomesMax)),
  }));
  const sumOfRoots = (isMutual: boolean): number =>
    sumOf(rooted, ({ adoption, root }) => (adoption.isMutual === isMutual ? root : 0));
  const [mutual, free] = [sumOfRoots(true), sumOfRoots(false)];
  const mutualShare = mutual === 0 ? 1 : Math.min(1, (free * mutualPercent) / 100 / mutual);
  const carried = carriedShare(adoptions, formula);
  const lines = rooted.map(({ adoption, root }) => ({
    adoption,
    credit: root * carried * (adoption.isMutual ? mutualShare : 1),
    why: reasonOf({ isCut: adoption.isMutual && mutualShare < 1, carried }),
  }));
  const credit = (free + mutual * mutualShare) * carried;
  return { credit, points: saturate(credit, formula.reuse.halfwayAdoptions), lines };
}

export function explainReuse({ lines }: Reuse, millipoints: number): readonly Contribution[] {
  const shares = sharePoints(
    millipoints,
    lines.map(({ credit }) => Math.round(credit * 1_000_000)),
  );
  return lines.map(({ adoption, why }, at) => {
    const { many, evidenceIds } = adoption;
    // Who it was, and what that person's work came to, is that person's alone.
    const words = `a colleague used your work in ${many === 1 ? 'a task' : `${many} tasks`} with results${why}`;
    return leaf('adoption', words, { millipoints: shares[at] ?? 0, evidenceIds });
  });
}

/** What lots say of all adoptions: 0 to 1. Where far fewer were looked at than are due, the rest counts in part. */
function carriedShare(adoptions: readonly AdoptionCredit[], { reuse }: Formula): number {
  const checked = sumOf(adoptions, (adoption) => adoption.checked);
  const failed = sumOf(adoptions, (adoption) => adoption.failed);
  const due = (sumOf(adoptions, ({ many }) => many) * reuse.auditPercent) / 100;
  const reach = due === 0 ? 1 : Math.min(1, (2 * checked) / due);
  return checked === 0 ? 0 : Math.max(0, 1 - (failed / checked) * (1 + reuse.overclaimPercent / 100)) * reach;
}

function reasonOf({ isCut, carried }: { readonly isCut: boolean; readonly carried: number }): string {
  const reasons = [
    ...(isCut ? ['you reuse theirs too, and few others reuse yours'] : []),
    ...(carried < 1 ? [`${Math.round(carried * 100)} % counts, by the adoptions that were looked at`] : []),
  ];
  return reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
}
