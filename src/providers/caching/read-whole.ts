import { visitEvents } from '../tap/event-data.ts';
import { type JsonObject, parseObject, textOf } from '../wire/json-object.ts';

/** A whole JSON answer, or null. */
export function bodyOf(bytes: Uint8Array): JsonObject | null {
  return parseObject(textOf(bytes));
}

/** All events of a whole stream; `ended`: the last of them is the API's own word for the end, and nothing follows it. */
export function eventsOf(
  bytes: Uint8Array,
  endWord: string,
): { readonly events: readonly JsonObject[]; readonly ended: boolean } {
  const events: JsonObject[] = [];
  let ended = false;
  let readable = true;
  visitEvents(bytes, (data) => {
    const text = textOf(data.bytes);
    const event = parseObject(text);
    readable = !ended && (event !== null || text.trim() === endWord);
    ended = text.trim() === endWord || event?.['type'] === endWord;
    if (event !== null) events.push(event);
    return readable;
  });
  return { events, ended: ended && readable };
}
