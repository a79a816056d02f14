/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or an empty one: for reading answers, where what is missing is simply not said. */
export function objectOrEmpty(value: unknown): JsonObject {
  return isObject(value) ? value : EMPTY;
}

export function listOrEmpty(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The parsed object, or null: a vendor's bytes are never trusted to be JSON. */
export function parseObject(text: string): JsonObject | null {
  // What is plainly no object is not worth an exception; `[DONE]` ends each chat stream.
  if (!/^\s*\{/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

const EMPTY: JsonObject = Object.freeze({});
