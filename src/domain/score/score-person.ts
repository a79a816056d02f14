import { explainActivity, rateActivity } from './activity-part.ts';
import type { Peers } from './compare-peers.ts';
import { creditValue } from './credit-value.ts';
import {
  branch,
  type Contribution,
  leaf,
  leavesOf,
  type Millipoints,
  type PointsEntry,
  pointsInWords,
} from './explanation.ts';
import type { Period } from './facts.ts';
import { type Formula, PARTS, type Part } from './formula.ts';
import { type PersonWork, sumOf } from './gather-work.ts';
import { explainImpact, rateImpact } from './impact-part.ts';
import type { Links } from './link-people.ts';
import { explainReuse, rateReuse } from './reuse-part.ts';
import { deductSafety, explainSafety } from './safety-part.ts';
import { rateTriad, type Triad } from './triad.ts';

/** One person's score of a period, with the tree that explains every point of it. */
export type Score = {
  readonly personId: string;
  readonly formulaVersion: string;
  /** Withheld while a severe breach is looked into: the points are known to the engine, and shown to nobody. */
  readonly kind: 'scored' | 'withheld';
  /** 0 to 100,000. */
  readonly millipoints: Millipoints;
  readonly explanation: Contribution;
  readonly triad: Triad;
  readonly netMicrodollars: number;
  /** What is taken from the next period, since this one brought too little. */
  readonly owedMicrodollars: number;
  /** What would raise it, in plain words. */
  readonly raise: readonly string[];
  /** Outcomes that count: how sure the score is. */
  readonly outcomes: number;
  /** Of measured claims, what they lacked: a share, and of how many. */
  readonly claims: { readonly measured: number; readonly excessShare: number };
  /** Adoptions that were looked at, and those that did not carry. */
  readonly reuse: { readonly checked: number; readonly failed: number };
};

/** `score = min(Σ weight × part, 100 × weakest ÷ full)`, each point of it a leaf of the tree. */
export function scorePerson(
  work: PersonWork,
  known: { readonly peers: Peers; readonly links: Links; readonly period: Period },
  formula: Formula,
): Score {
  const { personId } = work.person;
  const { peers, links, period } = known;
  const value = creditValue(work, { peers, period, trust: links.trustIn(personId) }, formula);
  const impact = rateImpact(work, { value, peers }, formula);
  const deductions = deductSafety(work, impact.netMicrodollars, formula);
  const safetyPoints = 100 - deductions.reduce((sum, { points }) => sum + points, 0);
  const reuse = rateReuse(links.adoptionsOf(personId), formula);
  const activity = rateActivity(value, period, formula);
  const triad = rateTriad(work, { value, peers, safetyPoints }, formula);
  const gate = Math.min(1, impact.points / formula.gateImpactPoints);
  const weight = spreadWeights(formula, work.person.canBeReused);
  const whole = (part: Part, points: number): number => Math.round(points * weight[part]);
  const parts = [
    branch(
      'impact',
      `Business impact: ${partInWords(impact.points, weight.impact)}`,
      explainImpact(impact, whole('impact', impact.points)),
    ),
    gated(
      branch(
        'safety',
        `Safety and compliance: ${partInWords(safetyPoints, weight.safety)}`,
        explainSafety(deductions, { full: whole('safety', 100), weight: weight.safety }),
      ),
      gate,
    ),
    branch(
      'reuse',
      work.person.canBeReused
        ? `Reuse by others: ${partInWords(reuse.points, weight.reuse)}`
        : 'Reuse: there is nothing to reuse where you work; its weight is spread over the other parts',
      explainReuse(reuse, whole('reuse', reuse.points)),
    ),
    gated(
      branch(
        'activity',
        `Breadth of verified work: ${partInWords(activity.points, weight.activity)}`,
        explainActivity(activity, whole('activity', activity.points), formula),
      ),
      gate,
    ),
  ];
  const explanation = capByWeakest(parts, { triad, work, formula });
  return {
    personId,
    formulaVersion: formula.version,
    kind: work.breaches.some(({ severity, state }) => severity === 'severe' && state === 'open')
      ? 'withheld'
      : 'scored',
    millipoints: explanation.millipoints,
    explanation,
    triad,
    netMicrodollars: impact.netMicrodollars,
    owedMicrodollars: impact.owedMicrodollars,
    raise: waysUp({ parts, explanation, triad, gate, weight }),
    outcomes: value.credited.filter(({ microdollars }) => microdollars > 0).length,
    claims: {
      measured: value.measured.many,
      excessShare: value.measured.claimed === 0 ? 0 : value.measured.excess / value.measured.claimed,
    },
    reuse: {
      checked: sumOf(reuse.lines, ({ adoption }) => adoption.checked),
      failed: sumOf(reuse.lines, ({ adoption }) => adoption.failed),
    },
  };
}

/** The entries of the points ledger that a score comes to; they sum to it. */
export function ledgerOf({ personId, formulaVersion, explanation }: Score): readonly PointsEntry[] {
  return leavesOf(explanation).map(({ rule, words, millipoints, evidenceIds }) => ({
    ...{ rule, words, millipoints, evidenceIds },
    personId,
    formulaVersion,
  }));
}

type Weights = Readonly<Record<Part, number>>;

/** In millipoints for each point of a part. Where nothing can be reused, the others share that weight in proportion. */
function spreadWeights({ weights }: Formula, canBeReused: boolean): Weights {
  const rest = canBeReused ? 100 : 100 - weights.reuse;
  const spread = (part: Part): number => (part === 'reuse' && !canBeReused ? 0 : (weights[part] * 1_000) / rest);
  return { impact: spread('impact'), safety: spread('safety'), reuse: spread('reuse'), activity: spread('activity') };
}

/** Points that come only with verified impact, as far as there is any. */
function gated(part: Contribution, gate: number): Contribution {
  if (gate === 1) return part;
  const held = Math.round(part.millipoints * gate) - part.millipoints;
  return branch(part.rule, part.words, [
    ...part.children,
    leaf('impact_gate', 'counts in full only with enough verified impact', { millipoints: held }),
  ]);
}

function capByWeakest(
  parts: readonly Contribution[],
  { triad, work, formula }: { readonly triad: Triad; readonly work: PersonWork; readonly formula: Formula },
): Contribution {
  const sum = branch('score', '', parts).millipoints;
  const severe = work.breaches.filter(({ severity, state }) => severity === 'severe' && state === 'confirmed');
  const most =
    severe.length > 0 ? 0 : Math.floor(Math.min(1, (triad[triad.weakest] * 100) / formula.cap.fullPercent) * 100_000);
  const floor = Math.min(sum, most);
  const words =
    severe.length > 0
      ? 'a severe breach was confirmed: nothing is earned in this period'
      : `held back by ${triad.weakest}, ${triad[triad.weakest].toFixed(2)}: no more than ${pointsInWords(most)} points`;
  const cap =
    floor < sum
      ? [leaf('cap', words, { millipoints: floor - sum, evidenceIds: severe.map(({ breachId }) => breachId) })]
      : [];
  return branch('score', `${pointsInWords(floor)} points of 100, by formula ${formula.version}`, [...parts, ...cap]);
}

function partInWords(points: number, weight: number): string {
  return `${points.toFixed(1)} of 100, weight ${Math.round(weight / 10)} %`;
}

/** Of the parts, as people are told of them. */
const NAMES: Readonly<Record<Part, string>> = {
  impact: 'Impact',
  safety: 'Safety',
  reuse: 'Reuse',
  activity: 'Breadth',
};

function waysUp(known: {
  readonly parts: readonly Contribution[];
  readonly explanation: Contribution;
  readonly triad: Triad;
  readonly gate: number;
  readonly weight: Weights;
}): readonly string[] {
  const { parts, explanation, triad, gate, weight } = known;
  const cap = explanation.children.find(({ rule }) => rule === 'cap');
  const advice: Readonly<Record<Part, string>> = {
    impact: 'results that others can verify, at less cost',
    safety: 'masked data, approved models, documented steps and training',
    reuse: 'something that others can reuse in work that succeeds',
    activity: 'verified results in more weeks and use cases',
  };
  return [
    ...(cap === undefined
      ? []
      : [`Better ${triad.weakest} would give back up to ${pointsInWords(-cap.millipoints)} points.`]),
    ...(gate < 1
      ? ['More verified impact also raises safety and breadth, which count in full only with enough of it.']
      : []),
    ...PARTS.map((part, at) => ({ part, open: Math.round(weight[part] * 100) - (parts[at]?.millipoints ?? 0) }))
      .filter(({ open }) => open >= 1_000)
      .toSorted((one, other) => other.open - one.open)
      .map(({ part, open }) => `${NAMES[part]} has ${pointsInWords(open)} points open: ${advice[part]}.`),
  ];
}
