import type { UpstreamCall, UpstreamCaller, UpstreamListener } from '../../ports/upstream.ts';

/** An answer that is at hand in whole. */
export type WholeAnswer = { readonly contentType: string; readonly body: Uint8Array };

const LF = 0x0a;
const CR = 0x0d;
/** A reader who is slow gets the rest when it has read; a fast one is not told each word of its own. */
const PIECE_BYTES = 16 * 1024;

/** Gives an answer that is at hand as an upstream would: a stream in pieces that end where an event does. */
export function replayAnswer(answer: WholeAnswer): UpstreamCaller {
  return {
    call: (_request, listener) => {
      const replay = new Replay(answer, listener);
      // As from the network: nothing is heard before the call has been handed over.
      queueMicrotask(() => replay.begin());
      return replay;
    },
  };
}

class Replay implements UpstreamCall {
  readonly #answer: WholeAnswer;
  readonly #listener: UpstreamListener;
  #at = 0;
  #isPaused = false;
  #isRunning = false;
  #isOver = false;

  constructor(answer: WholeAnswer, listener: UpstreamListener) {
    this.#answer = answer;
    this.#listener = listener;
  }

  begin(): void {
    if (this.#isOver) return;
    this.#listener.head({ status: 200, headers: ['content-type', this.#answer.contentType] });
    this.#run();
  }

  abort(): void {
    this.#isOver = true;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#run();
  }

  #run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    const { body } = this.#answer;
    while (!this.#isPaused && !this.#isOver && this.#at < body.byteLength) {
      const end = endOfPiece(body, this.#at);
      const piece = body.subarray(this.#at, end);
      this.#at = end;
      this.#listener.data(piece);
    }
    this.#isRunning = false;
    if (this.#isPaused || this.#isOver || this.#at < body.byteLength) return;
    this.#isOver = true;
    this.#listener.end();
  }
}

/** The last end of an event within a piece's length, else the first one behind it, else the answer's end. */
function endOfPiece(body: Uint8Array, from: number): number {
  if (body.byteLength - from <= PIECE_BYTES) return body.byteLength;
  for (let at = from + PIECE_BYTES; at > from + 1; at--) if (isEventEnd(body, at)) return at;
  for (let at = from + PIECE_BYTES; at < body.byteLength; at++) if (isEventEnd(body, at)) return at;
  return body.byteLength;
}

/** An empty line stands before `at`. */
function isEventEnd(body: Uint8Array, at: number): boolean {
  if (body[at - 1] !== LF) return false;
  return body[at - 2] === LF || (body[at - 2] === CR && body[at - 3] === LF);
}
