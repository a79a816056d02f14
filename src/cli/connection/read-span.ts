import { CliFailure } from './cli-failure.ts';

const SPAN = /^(\d{1,4})(m|h|d|w)$/;
const MS_OF_UNIT: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** How long, as people write it: `30m`, `2h`, `7d`, `12w`. Milliseconds. */
export function readSpan(option: string, text: string): number {
  const match = SPAN.exec(text);
  const spanMs = Number(match?.[1]) * (MS_OF_UNIT[match?.[2] ?? ''] ?? 0);
  if (match === null || spanMs === 0)
    throw new CliFailure(`${option} "${text}" is not a span: write 30m, 2h or 7d.`, 2);
  return spanMs;
}
