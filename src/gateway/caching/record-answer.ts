import { Buffer } from 'node:buffer';
import type { UpstreamCaller, UpstreamListener } from '../../ports/upstream.ts';
import { isEventStream } from '../stream/read-head.ts';
import type { WholeAnswer } from './replay-answer.ts';

export type RecordedAnswer = WholeAnswer & { readonly stream: boolean };

/** Notes down the answers that an upstream gives. Only the last call counts: an earlier one had failed. */
export type AnswerRecorder = {
  readonly caller: UpstreamCaller;
  /** Null: there was none, it broke off, or it is longer than may be kept. */
  readonly recorded: () => RecordedAnswer | null;
};

export function recordAnswers(upstreams: UpstreamCaller, bytesMax: number): AnswerRecorder {
  let last: Recording | null = null;
  return {
    caller: {
      call: (request, listener) => {
        last = new Recording(listener, bytesMax);
        return upstreams.call(request, last);
      },
    },
    recorded: () => last?.answer() ?? null,
  };
}

class Recording implements UpstreamListener {
  readonly #listener: UpstreamListener;
  readonly #bytesMax: number;
  #contentType: string | null = null;
  #stream = false;
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #isWhole = false;

  constructor(listener: UpstreamListener, bytesMax: number) {
    this.#listener = listener;
    this.#bytesMax = bytesMax;
  }

  head: UpstreamListener['head'] = (head) => {
    const at = head.headers.indexOf('content-type');
    if (head.status === 200 && at >= 0) this.#contentType = head.headers[at + 1] ?? null;
    this.#stream = isEventStream(head);
    this.#listener.head(head);
  };

  data: UpstreamListener['data'] = (chunk) => {
    this.#bytes += chunk.byteLength;
    if (this.#contentType !== null && this.#bytes <= this.#bytesMax) this.#pieces.push(chunk);
    else this.#pieces = [];
    this.#listener.data(chunk);
  };

  end: UpstreamListener['end'] = () => {
    this.#isWhole = this.#bytes <= this.#bytesMax;
    this.#listener.end();
  };

  fail: UpstreamListener['fail'] = (failure) => {
    this.#pieces = [];
    this.#listener.fail(failure);
  };

  answer(): RecordedAnswer | null {
    if (!this.#isWhole || this.#contentType === null || this.#bytes === 0) return null;
    // A copy: a piece may be a part of a buffer that is larger by far.
    return { contentType: this.#contentType, body: Buffer.concat(this.#pieces), stream: this.#stream };
  }
}
