import { pick } from './draw-month.ts';
import { type House, playOut } from './house.ts';
import { honestScores, type Model, meanOf } from './measure-gain.ts';
import { STRATEGIES, type Strategy } from './strategies.ts';

/** A mixture: strategies in order, each with its effort. */
export type Mixture = readonly { readonly name: string; readonly effort: number }[];

export function playMixture(mixture: Mixture): Strategy {
  return (plot) => mixture.reduce((made, { name, effort }) => STRATEGIES[name]?.(made, effort) ?? made, plot);
}

type Found = { readonly mixture: Mixture; readonly gain: number };
/** What is far below the best after a few houses is not tried on the others. */
const GLANCE = 5;
const GIVE_UP_BELOW = 0.05;

/**
 * An attacker who tries mixtures of one to three strategies, keeps the best, and tries near it as often as anew. With an effort,
 * all mixtures come to that effort; with null, their parts lie between a fiftieth of a month and four.
 */
export function searchMixtures(
  houses: readonly House[],
  { tries, model, effort }: { readonly tries: number; readonly model: Model; readonly effort: number | null },
  random: () => number,
): Found {
  const judge = createJudge(houses, model);
  let best: Found = { mixture: [], gain: -1 };
  for (let at = 0; at < tries; at += 1) {
    const drawn = at === 0 || random() < 0.5 ? drawMixture(random) : vary(best.mixture, random);
    const mixture = effort === null ? drawn : scaleTo(drawn, effort);
    const gain = judge(mixture, best.gain);
    if (gain > best.gain) best = { mixture, gain };
  }
  return best;
}

/** The best of all pairs of strategies, half the effort each. */
export function choosePair(
  houses: readonly House[],
  { model, effort }: { readonly model: Model; readonly effort: number },
): Found {
  const judge = createJudge(houses, model);
  const names = Object.keys(STRATEGIES);
  const pairs = names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other]));
  return pairs.reduce<Found>(
    (best, pair) => {
      const mixture = pair.map((name) => ({ name, effort: effort / 2 }));
      const gain = judge(mixture, best.gain);
      return gain > best.gain ? { mixture, gain } : best;
    },
    { mixture: [], gain: -1 },
  );
}

/** The gain of a mixture, as a fraction of the honest mean; roughly, where it is far below what must be beaten. */
function createJudge(houses: readonly House[], model: Model): (mixture: Mixture, toBeat: number) => number {
  const honest = honestScores(houses, model);
  const base = meanOf(honest);
  return (mixture, toBeat) => {
    const strategy = playMixture(mixture);
    let sum = 0;
    for (const [at, house] of houses.entries()) {
      sum += model(house, playOut(house, strategy, 1)) - (honest[at] ?? 0);
      const gain = sum / (at + 1) / base;
      if (at + 1 === GLANCE && gain < toBeat - GIVE_UP_BELOW) return gain;
    }
    return sum / Math.max(1, houses.length) / base;
  };
}

function drawMixture(random: () => number): Mixture {
  return Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
    name: pick(Object.keys(STRATEGIES), random) ?? 'padding',
    // From a fiftieth of a month to four, evenly in logarithms.
    effort: 0.02 * 200 ** random(),
  }));
}

function vary(mixture: Mixture, random: () => number): Mixture {
  return mixture.map((part) => ({
    ...part,
    effort: Math.min(4, Math.max(0.02, part.effort * 2 ** (2 * random() - 1))),
  }));
}

function scaleTo(mixture: Mixture, effort: number): Mixture {
  const all = mixture.reduce((sum, part) => sum + part.effort, 0);
  return mixture.map((part) => ({ ...part, effort: (part.effort * effort) / all }));
}
