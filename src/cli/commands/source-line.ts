import { CliFailure } from '../connection/cli-failure.ts';

/** A message as it is handed in. */
export type SourceLine = { readonly payload: Record<string, unknown>; readonly event: string | null };

/**
 * A line of a file of messages: a payload itself, one with its event (`{"event": …, "payload": …}`), or a delivery as GitHub's API
 * gives it back (`{"event": …, "request": {"payload": …}}`).
 */
export function readSourceLine(line: string, number: number): SourceLine {
  const whole = parse(line, number);
  const event = typeof whole['event'] === 'string' ? whole['event'] : null;
  const request = objectOf(whole['request']);
  const payload = objectOf(whole['payload']) ?? objectOf(request?.['payload']);
  return payload === undefined ? { payload: whole, event: null } : { payload, event };
}

function parse(line: string, number: number): Record<string, unknown> {
  try {
    const found = objectOf(JSON.parse(line));
    if (found !== undefined) return found;
  } catch {
    // Told below.
  }
  throw new CliFailure(`Line ${number} is no JSON object: a file of messages has one on each line.`, 2);
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
