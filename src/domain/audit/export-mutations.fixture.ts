import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type EventLine, makeEvent } from './audit-export.fixture.ts';
import type { ExportLine } from './export-lines.ts';

export const exports = fc.integer({ min: 3, max: 20 }).chain((events) =>
  fc.record({
    events: fc.constant(events),
    checkpointsAt: fc.uniqueArray(fc.integer({ min: 1, max: events }), { maxLength: 3 }),
    withLeafHashes: fc.boolean(),
  }),
);
/** An export and the sequences of one or two of its events. */
export const places = exports.chain((wanted) => {
  const sequence = fc.integer({ min: 1, max: wanted.events });
  return fc.tuple(fc.constant(wanted), sequence, sequence);
});

export const isEvent = (line: ExportLine): line is EventLine => line.kind === 'event';
export const findEvent = (lines: readonly ExportLine[], sequence: number): EventLine => {
  const event = lines.filter(isEvent).find((line) => line.sequence === sequence);
  assert.ok(event !== undefined);
  return event;
};
export const replaceEvent = (
  lines: readonly ExportLine[],
  sequence: number,
  change: Partial<EventLine>,
): ExportLine[] => lines.map((line) => (isEvent(line) && line.sequence === sequence ? { ...line, ...change } : line));

/** An event with the leaves and checkpoints that follow it. */
export function groups(lines: readonly ExportLine[]): {
  head: ExportLine[];
  events: ExportLine[][];
  end: ExportLine[];
} {
  const events: ExportLine[][] = [];
  for (const line of lines) {
    if (line.kind === 'event') events.push([line]);
    else if (line.kind !== 'header' && line.kind !== 'end') events.at(-1)?.push(line);
  }
  return { head: lines.slice(0, 1), events, end: lines.slice(-1) };
}

export function flip(text: string, at: number): string {
  const place = at % text.length;
  const flipped = String.fromCharCode(text.charCodeAt(place) ^ 1);
  return `${text.slice(0, place)}${flipped}${text.slice(place + 1)}`;
}

/** Everything from this event on hashed anew, the end line included: what somebody with the database could do. */
export function rewriteFrom(lines: readonly ExportLine[], sequence: number, change: Partial<EventLine>): ExportLine[] {
  let previousHash: string | null = null;
  return replaceEvent(lines, sequence, change).map((line) => {
    if (line.kind === 'end') return { ...line, lastHash: previousHash ?? line.lastHash };
    if (!isEvent(line) || line.sequence < sequence) return line;
    const event = makeEvent({ ...line, previousHash: previousHash ?? line.previousHash });
    previousHash = event.hash;
    return event;
  });
}
