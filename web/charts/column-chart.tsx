import { scaleBand, scaleLinear } from 'd3-scale';
import { MARGIN, NameAxis, ValueAxis } from './axes.tsx';
import { ChartFrame, type ChartSize } from './chart-frame.tsx';

export type Column = { readonly name: string; readonly short: string; readonly value: number; readonly words: string };

export type ColumnChartProps = {
  readonly label: string;
  /** What a column is, and what its height is. */
  readonly columns: readonly [string, string];
  readonly values: readonly Column[];
  readonly format: (value: number) => string;
};

/** Few columns stay columns. */
const COLUMN_WIDTH_MAX = 44;

/** Amounts beside each other, from zero. */
export function ColumnChart({ label, columns, values, format }: ColumnChartProps) {
  const band = (size: ChartSize) =>
    scaleBand<number>()
      .domain(values.map((_, at) => at))
      .range([MARGIN.left, Math.max(MARGIN.left + 1, size.width - MARGIN.right)])
      .padding(0.25);
  const xOf = (at: number, size: ChartSize) => {
    const scale = band(size);
    return (scale(at) ?? 0) + scale.bandwidth() / 2;
  };
  return (
    <ChartFrame
      label={label}
      columns={columns}
      rows={values.map(({ name, words }) => ({ name, values: [words] }))}
      xOf={xOf}
    >
      {(size) => {
        const width = Math.min(COLUMN_WIDTH_MAX, band(size).bandwidth());
        const y = scaleLinear()
          .domain([0, Math.max(0, ...values.map(({ value }) => value)) || 1])
          .range([size.height - MARGIN.bottom, MARGIN.top])
          .nice(4);
        return (
          <>
            <ValueAxis scale={y} size={size} format={format} />
            {values.map(({ name, value }, at) => (
              <rect
                key={name}
                className="chart-column"
                x={xOf(at, size) - width / 2}
                width={width}
                y={y(Math.max(0, value))}
                height={Math.max(0, y(0) - y(Math.max(0, value)))}
                rx={Math.min(2, width / 4)}
              />
            ))}
            <NameAxis names={values.map(({ short }) => short)} size={size} xOf={xOf} />
          </>
        );
      }}
    </ChartFrame>
  );
}
