import type { JsonObject } from '../wire/json-object.ts';
import type { SlotRule, ValuePath } from './read-slots.ts';

/** How the answers of one face carry their texts; data and pure functions. */
export type AnswerWire = {
  /** Of a stream's events. */
  readonly inEvent: SlotRule;
  /** Of a whole answer. */
  readonly inBody: SlotRule;
  /** Keys of texts that end before this event goes on: those that begin with one of these. */
  readonly endsBefore: (event: JsonObject) => readonly string[];
  /** Keys of texts that end when another text of the same beginning goes on; null: texts of this face may be told in turns. */
  readonly turnOf: ((key: string) => string) | null;
  /** A further event that carries only `text`, for the text whose last piece stood at `path` of `event`. */
  readonly more: (event: JsonObject, path: ValuePath, text: string) => JsonObject;
  /** True: later events tell texts again, and must tell them as they were streamed. */
  readonly repeats: boolean;
  /** The member that numbers events, where a face has one. */
  readonly counter: string | null;
  /** What stands in the place of echoes. */
  readonly noEcho: string;
  readonly keepAlive: string;
};
