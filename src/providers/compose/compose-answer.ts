import { Buffer } from 'node:buffer';
import type { ComposedAnswer, Dialect } from '../../ports/dialect.ts';
import type { Answer } from '../simulated/answer.ts';
import type { SimulatedEvent, SimulatedFace } from '../simulated/face.ts';

/**
 * Answers that no model wrote, in the shape that the face's own simulation writes: one writer of each API's answers, tested
 * against its official clients. Nothing was used, and that is what the answer says.
 */
export function composeBy(face: SimulatedFace): NonNullable<Dialect['composeAnswer']> {
  return (composed, as) => {
    const answer = toAnswer(composed);
    switch (as) {
      case 'json': {
        // Marks of the simulation are no part of the API's shape.
        const { system_fingerprint: _, ...body } = face.body(answer, 'true');
        return Buffer.from(JSON.stringify(body));
      }
      case 'stream': {
        const events = face.events(answer, { usage: 'true', usageAsked: true, usageRepeated: false });
        return Buffer.from([...events].map(written).join(''));
      }
    }
  };
}

function toAnswer({ id, model, text, atMs }: ComposedAnswer): Answer {
  return {
    id,
    model,
    createdAtSeconds: Math.floor(atMs / 1000),
    text,
    toolCall: null,
    finish: 'stop',
    inputUncachedTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    visibleTokens: 0,
    reasoningTokens: 0,
  };
}

function written({ event, data }: SimulatedEvent): string {
  return event === null ? `data: ${data}\n\n` : `event: ${event}\ndata: ${data}\n\n`;
}
