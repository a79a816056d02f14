import type { BodyReader } from '../wire/body-reader.ts';
import { isObject, type JsonObject, stringOrNull } from '../wire/json-object.ts';
import { callPart, mediaPart, resultPart, textPart, turnText } from '../wire/turn-text.ts';
import { contentParts } from './chat-turns.ts';

/** One turn per input item; reasoning items leave none. A plain string is one user message. */
export function responsesTurns(reader: BodyReader, input: unknown): readonly string[] {
  if (input === undefined || input === null) return [];
  if (typeof input === 'string') return [turnText('user', textPart(input))];
  if (!Array.isArray(input)) {
    reader.expected('input', { wanted: 'a string or a list', value: input });
    return [];
  }
  const turns: string[] = [];
  for (const [at, item] of input.entries()) {
    if (!isObject(item)) {
      reader.expected(`input[${at}]`, { wanted: 'an object', value: item });
      return [];
    }
    const turn = turnOf(item);
    if (turn !== null) turns.push(turn);
  }
  return turns;
}

function turnOf(item: JsonObject): string | null {
  const type = stringOrNull(item['type']) ?? 'message';
  if (type === 'reasoning') return null;
  if (type === 'message') {
    return turnText(stringOrNull(item['role']) ?? 'user', contentParts(item['content']));
  }
  const callId = stringOrNull(item['call_id']) ?? stringOrNull(item['id']) ?? '';
  if (type.endsWith('_output')) {
    const parts = contentParts(item['output']);
    return turnText('tool', resultPart({ id: callId, parts: parts === '' ? mediaPart(type) : parts }));
  }
  return turnText(
    type,
    callPart({
      id: callId,
      name: stringOrNull(item['name']) ?? '',
      input: stringOrNull(item['arguments']) ?? stringOrNull(item['input']) ?? '',
    }),
  );
}
