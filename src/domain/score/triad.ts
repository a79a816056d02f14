import type { Peers } from './compare-peers.ts';
import type { CreditedValue } from './credit-value.ts';
import type { Formula } from './formula.ts';
import { type PersonWork, sumOf } from './gather-work.ts';

/** Efficiency, quality and compliance, each from 0 (none); none makes up for another (requirement S2). */
export type Triad = {
  readonly efficiency: number;
  readonly quality: number;
  readonly compliance: number;
  readonly weakest: 'efficiency' | 'quality' | 'compliance';
};

/**
 * Efficiency: value over what peers get for the same cost on work of the same classes. Quality: the share of claimed value that
 * held. Compliance: points of safety that are left, of 100. Each mixed with a published prior, so that few data move little.
 * Nothing of it depends on how work is cut up, and cost alone can only lower it.
 */
export function rateTriad(
  work: PersonWork,
  known: { readonly value: CreditedValue; readonly peers: Peers; readonly safetyPoints: number },
  { cap, impact }: Formula,
): Triad {
  const prior = (impact.halfwayMicrodollars * cap.priorPercent) / 100;
  const { credited, calibrationMicrodollars, heldMicrodollars, failedMicrodollars } = known.value;
  const value = Math.max(0, sumOf(credited, ({ microdollars }) => microdollars) + calibrationMicrodollars);
  const efficiency = Math.min(
    (value + prior) / (expectedFor(work, known.peers) + prior),
    cap.efficiencyMaxPercent / 100,
  );
  const held = heldMicrodollars + (prior * cap.priorQualityPercent) / 100;
  const quality = held / (heldMicrodollars + failedMicrodollars + prior);
  const compliance = known.safetyPoints / 100;
  const worst = Math.min(efficiency, quality, compliance);
  return {
    efficiency,
    quality,
    compliance,
    weakest: worst === compliance ? 'compliance' : worst === quality ? 'quality' : 'efficiency',
  };
}

/** What peers get for as much cost, class by class. */
function expectedFor(work: PersonWork, peers: Peers): number {
  return sumOf(
    work.roots.flatMap(({ parts }) => parts),
    (part) => {
      const { valueMicrodollars, costMicrodollars } = peers.referenceFor(work, part);
      return part.lane === 'exploration'
        ? 0
        : Math.round((part.costMicrodollars * valueMicrodollars) / costMicrodollars);
    },
  );
}
