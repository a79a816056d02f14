import type { AnswerOf } from '../../src/contract/routes.ts';

type Attacks = AnswerOf<'readProgrammeSimulation'>['attacks'];
type Gain = Attacks[number]['efforts'][number];
export type NamedGain = Gain & { readonly strategy: string };

/** More of the same, honestly: the yardstick, and no attack. */
export const HONEST_EXTRA = 'honest_extra';

/** Of all attacks the one whose upper end is highest at one effort. */
export function worstAt(attacks: Attacks, at: number): NamedGain | undefined {
  return worst(
    attacks.flatMap(({ strategy, efforts }) => (efforts[at] === undefined ? [] : [{ strategy, ...efforts[at] }])),
  );
}

/** What has to hold of a model that can be rewarded, as the command line says it. */
export function verdictOf(rows: Attacks) {
  const honest = rows.find(({ strategy }) => strategy === HONEST_EXTRA)?.efforts ?? [];
  const attacks = rows.filter(({ strategy }) => strategy !== HONEST_EXTRA);
  return {
    worst: worst(attacks.flatMap(({ strategy, efforts }) => efforts.map((gain) => ({ strategy, ...gain })))),
    pays: attacks.flatMap(({ strategy, efforts }) =>
      efforts.some(({ gain }, at) => gain >= (honest[at]?.gain ?? 0)) ? [strategy.replaceAll('_', ' ')] : [],
    ),
    isRising: honest.every(({ gain }, at) => gain > (honest[at - 1]?.gain ?? 0)),
  };
}

function worst(gains: readonly NamedGain[]): NamedGain | undefined {
  return gains.toSorted((one, other) => other.gainUpper95 - one.gainUpper95)[0];
}

/** Percent to a hundredth, as the command line writes it. */
export function gainInWords(fraction: number): string {
  const percent = Math.abs(fraction * 100).toFixed(2);
  return `${fraction < 0 && percent !== '0.00' ? '−' : ''}${percent} %`;
}
