import type { Peers } from './compare-peers.ts';
import type { CreditedOutcome, CreditedValue } from './credit-value.ts';
import { type Contribution, dollarsInWords, leaf, sharePoints } from './explanation.ts';
import type { Formula } from './formula.ts';
import { type PersonWork, sumOf } from './gather-work.ts';

/** What a person's work brought, net, and what that is worth: 0 to 100. */
export type Impact = {
  readonly netMicrodollars: number;
  /** Of what did not hold, what the period brought too little to give back: it is taken from the next. */
  readonly owedMicrodollars: number;
  readonly points: number;
  /** Lines that made it, in microdollars; their sum is the net value. */
  readonly lines: readonly Line[];
};
type Line = {
  readonly rule: string;
  readonly words: string;
  readonly microdollars: number;
  readonly evidenceIds: readonly string[];
};

/** Value × coverage − cost, waste at a higher price; half of the points at the half-way value, never all. */
export function rateImpact(
  work: PersonWork,
  { value, peers }: { readonly value: CreditedValue; readonly peers: Peers },
  formula: Formula,
): Impact {
  const lines = [
    ...value.credited.map(lineOfOutcome),
    ...lineOf('calibration', calibrationInWords(value), value.calibrationMicrodollars),
  ];
  const gross = sumOf(lines, ({ microdollars }) => microdollars);
  const coverage = coverageOf(work, peers);
  const declined = work.assignments.filter(({ state }) => state === 'declined').map(({ assignmentId }) => assignmentId);
  const production = work.roots.flatMap(({ parts }) => parts).filter(({ lane }) => lane === 'production');
  const cost = sumOf(production, ({ costMicrodollars }) => costMicrodollars);
  const waste = sumOf(production, ({ wasteMicrodollars }) => wasteMicrodollars) * (formula.impact.wasteTimes - 1);
  const lost = -Math.round(Math.max(0, gross) * (1 - coverage));
  const all = [
    ...lines,
    ...lineOf(
      'coverage',
      `${declined.length} assigned tasks were declined and count as zero: ${Math.round(coverage * 100)} % of what was assigned is covered`,
      lost,
      declined,
    ),
    ...lineOf('cost', `the whole cost of your tasks, ${dollarsInWords(cost)}`, -cost),
    ...lineOf('waste', `waste counts once more, ${dollarsInWords(waste)}`, -waste),
    ...lineOf('clean_up', 'cleaning up after results that did not hold', -value.cleanUpMicrodollars),
    ...lineOf('carried', 'results that did not hold, and the month before brought too little', -work.owedMicrodollars),
  ];
  const netMicrodollars = sumOf(all, ({ microdollars }) => microdollars);
  return {
    ...{ netMicrodollars, points: saturate(netMicrodollars, formula.impact.halfwayMicrodollars), lines: all },
    owedMicrodollars: owedAfter(netMicrodollars, work, value),
  };
}

/** Never more than what did not hold: what work cost beyond its value ends with its month. */
function owedAfter(netMicrodollars: number, work: PersonWork, value: CreditedValue): number {
  const gone = work.owedMicrodollars + value.takenBackMicrodollars + value.cleanUpMicrodollars;
  return Math.max(0, Math.min(-netMicrodollars, gone));
}

/** Half of 100 at the half-way amount, three quarters at three times it; rises always, never reaches 100. Nothing below nothing. */
export function saturate(amount: number, halfway: number): number {
  return amount <= 0 ? 0 : (100 * amount) / (amount + halfway);
}

/** Points shared among the lines in proportion to their money: the price of a dollar is the same on each line. */
export function explainImpact({ lines }: Impact, millipoints: number): readonly Contribution[] {
  const shares = sharePoints(
    millipoints,
    lines.map(({ microdollars }) => microdollars),
  );
  return lines.map(({ rule, words, evidenceIds }, at) =>
    leaf(rule, words, { millipoints: shares[at] ?? 0, evidenceIds }),
  );
}

function lineOfOutcome({ outcome, microdollars, why }: CreditedOutcome): Line {
  const { type, claimedMicrodollars, grade, taskId, evidenceIds } = outcome;
  const reasons = why.length === 0 ? '' : ` (${why.join('; ')})`;
  const words = `${type.name}, task ${taskId}, evidence ${grade}: ${dollarsInWords(microdollars)} of ${dollarsInWords(claimedMicrodollars)} claimed${reasons}`;
  return { rule: 'outcome', words, microdollars, evidenceIds };
}

function calibrationInWords({ measured }: CreditedValue): string {
  const { many, claimed, excess } = measured;
  const compared = excess > 0 ? `${dollarsInWords(excess)} less than` : `${dollarsInWords(-excess)} more than`;
  return `${many} of your claims were measured and came to ${compared} the ${dollarsInWords(claimed)} claimed; the others are taken to be alike`;
}

/** Of assigned work, weighed by what it usually brings, the share that was not declined. */
function coverageOf(work: PersonWork, peers: Peers): number {
  const weigh = ({ difficulty }: PersonWork['assignments'][number]): number =>
    peers.referenceFor(work, { useCaseId: '', difficulty }).valueMicrodollars;
  const asked = work.assignments.filter(({ state }) => state !== 'reassigned');
  const all = sumOf(asked, weigh);
  return all === 0
    ? 1
    : sumOf(
        asked.filter(({ state }) => state === 'accepted'),
        weigh,
      ) / all;
}

function lineOf(
  rule: string,
  words: string,
  microdollars: number,
  evidenceIds: readonly string[] = [],
): readonly Line[] {
  return microdollars === 0 ? [] : [{ rule, words, microdollars, evidenceIds }];
}
