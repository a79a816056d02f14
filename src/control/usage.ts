import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

const DEFAULT_RANGE_MS = 30 * 86_400_000;
const LONGEST_RANGE_MS = 3_660 * 86_400_000;

export type TimeRange = { readonly fromMs: number; readonly toMs: number };

/** The range that a question means: 30 days up to now where it says nothing. */
export function chooseRange(
  asked: { readonly fromMs: number | undefined; readonly toMs: number | undefined },
  nowMs: number,
): TimeRange | ControlRefusal {
  const toMs = asked.toMs ?? Math.max(nowMs, (asked.fromMs ?? nowMs) + 1);
  const fromMs = asked.fromMs ?? toMs - DEFAULT_RANGE_MS;
  if (fromMs >= toMs) {
    return refuseCommand('time_range_invalid', '"from" is not before "to".', [
      { code: 'time_range_invalid', pointer: 'query/from', detail: 'must be before "to"' },
    ]);
  }
  if (toMs - fromMs > LONGEST_RANGE_MS) {
    return refuseCommand('time_range_invalid', 'The range is longer than ten years.');
  }
  return { fromMs, toMs };
}
