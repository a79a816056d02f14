import type { House } from '../../src/domain/gaming/house.ts';
import {
  EFFORTS,
  type Gain,
  HOUSE_MODEL,
  honestScores,
  MODELS,
  measureGain,
  measureSandbagging,
} from '../../src/domain/gaming/measure-gain.ts';
import { playMixture, searchMixtures } from '../../src/domain/gaming/search-mixtures.ts';
import { HONEST_EXTRA, STRATEGIES } from '../../src/domain/gaming/strategies.ts';
import { seededRandom } from '../../src/store/journal/seeded-random.fixture.ts';

/** Mixtures and naive models are tried on fewer people: their figures are far from the bound. */
const FEW = 100;
const SEARCH_HOUSES = 20;

/** Gains by strategy and effort, by model, of mixtures, and of an attacker who searches. */
export function measureGaming(
  houses: readonly House[],
  { later, tries }: { readonly later: readonly House[]; readonly tries: number },
): readonly string[] {
  const honest = honestScores(houses, HOUSE_MODEL);
  const rows = Object.entries({ honest_extra: HONEST_EXTRA, ...STRATEGIES }).map(([name, strategy]) => ({
    name,
    gains: EFFORTS.map((effort) => measureGain(houses, { honest, model: HOUSE_MODEL, strategy, effort })),
  }));
  const pairs = houses.flatMap((house, at) => {
    const next = later[at];
    return next === undefined ? [] : [[house, next] as const];
  });
  const sandbagging = { name: 'sandbagging', gains: EFFORTS.map((effort) => measureSandbagging(pairs, effort)) };
  const all = [...rows, sandbagging];
  return [
    tableOfGains(all),
    verdict(all),
    compareModels(houses.slice(0, FEW)),
    tryMixtures(houses.slice(0, FEW)),
    search(houses, { later, tries }),
  ];
}

type Row = { readonly name: string; readonly gains: readonly Gain[] };

function tableOfGains(rows: readonly Row[]): string {
  const head = `| strategy | ${EFFORTS.map((effort) => `effort ${effort}`).join(' | ')} |`;
  const lines = rows.map(
    ({ name, gains }) =>
      `| ${name} | ${gains.map(({ gain, gainUpper95 }) => `${percent(gain)} (${percent(gainUpper95)})`).join(' | ')} |`,
  );
  return [
    'Gain over the honest month in percent of its score, and the upper bound of 95 %. Effort is in months of work. Sandbagging is over two months.',
    '',
    head,
    `|---|${EFFORTS.map(() => '---').join('|')}|`,
    ...lines,
  ].join('\n');
}

function verdict(rows: readonly Row[]): string {
  const [extra, ...attacks] = rows;
  const worst = attacks
    .flatMap(({ name, gains }) => gains.map((gain) => ({ name, ...gain })))
    .toSorted((one, other) => other.gainUpper95 - one.gainUpper95)[0];
  const above = attacks.flatMap(({ name, gains }) =>
    gains.filter(({ gain }, at) => gain >= (extra?.gains[at]?.gain ?? 0)).map(({ effort }) => `${name} at ${effort}`),
  );
  const rising = (extra?.gains ?? []).every(({ gain }, at, all) => gain > (all[at - 1]?.gain ?? 0));
  return [
    '## Acceptance',
    '',
    `- Highest upper bound of any attack: ${percent(worst?.gainUpper95 ?? 0)} % (${worst?.name} at effort ${worst?.effort}); allowed 1.`,
    `- Attacks not below honest extra work of the same effort: ${above.length === 0 ? 'none' : above.join(', ')}.`,
    `- Honest extra work strictly increasing: ${rising ? 'yes' : 'no'}.`,
  ].join('\n');
}

function compareModels(houses: readonly House[]): string {
  const lines = Object.entries(MODELS).map(([model, of]) => {
    const honest = honestScores(houses, of);
    const judge = (strategy: typeof HONEST_EXTRA): number =>
      measureGain(houses, { honest, model: of, strategy, effort: 1 }).gain;
    const worst = Object.entries(STRATEGIES)
      .map(([name, strategy]) => ({ name, gain: judge(strategy) }))
      .toSorted((one, other) => other.gain - one.gain)[0];
    return `| ${model} | ${worst?.name} | ${percent(worst?.gain ?? 0)} | ${percent(judge(HONEST_EXTRA))} |`;
  });
  return [
    '## Beside models without defences',
    '',
    `Effort 1, ${houses.length} seeds.`,
    '',
    '| model | worst attack | gain % | honest extra % |',
    '|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function tryMixtures(houses: readonly House[]): string {
  const honest = honestScores(houses, HOUSE_MODEL);
  const names = Object.keys(STRATEGIES);
  const efforts = [0.1, 1];
  const tried = names.flatMap((one, at) =>
    names.slice(at + 1).flatMap((other) =>
      efforts.map((effort) => {
        const strategy = playMixture([one, other].map((name) => ({ name, effort: effort / 2 })));
        return {
          what: `${one} and ${other} at ${effort}`,
          ...measureGain(houses, { honest, model: HOUSE_MODEL, strategy, effort }),
        };
      }),
    ),
  );
  const worst = tried.toSorted((one, other) => other.gain - one.gain)[0];
  return [
    '## Mixtures of two',
    '',
    `${tried.length} mixtures (each pair at efforts ${efforts.join(' and ')}, half each), ${houses.length} seeds. The best: ${worst?.what}, ${percent(worst?.gain ?? 0)} % (upper bound ${percent(worst?.gainUpper95 ?? 0)}).`,
  ].join('\n');
}

function search(
  houses: readonly House[],
  { later, tries }: { readonly later: readonly House[]; readonly tries: number },
): string {
  const { mixture, gain } = searchMixtures(
    houses.slice(0, SEARCH_HOUSES),
    { tries, model: HOUSE_MODEL, effort: null },
    seededRandom(99),
  );
  const honest = honestScores(later, HOUSE_MODEL);
  const fresh = measureGain(later, { honest, model: HOUSE_MODEL, strategy: playMixture(mixture), effort: 1 });
  const words = mixture.map(({ name, effort }) => `${name} ${effort.toFixed(2)}`).join(' + ');
  return [
    '## An attacker who searches',
    '',
    `${tries} tries on ${SEARCH_HOUSES} people. The best (${words}) seemed to gain ${percent(gain)} %; on ${later.length} other people it gains ${percent(fresh.gain)} % (upper bound ${percent(fresh.gainUpper95)}).`,
  ].join('\n');
}

export function percent(fraction: number): string {
  return (fraction * 100).toFixed(2);
}
