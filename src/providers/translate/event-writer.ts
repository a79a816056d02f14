import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import type { JsonObject } from '../wire/json-object.ts';
import type { NeutralEvent } from './neutral-answer.ts';
import { ChatEventWriter } from './write-chat-events.ts';
import { MessagesEventWriter } from './write-messages-events.ts';
import { ResponsesEventWriter } from './write-responses-events.ts';

/** Writes one stream in the events of one API: whole events, each with the empty line behind it. */
export type EventWriter = { readonly write: (event: NeutralEvent) => string };

export type WriterOptions = {
  /** Chat completions: whether the caller asked for the usage. */
  readonly usageAsked: boolean;
  /** Responses: what a response repeats of its request. */
  readonly echo: JsonObject;
};

export function openEventWriter(face: TranslatableFace, options: WriterOptions): EventWriter {
  switch (face) {
    case 'openai-chat':
      return new ChatEventWriter(options.usageAsked);
    case 'openai-responses':
      return new ResponsesEventWriter(options.echo);
    case 'anthropic-messages':
      return new MessagesEventWriter();
  }
}
