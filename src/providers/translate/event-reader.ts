import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import type { JsonObject } from '../wire/json-object.ts';
import type { NeutralEvent } from './neutral-answer.ts';
import { ChatEventReader } from './read-chat-events.ts';
import { MessagesEventReader } from './read-messages-events.ts';
import { ResponsesEventReader } from './read-responses-events.ts';
import type { AnswerFallback } from './read-whole-answers.ts';

/** Reads the events of one stream of one API. It throws `Untranslatable` at what the others have no place for. */
export type EventReader = {
  readonly read: (event: JsonObject) => readonly NeutralEvent[];
  /** The stream is over: what was still to be told. Nothing, where it had not come to its end. */
  readonly end: () => readonly NeutralEvent[];
};

export function openEventReader(face: TranslatableFace, fallback: AnswerFallback): EventReader {
  switch (face) {
    case 'openai-chat':
      return new ChatEventReader(fallback);
    case 'openai-responses':
      return new ResponsesEventReader(fallback);
    case 'anthropic-messages':
      return new MessagesEventReader(fallback);
  }
}
