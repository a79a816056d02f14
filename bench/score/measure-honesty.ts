import { type House, playOut, scoreWatched } from '../../src/domain/gaming/house.ts';
import { HOUSE_MODEL, honestScores, MODELS, meanOf } from '../../src/domain/gaming/measure-gain.ts';
import { trueNetOf } from '../../src/domain/gaming/month.ts';
import { STRATEGIES, type Strategy } from '../../src/domain/gaming/strategies.ts';
import { findDoubts } from '../../src/domain/score/find-doubts.ts';
import type { Formula } from '../../src/domain/score/formula.ts';
import { rateReuse } from '../../src/domain/score/reuse-part.ts';
import { seededRandom } from '../../src/store/journal/seeded-random.fixture.ts';
import { percent } from './measure-gaming.ts';

/** What the defences do to honest people, and how well scores follow the truth. */
export function measureHonesty(houses: readonly House[]): readonly string[] {
  return [
    [
      '## Honest people',
      '',
      `- What the defences take from them: ${percent(1 - meanOf(honestScores(houses, HOUSE_MODEL)) / meanOf(houses.map(scoreUndefended)))} % of the score; allowed 1.5.`,
      `- The expected score of claims is highest when they are ${bestClaim(houses).toFixed(2)} of what they seem to be; allowed 0.95 to 1.05.`,
      `- Doubts raised about honest months (false accusations): ${percent(shareDoubted(houses, null))} %. About attackers at effort 1: ${Object.entries(
        STRATEGIES,
      )
        .map(([name, strategy]) => `${name} ${percent(shareDoubted(houses.slice(0, 200), strategy))}`)
        .join(', ')}. Doubts change no score.`,
      `- The best ring of two to eight gets ${bestRing(houses[0]?.formula, 'looked_at').toFixed(3)} of the reuse credit of an honest author (20 adopters, three tasks each); allowed 0.15. Were no adoption ever looked at, ${bestRing(houses[0]?.formula, 'never').toFixed(3)}: the lot is what holds it.`,
    ].join('\n'),
    rankings(houses),
  ];
}

/** The same formula without audits, caps, clusters, circles and the weakest. */
function scoreUndefended(house: House): number {
  const { formula } = house;
  const open: Formula = {
    ...formula,
    impact: {
      ...formula.impact,
      outlierTimes: 1_000,
      clusterRatioPercent: 100,
      overclaimPercent: -100,
      underclaimPercent: 100,
    },
    reuse: { ...formula.reuse, mutualPercent: 1_000_000, overclaimPercent: -100 },
    cap: { ...formula.cap, fullPercent: 0.001 },
  };
  // Audits are drawn as with defences, and change nothing: what they took is given back.
  return scoreWatched({ ...house, formula: open }, house.months).millipoints;
}

function bestClaim(houses: readonly House[]): number {
  const factors = [0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 1, 1.025, 1.05, 1.075, 1.1, 1.15, 1.2];
  const scores = factors.map((factor) =>
    meanOf(houses.map((house) => HOUSE_MODEL(house, playOut(house, claimTimes, factor - 1)))),
  );
  return factors[scores.indexOf(Math.max(...scores))] ?? 0;
}

const claimTimes: Strategy = (plot, effort) => STRATEGIES['outcome_inflation']?.(plot, effort) ?? plot;

function shareDoubted(houses: readonly House[], strategy: Strategy | null): number {
  const doubted = houses.filter((house) => {
    const months = strategy === null ? house.months : playOut(house, strategy, 1);
    return findDoubts(scoreWatched(house, months)).length > 0;
  });
  return doubted.length / Math.max(1, houses.length);
}

/** Of all circles in which each takes alike from the same few of the next: every task of a month says that it used them. */
function bestRing(formula: Formula | undefined, looks: 'looked_at' | 'never'): number {
  if (formula === undefined) return 0;
  const creditOf = (
    adopters: readonly { readonly outcomes: number; readonly isMutual: boolean }[],
    failed: number,
  ): number =>
    rateReuse(
      adopters.map((adopter, at) => ({
        ...adopter,
        adopterId: `person-${at}`,
        many: 1,
        checked: 1,
        failed,
        evidenceIds: [],
      })),
      formula,
    ).credit;
  const honest = creditOf(
    Array.from({ length: 20 }, () => ({ outcomes: 3, isMutual: false })),
    0,
  );
  const rings = [2, 3, 4, 5, 6, 7, 8].flatMap((size) =>
    Array.from({ length: 2 ** (size - 1) - 1 }, (_, at) => {
      const steps = Array.from({ length: size - 1 }, (__, step) => step + 1).filter(
        (step) => ((at + 1) >> (step - 1)) % 2 === 1,
      );
      return creditOf(
        steps.map((step) => ({ outcomes: 20 / steps.length, isMutual: steps.includes(size - step) })),
        looks === 'never' ? 0 : 1,
      );
    }),
  );
  return Math.max(...rings) / honest;
}

/** Everybody is drawn from another house; a fifth of them attack. */
function rankings(houses: readonly House[]): string {
  const names = Object.keys(STRATEGIES);
  const random = seededRandom(5);
  const honest = houses.map((house) => house.months);
  const mixed = houses.map((house) => {
    const strategy = STRATEGIES[names[Math.floor(random() * names.length)] ?? ''];
    return random() < 0.2 && strategy !== undefined ? playOut(house, strategy, 2 * random()) : house.months;
  });
  const lines = Object.entries(MODELS).map(([name, model]) => {
    const against = (played: readonly House['months'][]): string => {
      const shown = houses.map((house, at) => model(house, played[at] ?? house.months));
      const truth = played.map(([own]) => (own === undefined ? 0 : trueNetOf(own)));
      return spearman(shown, truth).toFixed(2);
    };
    return `| ${name} | ${against(honest)} | ${against(mixed)} |`;
  });
  return [
    '## Rank correlation with what work was truly worth',
    '',
    '| model | all honest | a fifth attacks |',
    '|---|---|---|',
    ...lines,
  ].join('\n');
}

function spearman(ones: readonly number[], others: readonly number[]): number {
  const [one, other] = [ranksOf(ones), ranksOf(others)];
  const middle = (ones.length - 1) / 2;
  const covariance = meanOf(one.map((rank, at) => (rank - middle) * ((other[at] ?? 0) - middle)));
  const spreadOf = (ranks: readonly number[]): number => Math.sqrt(meanOf(ranks.map((rank) => (rank - middle) ** 2)));
  return covariance / (spreadOf(one) * spreadOf(other));
}

function ranksOf(amounts: readonly number[]): readonly number[] {
  const ranks = amounts.map(() => 0);
  amounts
    .map((amount, at) => ({ amount, at }))
    .sort((one, other) => one.amount - other.amount)
    .forEach(({ at }, rank) => {
      ranks[at] = rank;
    });
  return ranks;
}
