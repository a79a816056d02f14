import type { AnswerFacts } from '../../ports/dialect.ts';
import type { JsonObject } from '../wire/json-object.ts';
import type { EventData } from './event-data.ts';

/** How the answers of one face are read; data and pure functions, handed to the taps. */
export type AnswerReading = {
  /** The facts of a whole JSON answer. */
  readonly fromBody: (body: JsonObject) => AnswerFacts;
  /** Members that `fromBody` looks at, for answers too long to keep whole: outermost ones, and deeper ones by name. */
  readonly bodyMembers: ReadonlySet<string>;
  /** Up to this many bytes the body is parsed whole; beyond, only its ends are read. */
  readonly parsedBytesMax: number;
  /** The facts of a stream, from the events that are still at hand. */
  readonly fromEvents: (events: KeptEvents) => AnswerFacts;
  /** Names of string members of a stream's events that hold what the model wrote. */
  readonly textMembers: readonly string[];
  /** False where an answer has no output tokens at all. */
  readonly hasOutput: boolean;
};

/** The events of a stream whose middle may have been dropped. */
export type KeptEvents = {
  /** From the beginning, in order. */
  readonly forwards: (visit: (data: EventData) => boolean) => void;
  /** From the end, last first; the oldest may lack its beginning. */
  readonly backwards: (visit: (data: EventData) => boolean) => void;
};

export const NO_FACTS: AnswerFacts = {
  usage: null,
  usageSoFar: null,
  vendorUsage: null,
  responseModel: null,
  responseId: null,
  finishReason: null,
  serviceTier: null,
};
