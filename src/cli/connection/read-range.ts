import { CliFailure } from './cli-failure.ts';

const SPAN = /^(\d{1,4})(h|d|w)$/;
const MS_OF_UNIT: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A time range as people write it: `--last 7d`, or days and moments; a day alone begins at local midnight. */
export function readRange(options: { readonly from?: string; readonly to?: string; readonly last?: string }): {
  from?: string;
  to?: string;
} {
  if (options.last !== undefined) {
    const match = SPAN.exec(options.last);
    if (match === null) throw new CliFailure(`"${options.last}" is not a span: write 24h, 7d or 12w.`, 2);
    const spanMs = Number(match[1]) * (MS_OF_UNIT[match[2] ?? ''] ?? 0);
    return { from: new Date(Date.now() - spanMs).toISOString() };
  }
  return {
    ...(options.from === undefined ? {} : { from: readMoment('--from', options.from) }),
    ...(options.to === undefined ? {} : { to: readMoment('--to', options.to) }),
  };
}

function readMoment(option: string, text: string): string {
  const date = new Date(DAY.test(text) ? `${text}T00:00:00` : text);
  if (Number.isNaN(date.getTime()))
    throw new CliFailure(`${option} "${text}" is not a moment: write 2026-11-01 or 2026-11-01T08:00:00Z.`, 2);
  return date.toISOString();
}
