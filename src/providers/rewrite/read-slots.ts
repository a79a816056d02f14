import type { AnswerText } from '../../ports/answer-texts.ts';
import type { JsonObject } from '../wire/json-object.ts';
import { BASE64, CIPHERED, WORD, WORDS } from '../wire/part-rules.ts';
import { endOfValue, type JsonNode, type Literal, skipSpace, walkLiterals } from '../wire/walk-literals.ts';
import { asBuffer } from './event-frame.ts';

/** Where a value stands, from the outermost object on: names of members, places in lists. */
export type ValuePath = readonly (string | number)[];

/**
 * What stands at a place of an answer.
 *   delta   a piece of the text that has this key; pieces of one key, in order, are one text
 *   whole   a text by itself, or one that came in pieces before and is told again
 *   echo    repeats texts in another form, which is dropped where texts may lose parts
 */
export type Slot =
  | { readonly kind: 'delta'; readonly key: string; readonly form: AnswerText['form']; readonly sealed: boolean }
  | { readonly kind: 'whole'; readonly form: AnswerText['form']; readonly sealed: boolean }
  | { readonly kind: 'echo' }
  | { readonly kind: 'none' };

export type FoundSlot = {
  readonly slot: Exclude<Slot, { readonly kind: 'none' }>;
  readonly path: ValuePath;
  /** In the bytes of the JSON; of a string with its quotes. */
  readonly start: number;
  readonly end: number;
  /** string: the text is written as a JSON string; raw: the text is the JSON itself. */
  readonly writing: 'string' | 'raw';
  readonly text: string;
};

/** Tells what a string at this place is; asked for every string that no name of the API explains. */
export type SlotRule = (path: ValuePath, body: JsonObject) => Slot;

/**
 * Every text of one event or one whole answer. What is named here or in the words of the API is left out; whatever is
 * new and unknown is a text.
 */
export function readSlots(json: Uint8Array, body: JsonObject, rule: SlotRule): readonly FoundSlot[] {
  const bytes = asBuffer(json);
  const text = bytes.toString('latin1');
  const found: FoundSlot[] = [];
  let passedTo = 0;
  for (const literal of walkLiterals(text, skipSpace(text, 0))) {
    if (literal.start < passedTo || literal.form === 'number') continue;
    const raw = literal.form === 'key' ? rawValue(text, literal) : null;
    if (literal.form === 'key' && raw === null) continue;
    const { start, end } = raw ?? literal;
    const path = raw === null ? pathOf(literal) : [...pathOf(literal.node), literal.name ?? ''];
    const slot = raw !== null && ECHOES.has(literal.name ?? '') ? ECHO : rule(path, body);
    if (slot.kind === 'none') continue;
    if (raw === null && literal.form === 'string' && isOpaque(text, literal)) continue;
    if (raw !== null || literal.form === 'deep') {
      passedTo = end;
      const json: FoundSlot['slot'] =
        slot.kind === 'echo' ? slot : { kind: 'whole', form: 'json', sealed: slot.sealed };
      found.push({ slot: json, path, start, end, writing: 'raw', text: bytes.toString('utf8', start, end) });
    } else {
      found.push({ slot, path, start, end, writing: 'string', text: stringAt(bytes, text, literal) });
    }
  }
  return found;
}

/** Where the value of a member stands that is looked at as one piece of JSON: what a model filled in freely. */
function rawValue(text: string, key: Literal): { readonly start: number; readonly end: number } | null {
  const name = key.name ?? '';
  if (!FREE.has(name) && !ECHOES.has(name)) return null;
  const start = skipSpace(text, skipSpace(text, key.end) + 1);
  const first = text.charCodeAt(start);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return null;
  return { start, end: endOfValue(text, start) };
}

/** Names, words and ciphers of the API, and media. */
function isOpaque(text: string, { name, start, end }: Literal): boolean {
  if (name === null) return false;
  const value = text.slice(start + 1, end - 1);
  if (CIPHERED.has(name)) return BASE64.test(value);
  if (value.length >= MEDIA_LENGTH_MIN && MEDIA.has(name)) return value.startsWith('data:') || BASE64.test(value);
  return (WORDS.has(name) || NAMES.has(name)) && WORD.test(value);
}

function stringAt(bytes: Buffer, text: string, { start, end }: Literal): string {
  const isPlain = !text.slice(start, end).includes('\\');
  if (isPlain) return bytes.toString('utf8', start + 1, end - 1);
  const value: unknown = JSON.parse(bytes.toString('utf8', start, end));
  return typeof value === 'string' ? value : '';
}

function pathOf(place: JsonNode | Literal): ValuePath {
  const path: (string | number)[] = [];
  if ('form' in place) {
    path.push(place.name ?? place.index);
    return [...pathOf(place.node), ...path];
  }
  for (let node: JsonNode | null = place; node?.parent?.parent != null; node = node.parent)
    path.unshift(node.name ?? node.index);
  return path;
}

const ECHO = { kind: 'echo' } as const;
const ECHOES: ReadonlySet<string> = new Set(['logprobs']);
const FREE: ReadonlySet<string> = new Set(['input', 'action', 'operation']);
const MEDIA: ReadonlySet<string> = new Set(['data', 'result', 'b64_json', 'partial_image_b64', 'image_url', 'url']);
/** Beside the words of the API: what tools and servers are called, and padding. */
const NAMES: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'server_label',
  'obfuscation',
  'finish_reason',
  'stop_reason',
]);
/** What is shorter is looked at, whatever it is called. */
const MEDIA_LENGTH_MIN = 1_024;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
