import { scaleLinear } from 'd3-scale';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { MARGIN, NameAxis, ValueAxis } from '../charts/axes.tsx';
import { ChartFrame, type ChartSize } from '../charts/chart-frame.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';
import { gainInWords, HONEST_EXTRA, worstAt } from './read-gains.ts';

export type Attacks = AnswerOf<'readProgrammeSimulation'>['attacks'];

/** In fractions: what is beyond is drawn at the edge, as the command line draws it. */
const EDGE = 1;
const HEIGHT = 260;

/** Every attack as a thin line by effort, honest work of the same effort as the thick one, the best attack with its interval. */
export function GainsChart({ attacks }: { readonly attacks: Attacks }) {
  const honest = attacks.find(({ strategy }) => strategy === HONEST_EXTRA);
  const others = attacks.filter(({ strategy }) => strategy !== HONEST_EXTRA);
  const efforts = (honest ?? others[0])?.efforts.map(({ effort }) => effort) ?? [];
  const best = efforts.map((_, at) => worstAt(others, at));
  const xOf = (at: number, { width }: ChartSize) =>
    MARGIN.left + 16 + ((width - MARGIN.left - MARGIN.right - 32) * at) / Math.max(1, efforts.length - 1);
  return (
    <ChartFrame
      label={PROGRAMME_WORDS.chart}
      height={HEIGHT}
      columns={[PROGRAMME_WORDS.effort, PROGRAMME_WORDS.honest, PROGRAMME_WORDS.best]}
      rows={efforts.map((effort, at) => ({
        name: PROGRAMME_WORDS.atEffort(effort),
        values: [
          gainInWords(honest?.efforts[at]?.gain ?? 0),
          best[at] === undefined ? '' : `${gainInWords(best[at].gain)} (${best[at].strategy.replaceAll('_', ' ')})`,
        ],
      }))}
      xOf={xOf}
    >
      {(size) => {
        const [low, high] = rangeOf(attacks);
        const y = scaleLinear()
          .domain([low, high])
          .range([size.height - MARGIN.bottom, MARGIN.top])
          .nice(4);
        const line = (gains: readonly number[]) =>
          gains.map((gain, at) => `${xOf(at, size)},${y(Math.max(low, Math.min(high, gain)))}`).join(' ');
        return (
          <>
            <ValueAxis scale={y} size={size} format={(gain) => gainInWords(gain)} />
            <line className="chart-zero" x1={MARGIN.left} x2={size.width - MARGIN.right} y1={y(0)} y2={y(0)} />
            {others.map(({ strategy, efforts: gains }) => (
              <polyline key={strategy} className="chart-faint" points={line(gains.map(({ gain }) => gain))} />
            ))}
            <polygon
              className="chart-band"
              points={`${line(best.map((one) => one?.gainUpper95 ?? 0))} ${line(
                best.map((one) => one?.gainLower95 ?? 0),
              )
                .split(' ')
                .toReversed()
                .join(' ')}`}
            />
            <polyline className="chart-attack" points={line(best.map((one) => one?.gain ?? 0))} />
            {honest === undefined ? null : (
              <polyline className="chart-line" points={line(honest.efforts.map(({ gain }) => gain))} />
            )}
            <NameAxis names={efforts.map(String)} size={size} xOf={xOf} />
          </>
        );
      }}
    </ChartFrame>
  );
}

function rangeOf(attacks: Attacks): readonly [low: number, high: number] {
  const gains = attacks.flatMap(({ efforts }) =>
    efforts.flatMap(({ gainLower95, gainUpper95 }) => [gainLower95, gainUpper95]),
  );
  return [Math.max(-EDGE, Math.min(0, ...gains)), Math.min(EDGE, Math.max(0.05, ...gains))];
}
