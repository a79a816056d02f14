import { writeFileSync } from 'node:fs';
import { backtest, HORIZONS } from '../src/domain/forecast/backtest.ts';
import { meanOf } from '../src/domain/forecast/daily-series.ts';
import { readPublicSeries } from './forecast/public-series.ts';
import { type Score, scoreForecasts } from './forecast/score-forecasts.ts';
import { makeSyntheticSeries } from './forecast/synthetic-series.ts';

/**
 * How wrong forecasts of a month's total are, beside the run-rate and the last value:
 *
 *   node bench/forecast.ts [--write]
 *   node bench/forecast.ts --prior      the sizes of errors in src/domain/forecast/prior-errors.ts
 */

const RESULTS = new URL('results/forecast.md', import.meta.url);
const SYNTHETIC = { seed: 20_261_101, many: 40, days: 400 } as const;
/** Other series than those that are judged. */
const PRIOR = { seed: 7, many: 60, days: 240 } as const;

if (process.argv.includes('--prior')) showPrior();
else await run();

async function run(): Promise<void> {
  const all = [...(await readPublicSeries()), ...makeSyntheticSeries(SYNTHETIC)];
  const families = [...new Set(all.map(({ family }) => family))];
  const scores = families.flatMap((family) => scoreForecasts(family, all));
  const table = tableOf(scores);
  console.info(table);
  if (process.argv.includes('--write')) writeFileSync(RESULTS, pageOf(table, scores));
}

function tableOf(scores: readonly Score[]): string {
  const head =
    '| series | day | months | pool | run-rate | naive | pinball: pool | run-rate | naive | within P10–P90 |';
  const rows = scores.map((score) => {
    const figures = [
      score.poolWape,
      score.runRateWape,
      score.naiveWape,
      score.poolPinball,
      score.runRatePinball,
      score.naivePinball,
    ];
    return `| ${score.family} | ${score.day} | ${score.cases} | ${figures.map((figure) => figure.toFixed(1)).join(' | ')} | ${score.coverage.toFixed(0)} % |`;
  });
  return [head, '|---|---|---|---|---|---|---|---|---|---|', ...rows].join('\n');
}

function pageOf(table: string, scores: readonly Score[]): string {
  const isPublic = scores.filter(({ family }) => family !== 'synthetic');
  const mean = (of: (score: Score) => number): string => meanOf(isPublic.map(of)).toFixed(1);
  return `# How wrong forecasts are

Written by \`node bench/forecast.ts --write\`. The total of a calendar month, told at five days of it, from what was known then.
\`pool\` is P50 of what the house says; \`run-rate\` what is spent so far, at the same rate to the end; \`naive\` the last day again
and again. First three columns: sum of errors over sum of totals (WAPE), in percent. Pinball: mean over the levels 0.1, 0.5 and 0.9
in percent of a usual month; rules that say one number say it at each level. Less is better.

Mean over the public rows: WAPE ${mean(({ poolWape }) => poolWape)} for the pool, ${mean(({ runRateWape }) => runRateWape)} for the run-rate, ${mean(({ naiveWape }) => naiveWape)} for the last value; pinball ${mean(({ poolPinball }) => poolPinball)}, ${mean(({ runRatePinball }) => runRatePinball)} and ${mean(({ naivePinball }) => naivePinball)}; ${mean(({ coverage }) => coverage)} % of the totals between P10 and P90.

${table}

## The series

Public, from the package \`vega-datasets\` (BSD-3-Clause); sources and licences as its datapackage.json states them:

- departures, minutes of delay: \`flights-3m.parquet\`, the 40 airports with the most flights, January to June 2001. US Bureau of
  Transportation Statistics; "other-open", collected under 14 CFR Part 234, terms not explicitly specified.
- bird strikes: \`birdstrikes.csv\`, reports a day, 1990 to 2002. FAA Wildlife Strike Database; US Government dataset.
- weather: \`weather.csv\`, rain and wind of Seattle and New York, 2012 to 2015. NOAA; US Government dataset.
- shares traded: \`sp500-2000.csv\`, volume a day, 2000 to 2020. Yahoo Finance; no licence stated. Nothing at weekends and on holidays.

Synthetic: ${SYNTHETIC.many} series of ${SYNTHETIC.days} days from the seed ${SYNTHETIC.seed} (\`bench/forecast/synthetic-series.ts\`): growth, weekends, jobs at the
month's end, single days that ran away, projects that came and went. Of series longer than 1,000 days every third month counts.

What is known before anything was seen (\`prior-errors.ts\`) is from other synthetic series, never from these.
`;
}

function showPrior(): void {
  const errors = makeSyntheticSeries(PRIOR).flatMap(
    ({ amounts }) => backtest({ amounts, kinds: amounts.map((_, at) => ((at + 2) % 7) + 1) }).errors,
  );
  for (const days of HORIZONS) {
    const own = errors.filter((error) => error.days === days).map(({ logRatio }) => Math.abs(logRatio));
    console.info(days, meanOf(own).toFixed(3));
  }
}
