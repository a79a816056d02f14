import type { Score } from './score-person.ts';

/** Something that a person should look at. It changes no score: the arithmetic has already priced it in. */
export type Doubt = {
  readonly kind: 'claims_above_measured' | 'results_do_not_hold' | 'adoptions_for_show';
  readonly words: string;
};

const MEASURED_MIN = 3;
const EXCESS_MIN = 0.25;
/** As many unmeasured claims without any excess as are imagined beside those measured. */
const PRIOR_CLAIMS = 3;
const QUALITY_MIN = 0.6;
const FAILED_MIN = 2;

/** Reasons to ask somebody, in words that accuse nobody. Few by design: who is asked for nothing stops trusting the score. */
export function findDoubts({ claims, triad, reuse }: Pick<Score, 'claims' | 'triad' | 'reuse'>): readonly Doubt[] {
  const excess = (claims.excessShare * claims.measured) / (claims.measured + PRIOR_CLAIMS);
  const doubts: Doubt[] = [];
  if (claims.measured >= MEASURED_MIN && excess > EXCESS_MIN)
    doubts.push({
      kind: 'claims_above_measured',
      words: `${claims.measured} measured claims came to ${Math.round(claims.excessShare * 100)} % less than claimed. Is the way of estimating right?`,
    });
  if (triad.quality < QUALITY_MIN)
    doubts.push({
      kind: 'results_do_not_hold',
      words: 'Many results were reverted. Is something in the way of this work wrong?',
    });
  if (reuse.failed >= FAILED_MIN && reuse.failed * 2 > reuse.checked)
    doubts.push({
      kind: 'adoptions_for_show',
      words: `${reuse.failed} of ${reuse.checked} adoptions that were looked at did not carry the result. What was the asset used for?`,
    });
  return doubts;
}
