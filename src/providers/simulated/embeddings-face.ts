import type { JsonObject } from '../wire/json-object.ts';
import type { Question } from './question.ts';

/** One short vector per input, the same for the same text; numbers, or base64 where the client asks for it. */
export function embeddingsBody(body: JsonObject, question: Question, usage: boolean): JsonObject {
  const input = body['input'];
  const texts = typeof input === 'string' || isTokens(input) ? [input] : Array.isArray(input) ? input : [];
  const asBase64 = body['encoding_format'] === 'base64';
  return {
    object: 'list',
    data: texts.map((text: unknown, index: number) => {
      const vector = vectorOf(JSON.stringify(text));
      const embedding = asBase64 ? Buffer.from(vector.buffer).toString('base64') : [...vector];
      return { object: 'embedding', index, embedding };
    }),
    model: question.model,
    ...(usage ? { usage: { prompt_tokens: question.inputTokens, total_tokens: question.inputTokens } } : {}),
  };
}

function isTokens(input: unknown): boolean {
  return Array.isArray(input) && typeof input[0] === 'number';
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (let at = 0; at < text.length; at += 1) {
    const slot = (text.charCodeAt(at) * 31 + at) % DIMENSIONS;
    vector[slot] = (vector[slot] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

const DIMENSIONS = 64;
