import type { JsonObject } from '../wire/json-object.ts';
import type { Answer } from './answer.ts';

/** How one face writes an answer: whole, and as events (`event` is null where the face names none). */
export type SimulatedFace = {
  readonly body: (answer: Answer, usage: UsageForm) => JsonObject;
  readonly events: (answer: Answer, options: EventOptions) => Iterable<SimulatedEvent>;
  readonly error: (status: number, message: string) => JsonObject;
};

export type SimulatedEvent = { readonly event: string | null; readonly data: string };

/** The truth, nothing, or numbers that contradict each other. */
export type UsageForm = 'true' | 'none' | 'bad';

export type EventOptions = {
  readonly usage: UsageForm;
  /** Whether usage was asked for, where a face asks. */
  readonly usageAsked: boolean;
  readonly usageRepeated: boolean;
};

/** A few words at a time, as models speak. */
export function* piecesOf(text: string): Iterable<string> {
  const words = text.split(/(?<= )/);
  for (let at = 0; at < words.length; at += WORDS_PER_PIECE) yield words.slice(at, at + WORDS_PER_PIECE).join('');
}

const WORDS_PER_PIECE = 2;
