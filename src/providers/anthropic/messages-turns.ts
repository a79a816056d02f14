import type { BodyReader } from '../wire/body-reader.ts';
import { isObject, type JsonObject, listOrEmpty, objectOrEmpty, stringOrNull } from '../wire/json-object.ts';
import { callPart, mediaPart, resultPart, textPart, turnText } from '../wire/turn-text.ts';

/** One turn per message. Thinking leaves no trace: clients drop it, move it and sign it anew. */
export function messagesTurns(reader: BodyReader, messages: unknown): readonly string[] {
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
    const { role, content } = message;
    if (typeof role !== 'string') {
      reader.expected(`messages[${at}].role`, { wanted: 'a string', value: role });
      return [];
    }
    if (typeof content !== 'string' && !Array.isArray(content)) {
      reader.expected(`messages[${at}].content`, { wanted: 'a string or a list of blocks', value: content });
      return [];
    }
    turns.push(turnText(role, blocksText(content)));
  }
  return turns;
}

function blocksText(content: unknown): string {
  if (typeof content === 'string') return textPart(content);
  let parts = '';
  for (const block of listOrEmpty(content)) parts += blockText(objectOrEmpty(block));
  return parts;
}

function blockText(block: JsonObject): string {
  const type = stringOrNull(block['type']) ?? '';
  if (type === 'thinking' || type === 'redacted_thinking') return '';
  const text = stringOrNull(block['text']);
  if (type === 'text' && text !== null) return textPart(text);
  if (type.endsWith('tool_use')) return toolUse(block);
  const answered = stringOrNull(block['tool_use_id']);
  if (answered !== null) return resultPart({ id: answered, parts: blocksText(block['content']) });
  return mediaPart(`${type} ${mediaOf(objectOrEmpty(block['source']))}`);
}

function toolUse(block: JsonObject): string {
  return callPart({
    id: stringOrNull(block['id']) ?? '',
    name: stringOrNull(block['name']) ?? '',
    input: JSON.stringify(block['input'] ?? null),
  });
}

function mediaOf(source: JsonObject): string {
  return stringOrNull(source['data']) ?? stringOrNull(source['url']) ?? stringOrNull(source['file_id']) ?? '';
}
