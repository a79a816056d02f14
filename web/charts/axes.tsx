import type { ScaleLinear } from 'd3-scale';
import type { ChartSize } from './chart-frame.tsx';

/** Room round a drawing for its figures. */
export const MARGIN = { top: 10, right: 12, bottom: 24, left: 60 } as const;
const TICKS = 4;
/** Names below the columns stand this far apart at least. */
const NAME_WIDTH = 64;

export type ValueAxisProps = {
  readonly scale: ScaleLinear<number, number>;
  readonly size: ChartSize;
  readonly format: (value: number) => string;
};

export function ValueAxis({ scale, size, format }: ValueAxisProps) {
  return scale.ticks(TICKS).map((tick) => (
    <g key={tick} transform={`translate(0 ${scale(tick)})`}>
      <line className="chart-grid" x1={MARGIN.left} x2={size.width - MARGIN.right} />
      <text className="chart-text" x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
        {format(tick)}
      </text>
    </g>
  ));
}

export type NameAxisProps = {
  readonly names: readonly string[];
  readonly size: ChartSize;
  readonly xOf: (index: number, size: ChartSize) => number;
};

/** As many names as have room. */
export function NameAxis({ names, size, xOf }: NameAxisProps) {
  const room = Math.max(1, Math.floor((size.width - MARGIN.left - MARGIN.right) / NAME_WIDTH));
  const step = Math.max(1, Math.ceil(names.length / room));
  return names.map((name, at) => {
    if (at % step !== 0) return null;
    // A name at the right edge ends there: in the middle of its place it would be cut off.
    const isLast = xOf(at, size) + NAME_WIDTH / 2 > size.width;
    const place = isLast
      ? { x: size.width, textAnchor: 'end' as const }
      : { x: xOf(at, size), textAnchor: 'middle' as const };
    return (
      <text key={name} className="chart-text" y={size.height - 6} {...place}>
        {name}
      </text>
    );
  });
}
