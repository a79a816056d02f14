/** When only notices that page go out, by the clocks of the organisation's zone. From 20 to 7 is a night; equal hours are none. */
export type QuietHours = {
  /** 0 to 23. */
  readonly fromHour: number;
  readonly toHour: number;
  /** Whole days on which nobody is at work, 1 is Monday; quiet from midnight to midnight. */
  readonly quietWeekdays: readonly number[];
};

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
/** Longer than any rest of a week. */
const LOOK_AHEAD_MS = 8 * 24 * HOUR_MS;

export type LocalHour = { readonly hour: number; readonly weekday: number };

/** Hour and weekday (1 is Monday) of a zone. Throws on an unknown one. */
export function createLocalHour(timeZone: string): (atMs: number) => LocalHour {
  const shown = new Intl.DateTimeFormat('en-u-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    hour: 'numeric',
    weekday: 'short',
  });
  return (atMs) => {
    const parts = new Map(shown.formatToParts(atMs).map(({ type, value }) => [type, value]));
    return { hour: Number(parts.get('hour')), weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1 };
  };
}

const WEEKDAYS: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The first moment, from this one on, at which it is not quiet; quarters of an hour are looked at, as no zone is finer. */
export function nextLoudMs(atMs: number, quiet: QuietHours | null, localHour: (atMs: number) => LocalHour): number {
  if (quiet === null || !isQuiet(localHour(atMs), quiet)) return atMs;
  for (let at = Math.ceil(atMs / QUARTER_MS) * QUARTER_MS; at <= atMs + LOOK_AHEAD_MS; at += QUARTER_MS)
    if (!isQuiet(localHour(at), quiet)) return at;
  // Never loud: then it is told after all.
  return atMs;
}

function isQuiet({ hour, weekday }: LocalHour, { fromHour, toHour, quietWeekdays }: QuietHours): boolean {
  if (quietWeekdays.includes(weekday)) return true;
  return fromHour <= toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
}
