import { type GainRow, percent } from './draw-gains.ts';

const WIDTH = 860;
const HEIGHT = 460;
const LEFT = 60;
const RIGHT = 640;
const TOP = 40;
const BOTTOM = 410;
/** In percent: what is beyond is drawn at the edge. */
const EDGE = 100;
const GRID = [-100, -50, 0, 50, 100];
const COLOURS = ['#4269d0', '#efb118', '#ff725c', '#6cc5b0', '#3ca951', '#ff8ab7', '#a463f2', '#97bbf5', '#9c6b4e'];

/** A picture for a page: effort to the right in equal steps, gain upwards, a line a strategy, its bounds as a band. */
export function gainsSvg(rows: readonly GainRow[], title: string): string {
  const efforts = rows[0]?.efforts.map(({ effort }) => effort) ?? [];
  const x = (at: number): number => LEFT + ((RIGHT - LEFT) * at) / Math.max(1, efforts.length - 1);
  const y = (fraction: number): number => {
    const share = Math.max(-1, Math.min(1, (fraction * 100) / EDGE));
    return (TOP + BOTTOM) / 2 - (share * (BOTTOM - TOP)) / 2;
  };
  const point = (at: number, fraction: number): string => `${x(at).toFixed(1)},${y(fraction).toFixed(1)}`;
  const lines = rows.map(({ strategy, efforts: gains }, place) => {
    const colour = COLOURS[place % COLOURS.length] ?? '#000';
    const dash = place < COLOURS.length ? '' : ' stroke-dasharray="5 3"';
    const band = [
      ...gains.map(({ gainUpper95 }, at) => point(at, gainUpper95)),
      ...gains.map(({ gainLower95 }, at) => point(at, gainLower95)).toReversed(),
    ];
    const path = gains.map(({ gain }, at) => point(at, gain)).join(' ');
    const best = Math.max(...gains.map(({ gainUpper95 }) => gainUpper95));
    const keyY = TOP + 8 + place * 19;
    return [
      `<polygon points="${band.join(' ')}" fill="${colour}" opacity="0.15"/>`,
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.8"${dash}/>`,
      `<line x1="${RIGHT + 16}" x2="${RIGHT + 36}" y1="${keyY}" y2="${keyY}" stroke="${colour}" stroke-width="2.5"${dash}/>`,
      `<text x="${RIGHT + 42}" y="${keyY + 4}">${escaped(strategy)}, at most ${percent(best)} %</text>`,
    ].join('\n');
  });
  const grid = GRID.map((amount) => {
    const at = y(amount / 100).toFixed(1);
    return `<line x1="${LEFT}" x2="${RIGHT}" y1="${at}" y2="${at}" stroke="${amount === 0 ? '#333' : '#ddd'}"/><text x="${LEFT - 8}" y="${Number(at) + 4}" text-anchor="end">${amount} %</text>`;
  });
  const ticks = efforts.map(
    (effort, at) => `<text x="${x(at).toFixed(1)}" y="${BOTTOM + 20}" text-anchor="middle">${effort}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="11" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="22" font-size="14">${escaped(title)}</text>`,
    ...grid,
    ...ticks,
    `<text x="${(LEFT + RIGHT) / 2}" y="${BOTTOM + 40}" text-anchor="middle">effort, in months of work</text>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
