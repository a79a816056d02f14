import type { AnswerWire } from '../rewrite/answer-wire.ts';
import type { Slot, ValuePath } from '../rewrite/read-slots.ts';
import type { JsonObject } from '../wire/json-object.ts';

/** Where the texts of responses stand. */
export const RESPONSES_TEXTS: AnswerWire = {
  inEvent,
  inBody: (path) => (path[0] === 'output' || path[0] === 'output_text' ? whole(path) : NONE),
  endsBefore: (event) => {
    const type = String(event['type']);
    if (!type.endsWith('.done')) return ENDINGS.has(type) ? [''] : [];
    return [`${String(event['output_index'])}.`];
  },
  turnOf: null,
  more: (event, _path, text) => {
    const place = Object.entries(event).filter(([name]) => PLACE.has(name));
    return { ...Object.fromEntries(place), delta: text, ...('logprobs' in event ? { logprobs: [] } : {}) };
  },
  repeats: true,
  counter: 'sequence_number',
  noEcho: '[]',
  keepAlive: ': keep-alive\n\n',
};

function inEvent(path: ValuePath, event: JsonObject): Slot {
  const [outer, second] = path;
  const type = String(event['type']);
  switch (String(outer)) {
    case 'response':
      return second === 'output' || second === 'output_text' ? whole(path) : NONE;
    case 'delta': {
      if (SOUND.test(type)) return NONE;
      const form = type.includes('arguments') ? 'json' : 'text';
      return path.length === 1 ? { kind: 'delta', key: keyOf(event, type), form, sealed: false } : whole(path);
    }
    case 'type':
    case 'item_id':
    case 'message':
    case 'code':
      return outer === 'code' && type.endsWith('.done') ? whole(path) : NONE;
    default:
      return whole(path);
  }
}

/** A text is known by where it stands in the output and by what it is. */
function keyOf(event: JsonObject, type: string): string {
  const inner = event['content_index'] ?? event['summary_index'] ?? '';
  return `${String(event['output_index'])}.${String(inner)}.${type}`;
}

function whole(path: ValuePath): Slot {
  return path.at(-1) === 'arguments' ? WHOLE_JSON : WHOLE;
}

/** What says of which text a piece is. */
const PLACE: ReadonlySet<string> = new Set([
  'type',
  'item_id',
  'output_index',
  'content_index',
  'summary_index',
  'sequence_number',
]);
const NONE: Slot = { kind: 'none' };
const WHOLE: Slot = { kind: 'whole', form: 'text', sealed: false };
const WHOLE_JSON: Slot = { kind: 'whole', form: 'json', sealed: false };
const SOUND = /^response\.(?:output_)?audio\.delta$/;
const ENDINGS: ReadonlySet<string> = new Set(['response.completed', 'response.incomplete', 'response.failed', 'error']);
