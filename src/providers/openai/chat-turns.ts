import type { BodyReader } from '../wire/body-reader.ts';
import { isObject, type JsonObject, listOrEmpty, objectOrEmpty, stringOrNull } from '../wire/json-object.ts';
import { callPart, mediaPart, resultPart, textPart, turnText } from '../wire/turn-text.ts';

/** One turn per message, so that a conversation that grows keeps the turns it had. */
export function chatTurns(reader: BodyReader, messages: unknown): readonly string[] {
  if (!Array.isArray(messages)) {
    reader.expected('messages', { wanted: 'a list', value: messages });
    return [];
  }
  const turns: string[] = [];
  for (const [at, message] of messages.entries()) {
    if (!isObject(message)) {
      reader.expected(`messages[${at}]`, { wanted: 'an object', value: message });
      return [];
    }
    const role = message['role'];
    if (typeof role !== 'string') {
      reader.expected(`messages[${at}].role`, { wanted: 'a string', value: role });
      return [];
    }
    if (!isContent(message['content'])) {
      const value = message['content'];
      reader.expected(`messages[${at}].content`, { wanted: 'a string or a list of parts', value });
      return [];
    }
    turns.push(turnOf(role, message));
  }
  return turns;
}

function isContent(content: unknown): boolean {
  return content === undefined || content === null || typeof content === 'string' || Array.isArray(content);
}

function turnOf(role: string, message: JsonObject): string {
  const content = contentParts(message['content']) + textPart(stringOrNull(message['refusal']) ?? '');
  const answered = stringOrNull(message['tool_call_id']);
  if (answered !== null) return turnText(role, resultPart({ id: answered, parts: content }));
  let parts = content;
  for (const call of listOrEmpty(message['tool_calls'])) parts += toolCall(objectOrEmpty(call));
  if (isObject(message['function_call'])) parts += toolCall({ function: message['function_call'] });
  return turnText(role, parts);
}

function toolCall(call: JsonObject): string {
  const called = objectOrEmpty(call['function'] ?? call['custom']);
  return callPart({
    id: stringOrNull(call['id']) ?? '',
    name: stringOrNull(called['name']) ?? '',
    input: stringOrNull(called['arguments']) ?? stringOrNull(called['input']) ?? '',
  });
}

/** Text and media of a content that is a string or a list of parts; shared with the responses API. */
export function contentParts(content: unknown): string {
  if (typeof content === 'string') return textPart(content);
  let parts = '';
  for (const part of listOrEmpty(content)) parts += contentPart(objectOrEmpty(part));
  return parts;
}

function contentPart(part: JsonObject): string {
  const text = stringOrNull(part['text']) ?? stringOrNull(part['refusal']);
  if (text !== null) return textPart(text);
  return mediaPart(`${stringOrNull(part['type']) ?? ''} ${mediaOf(part)}`);
}

function mediaOf(part: JsonObject): string {
  const nested = objectOrEmpty(part['image_url'] ?? part['input_audio'] ?? part['file']);
  return (
    stringOrNull(part['image_url']) ??
    stringOrNull(nested['url']) ??
    stringOrNull(nested['data']) ??
    stringOrNull(nested['file_data']) ??
    stringOrNull(nested['file_id']) ??
    stringOrNull(part['file_data']) ??
    stringOrNull(part['file_url']) ??
    stringOrNull(part['file_id']) ??
    ''
  );
}
