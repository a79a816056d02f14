import type { AnswerTap } from '../../ports/dialect.ts';
import type { UpstreamFailure, UpstreamHead } from '../../ports/upstream.ts';
import { isEventStream } from './read-head.ts';

export const NOTHING = new Uint8Array(0);

/** An answer that was ended in order and is not whole. */
export const ENDED_EARLY: UpstreamFailure = { kind: 'broken', detail: 'ended before its end', sent: true };

const [OPEN_BRACE, CLOSE_BRACE, SPACE, NEWLINE, RETURN] = [0x7b, 0x7d, 0x20, 0x0a, 0x0d];

/** Whether a JSON answer has both its ends. What an upstream cut short, or said to be shorter than it is, has not. */
export function isWholeObject(body: Uint8Array): boolean {
  let first = 0;
  let last = body.byteLength - 1;
  while ((body[first] ?? RETURN + SPACE) <= SPACE) first += 1;
  while ((body[last] ?? RETURN + SPACE) <= SPACE) last -= 1;
  return body[first] === OPEN_BRACE && last > first && body[last] === CLOSE_BRACE;
}

/** Whether a stream ended inside a line, or before its first byte, without having said why it is over. */
export function endsEarly(head: UpstreamHead, lastByte: number | undefined, tap: AnswerTap | null): boolean {
  if (endsLine(lastByte) || !isEventStream(head)) return false;
  return tap === null || tap.facts().finishReason === null;
}

/** Whether a line of a stream may end in this byte. */
export function endsLine(byte: number | undefined): boolean {
  return byte === NEWLINE || byte === RETURN;
}
