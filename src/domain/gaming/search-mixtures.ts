import { pick } from './draw-month.ts';
import type { House } from './house.ts';
import { type Gain, HOUSE_MODEL, honestScores, measureGain } from './measure-gain.ts';
import { STRATEGIES, type Strategy } from './strategies.ts';

/** A mixture: strategies in order, each with its effort. */
export type Mixture = readonly { readonly name: string; readonly effort: number }[];

export function playMixture(mixture: Mixture): Strategy {
  return (plot) => mixture.reduce((made, { name, effort }) => STRATEGIES[name]?.(made, effort) ?? made, plot);
}

/** An attacker who tries mixtures of one to three strategies, keeps the best, and tries near it as often as anew. */
export function searchMixtures(
  houses: readonly House[],
  tries: number,
  random: () => number,
): { readonly mixture: Mixture; readonly gain: Gain } {
  const honest = honestScores(houses, HOUSE_MODEL);
  const judge = (mixture: Mixture): Gain =>
    measureGain(houses, { honest, model: HOUSE_MODEL, strategy: playMixture(mixture), effort: 1 });
  let best = { mixture: drawMixture(random), gain: { effort: 1, gain: -1, gainLower95: -1, gainUpper95: -1 } };
  for (let at = 0; at < tries; at += 1) {
    const mixture = random() < 0.5 ? drawMixture(random) : vary(best.mixture, random);
    const gain = judge(mixture);
    if (gain.gain > best.gain.gain) best = { mixture, gain };
  }
  return best;
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
