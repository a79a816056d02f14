import type { AnswerWire } from '../rewrite/answer-wire.ts';
import type { Slot, ValuePath } from '../rewrite/read-slots.ts';
import { type JsonObject, listOrEmpty, objectOrEmpty } from '../wire/json-object.ts';

/** Where the texts of chat completions stand. */
export const CHAT_TEXTS: AnswerWire = {
  inEvent: (path, event) => slotOf(path, event, 'delta'),
  inBody: (path, body) => slotOf(path, body, 'whole'),
  endsBefore: (event) =>
    listOrEmpty(event['choices'])
      .map(objectOrEmpty)
      .flatMap((choice) => (typeof choice['finish_reason'] === 'string' ? [`${String(choice['index'])}.`] : [])),
  turnOf: (key) => key.slice(0, key.indexOf('.') + 1),
  more,
  repeats: false,
  counter: null,
  noEcho: 'null',
  keepAlive: ': keep-alive\n\n',
};

function slotOf(path: ValuePath, body: JsonObject, kind: 'delta' | 'whole'): Slot {
  const [outer, choiceAt, holder] = path;
  if (path.length === 1) return typeof outer === 'string' && OUTER_NAMES.has(outer) ? NONE : WHOLE;
  if (outer === 'usage' || outer === 'error') return NONE;
  if (path.at(-2) === 'audio' && path.at(-1) === 'data') return NONE;
  if (outer !== 'choices' || typeof choiceAt !== 'number') return WHOLE;
  const isMessage = holder === 'delta' || holder === 'message' || holder === 'text';
  const form = path.at(-1) === 'arguments' ? 'json' : 'text';
  const sealed = path.some((step) => typeof step === 'string' && SEALED.has(step));
  if (kind === 'whole' || !isMessage || path.at(-1) === 'id') return { kind: 'whole', form, sealed };
  return { kind: 'delta', key: keyOf(path, body, choiceAt), form, sealed };
}

/** Elements of lists are known by the index they name, else by their place. */
function keyOf(path: ValuePath, body: JsonObject, choiceAt: number): string {
  const choice = listOrEmpty(body['choices'])[choiceAt];
  let value: unknown = choice;
  const steps: (string | number)[] = [indexOf(choice, choiceAt)];
  for (const step of path.slice(2)) {
    value = typeof step === 'number' ? listOrEmpty(value)[step] : objectOrEmpty(value)[step];
    steps.push(typeof step === 'number' ? indexOf(value, step) : step);
  }
  return steps.join('.');
}

function indexOf(value: unknown, place: number): number {
  const index = objectOrEmpty(value)['index'];
  return typeof index === 'number' ? index : place;
}

function more(event: JsonObject, path: ValuePath, text: string): JsonObject {
  const frame = Object.fromEntries(Object.entries(event).filter(([name]) => FRAME.has(name)));
  const [, at] = path;
  const choice = objectOrEmpty(listOrEmpty(event['choices'])[Number(at)]);
  const place = indexOf(choice, Number(at));
  const inner = nested(choice, path.slice(2), text);
  return { ...frame, choices: [{ index: place, ...objectOrEmpty(inner), finish_reason: null }] };
}

function nested(around: unknown, path: ValuePath, text: string): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return text;
  if (typeof step === 'string') return { [step]: nested(objectOrEmpty(around)[step], rest, text) };
  const element = listOrEmpty(around)[step];
  const index = objectOrEmpty(element)['index'];
  return [{ ...(index === undefined ? {} : { index }), ...objectOrEmpty(nested(element, rest, text)) }];
}

const FRAME: ReadonlySet<string> = new Set(['id', 'object', 'created', 'model', 'system_fingerprint', 'service_tier']);
const NONE: Slot = { kind: 'none' };
const WHOLE: Slot = { kind: 'whole', form: 'text', sealed: false };
const OUTER_NAMES: ReadonlySet<string> = new Set([
  'id',
  'object',
  'model',
  'system_fingerprint',
  'service_tier',
  'provider',
  'obfuscation',
]);
/** Reasoning of other vendors that hosts pass on with its signature. */
const SEALED: ReadonlySet<string> = new Set(['reasoning_details', 'thinking_blocks']);
