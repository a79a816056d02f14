import type { AnswerOf } from '../../contract/routes.ts';

type Forecast = Pick<AnswerOf<'readForecast'>, 'burnDown' | 'limit'>;
type Amount = Forecast['limit'];

const WIDTH = 48;
/** Of a quarter or year every so manieth day: a screen has few lines. */
const LINES_MAX = 40;

/** The burn-down as lines of a bar each: what is spent, what is likely, what it is at most, and where the limit is. */
export function drawBurnDown({ burnDown, limit }: Forecast, inWords: (amount: Amount) => string): string {
  const top = Math.max(toNumber(limit), ...burnDown.map((day) => toNumber(day.expected?.p90 ?? day.spent)));
  const place = (amount: Amount | null | undefined): number =>
    top === 0 ? 0 : Math.round((toNumber(amount) / top) * WIDTH);
  const limitAt = place(limit);
  const step = Math.ceil(burnDown.length / LINES_MAX);
  const days = burnDown.filter((_, at) => (burnDown.length - 1 - at) % step === 0);
  return days
    .map(({ date, spent, expected }) => {
      const bar =
        expected === null
          ? '█'.repeat(place(spent))
          : '▒'.repeat(place(expected.p50)) + '░'.repeat(place(expected.p90) - place(expected.p50));
      const marked =
        bar.length <= limitAt ? `${bar.padEnd(limitAt)}│` : `${bar.slice(0, limitAt)}│${bar.slice(limitAt)}`;
      const told = spent ?? expected?.p50;
      return `  ${date}  ${marked.padEnd(WIDTH + 1)}  ${told === undefined ? '' : inWords(told)}`.trimEnd();
    })
    .join('\n');
}

function toNumber(amount: Amount | null | undefined): number {
  return amount === null || amount === undefined ? 0 : Number(amount.amount);
}
