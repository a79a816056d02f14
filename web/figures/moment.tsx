import { Text, type TextProps } from '@mantine/core';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const DAY_AND_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

const WIRE_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A day such as `2026-11-03`, which is the same in every zone. */
export function dayInWords(day: string): string {
  return WIRE_DAY.format(new Date(`${day}T00:00:00Z`));
}

/** A moment of the wire in the reader's own time zone; the exact one stands behind it. */
export function Moment({ at, day = false, ...text }: { readonly at: string; readonly day?: boolean } & TextProps) {
  return (
    <Text component="time" span inherit dateTime={at} title={`${at} (UTC)`} className="figures" {...text}>
      {momentInWords({ at, day })}
    </Text>
  );
}

export function momentInWords({ at, day = false }: { readonly at: string; readonly day?: boolean }): string {
  return (day ? DAY : DAY_AND_TIME).format(new Date(at));
}
