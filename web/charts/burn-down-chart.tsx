import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { MARGIN, NameAxis, ValueAxis } from './axes.tsx';
import { ChartFrame, type ChartSize } from './chart-frame.tsx';

/** A day of a period: what was spent by its end, or what will have been, with a band. */
export type BurnDay = {
  readonly name: string;
  readonly short: string;
  readonly spent: number | null;
  readonly expected: { readonly low: number; readonly middle: number; readonly high: number } | null;
};

export type BurnDownChartProps = {
  readonly label: string;
  readonly columns: readonly [day: string, spent: string, expected: string, low: string, high: string];
  readonly days: readonly BurnDay[];
  readonly limit: number;
  readonly limitWords: string;
  readonly format: (value: number) => string;
  readonly exact: (value: number) => string;
};

type Scales = { readonly x: (at: number) => number; readonly y: ReturnType<typeof scaleLinear<number, number>> };

/** What is spent in a period, what it will come to, and the limit. */
export function BurnDownChart({ label, columns, days, limit, limitWords, format, exact }: BurnDownChartProps) {
  const xOf = (at: number, size: ChartSize) => {
    const wide = size.width - MARGIN.left - MARGIN.right;
    return MARGIN.left + (days.length < 2 ? wide / 2 : (at / (days.length - 1)) * wide);
  };
  const rows = days.map(({ name, spent, expected }) => ({
    name,
    values: [spent, expected?.middle, expected?.low, expected?.high].map((value) =>
      value === null || value === undefined ? '' : exact(value),
    ),
  }));
  return (
    <ChartFrame label={label} columns={columns} rows={rows} height={240} xOf={xOf}>
      {(size) => {
        const top = Math.max(limit, ...days.map(({ spent, expected }) => Math.max(spent ?? 0, expected?.high ?? 0)));
        const y = scaleLinear()
          .domain([0, top > 0 ? top * 1.04 : 1])
          .range([size.height - MARGIN.bottom, MARGIN.top]);
        const scales = { x: (at: number) => xOf(at, size), y };
        return (
          <>
            <ValueAxis scale={y} size={size} format={format} />
            <Lines days={days} scales={scales} />
            <line className="chart-limit" x1={MARGIN.left} x2={size.width - MARGIN.right} y1={y(limit)} y2={y(limit)} />
            <text className="chart-text chart-limit-text" x={MARGIN.left + 4} y={y(limit) - 5}>
              {limitWords}
            </text>
            <NameAxis names={days.map(({ short }) => short)} size={size} xOf={xOf} />
          </>
        );
      }}
    </ChartFrame>
  );
}

type Point = { readonly at: number; readonly low: number; readonly middle: number; readonly high: number };

function Lines({ days, scales: { x, y } }: { readonly days: readonly BurnDay[]; readonly scales: Scales }) {
  const spent = days.flatMap((day, at) => (day.spent === null ? [] : [{ at, value: day.spent }]));
  const last = spent.at(-1);
  // What is expected goes on from what is known.
  const begin: readonly Point[] =
    last === undefined ? [] : [{ at: last.at, low: last.value, middle: last.value, high: last.value }];
  const ahead = days.flatMap((day, at) =>
    day.expected === null || (last !== undefined && at <= last.at) ? [] : [{ at, ...day.expected }],
  );
  const expected = ahead.length === 0 ? [] : [...begin, ...ahead];
  const drawBand = area<Point>(
    ({ at }) => x(at),
    ({ low }) => y(low),
    ({ high }) => y(high),
  );
  const drawMiddle = line<Point>(
    ({ at }) => x(at),
    ({ middle }) => y(middle),
  );
  const drawSpent = line<{ readonly at: number; readonly value: number }>(
    ({ at }) => x(at),
    ({ value }) => y(value),
  );
  return (
    <>
      <path className="chart-band" d={drawBand(expected) ?? ''} />
      <path className="chart-expected" d={drawMiddle(expected) ?? ''} />
      <path className="chart-line" d={drawSpent(spent) ?? ''} />
      {last === undefined ? null : <circle className="chart-point" cx={x(last.at)} cy={y(last.value)} r={3} />}
    </>
  );
}
