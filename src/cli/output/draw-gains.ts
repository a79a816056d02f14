import { layOutTable } from './table.ts';

/** What a strategy gains at each effort, in fractions. */
export type GainRow = {
  readonly strategy: string;
  readonly efforts: readonly {
    readonly effort: number;
    readonly gain: number;
    readonly gainLower95: number;
    readonly gainUpper95: number;
  }[];
};

const HALF_WIDTH = 30;
/** In percent: what is beyond is drawn to the edge. */
const EDGE = 100;

/** A row a strategy, a column an effort: percent, and the upper bound of 95 %. */
export function layOutGains(rows: readonly GainRow[]): string {
  const efforts = rows[0]?.efforts.map(({ effort }) => effort) ?? [];
  return layOutTable(
    [
      { title: 'strategy', align: 'left' },
      ...efforts.map((effort) => ({ title: `at ${effort}`, align: 'right' }) as const),
    ],
    rows.map(({ strategy, efforts: gains }) => [
      strategy,
      ...gains.map(({ gain, gainUpper95 }) => `${percent(gain)} (${percent(gainUpper95)})`),
    ]),
  );
}

/** Bars from a middle line: below what honest work earns to the left, above it to the right; `|` is the upper bound. */
export function drawGains(rows: readonly GainRow[]): string {
  const width = Math.max(0, ...rows.map(({ strategy }) => strategy.length));
  const lines = rows.map(({ strategy, efforts }) => {
    const best = efforts.toSorted((one, other) => other.gainUpper95 - one.gainUpper95)[0];
    return `${strategy.padEnd(width)}  ${barOf(best?.gain ?? 0, best?.gainUpper95 ?? 0)}  ${percent(best?.gain ?? 0)} % at ${best?.effort ?? 0}`;
  });
  const axis = `${''.padEnd(width)}  ${`-${EDGE} %`.padEnd(HALF_WIDTH)}0${`+${EDGE} %`.padStart(HALF_WIDTH)}`;
  return [...lines, axis].join('\n');
}

function barOf(gain: number, upper: number): string {
  const [from, mark] = [placeOf(gain), placeOf(upper)];
  return Array.from({ length: 2 * HALF_WIDTH + 1 }, (_, at) => {
    if (at === mark && mark !== HALF_WIDTH) return '|';
    if (at === HALF_WIDTH) return '┼';
    return (at < HALF_WIDTH && at >= from) || (at > HALF_WIDTH && at <= from) ? '█' : ' ';
  }).join('');
}

function placeOf(fraction: number): number {
  const share = Math.max(-1, Math.min(1, (fraction * 100) / EDGE));
  return HALF_WIDTH + Math.round(share * HALF_WIDTH);
}

export function percent(fraction: number): string {
  const words = (fraction * 100).toFixed(2);
  return words === '-0.00' ? '0.00' : words;
}
