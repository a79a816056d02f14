import { Buffer } from 'node:buffer';
import { NOTHING } from './answer-ends.ts';

/** A call whose whole answer is at hand. */
export type WholeAnswer = { readonly answerWhole: () => void };

let whole: WholeAnswer[] = [];

/**
 * Whole answers of one turn of the event loop leave together, behind all sockets that were readable in it, and what is left
 * to do for their calls comes after them: each write to a socket wakes its reader, and one burst wakes it once.
 */
export function answerWithOthers(answer: WholeAnswer): void {
  if (whole.length === 0) setImmediate(answerAll);
  whole.push(answer);
}

function answerAll(): void {
  const answers = whole;
  whole = [];
  for (const answer of answers) answer.answerWhole();
}

/**
 * The pieces of an answer that was held, as one, and what its tap still had. An answer that came in one piece stays that piece:
 * beside an empty one it would be copied.
 */
export function joined(pieces: readonly Uint8Array[], rest: Uint8Array = NOTHING): Uint8Array {
  const only = pieces[0];
  if (rest.byteLength === 0) return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
  return Buffer.concat([...pieces, rest]);
}
