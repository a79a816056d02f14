import type { AnswerFacts, AnswerTap } from '../../ports/dialect.ts';
import type { AnswerReading } from './answer-reading.ts';
import { visitEvents, visitEventsBackwards } from './event-data.ts';
import { KeptBytes } from './kept-bytes.ts';
import { TextEstimate } from './text-estimate.ts';
import { UsageEventStrip } from './usage-event-strip.ts';

/** Watches one stream of server-sent events. While it runs a chunk is only remembered; events are read at the end. */
export class StreamTap implements AnswerTap {
  readonly #reading: AnswerReading;
  readonly #kept = new KeptBytes((chunk) => this.#drop(chunk));
  readonly #strip: UsageEventStrip | null;
  #dropped: TextEstimate | null = null;
  #facts: AnswerFacts | null = null;

  constructor(reading: AnswerReading, usageHidden: boolean) {
    this.#reading = reading;
    this.#strip = usageHidden ? new UsageEventStrip() : null;
  }

  accept(chunk: Uint8Array): Uint8Array {
    this.#kept.add(chunk);
    this.#facts = null;
    return this.#strip === null ? chunk : this.#strip.accept(chunk);
  }

  end(): Uint8Array {
    return this.#strip === null ? NOTHING : this.#strip.end();
  }

  facts(): AnswerFacts {
    if (this.#facts !== null) return this.#facts;
    const kept = this.#kept;
    this.#facts = this.#reading.fromEvents({
      forwards: (visit) => visitEvents(kept.head(), visit),
      backwards: (visit) => visitEventsBackwards(kept.tail(), kept.whole() !== null, visit),
    });
    return this.#facts;
  }

  estimateOutputTokens(): number {
    const estimate = this.#dropped ?? new TextEstimate(this.#reading.textMembers);
    return estimate.tokensWith(this.#kept.tail());
  }

  /** What leaves memory is counted as it goes, in one run from the head on, so that no cut falls between two counts. */
  #drop(chunk: Uint8Array): void {
    if (this.#dropped === null) {
      this.#dropped = new TextEstimate(this.#reading.textMembers);
      this.#dropped.add(this.#kept.head());
    }
    this.#dropped.add(chunk);
  }
}

const NOTHING = new Uint8Array(0);
