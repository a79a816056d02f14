import type { AnswerWire } from '../rewrite/answer-wire.ts';
import type { Slot, ValuePath } from '../rewrite/read-slots.ts';
import { type JsonObject, listOrEmpty, objectOrEmpty } from '../wire/json-object.ts';

/** Where the texts of messages stand. */
export const MESSAGES_TEXTS: AnswerWire = {
  inEvent,
  inBody: (path, body) => {
    const [outer, at] = path;
    if (outer !== 'content') return NAMES.has(String(outer)) ? NONE : WHOLE;
    return whole(objectOrEmpty(listOrEmpty(body['content'])[Number(at)]), path);
  },
  endsBefore: (event) => {
    const type = String(event['type']);
    const delta = objectOrEmpty(event['delta'])['type'];
    if (type === 'content_block_stop' || delta === 'signature_delta') return [`${String(event['index'])}.`];
    return ENDINGS.has(type) ? [''] : [];
  },
  turnOf: null,
  more: (event, path, text) => {
    const name = String(path.at(-1));
    return {
      type: 'content_block_delta',
      index: event['index'],
      delta: { type: DELTA_TYPES[name] ?? objectOrEmpty(event['delta'])['type'], [name]: text },
    };
  },
  repeats: false,
  counter: null,
  noEcho: 'null',
  keepAlive: 'event: ping\ndata: {"type": "ping"}\n\n',
};

function inEvent(path: ValuePath, event: JsonObject): Slot {
  const [outer, name] = path;
  switch (String(outer)) {
    case 'delta': {
      if (event['type'] !== 'content_block_delta') return NONE;
      return path.length === 2 ? piece(event, String(name)) : WHOLE;
    }
    case 'content_block': {
      const block = objectOrEmpty(event['content_block']);
      // What a block begins with is the first piece of its text.
      const isPiece = path.length === 2 && DELTA_TYPES[String(name)] !== undefined;
      return isPiece ? piece(event, String(name)) : whole(block, path);
    }
    case 'message':
      return name === 'content' ? WHOLE : NONE;
    default:
      return NAMES.has(String(outer)) ? NONE : WHOLE;
  }
}

/** What no answer says: names, sums and moments; the vendor's own words of what went wrong. Whatever is new is looked at. */
const NAMES: ReadonlySet<string> = new Set([
  ...['id', 'type', 'index', 'role', 'model', 'stop_reason', 'stop_sequence', 'usage', 'error', 'request_id'],
  ...['container', 'context_management'],
]);

function piece(event: JsonObject, name: string): Slot {
  const key = `${String(event['index'])}.${name}`;
  return { kind: 'delta', key, form: name === 'partial_json' ? 'json' : 'text', sealed: name === 'thinking' };
}

/** Thinking is signed: the vendor refuses it in the next turn when a letter was changed. */
function whole(block: JsonObject, path: ValuePath): Slot {
  if (block['type'] === 'redacted_thinking' && path.at(-1) === 'data') return NONE;
  return block['type'] === 'thinking' ? SEALED : WHOLE;
}

const NONE: Slot = { kind: 'none' };
const WHOLE: Slot = { kind: 'whole', form: 'text', sealed: false };
const SEALED: Slot = { kind: 'whole', form: 'text', sealed: true };
const DELTA_TYPES: Readonly<Record<string, string>> = {
  text: 'text_delta',
  thinking: 'thinking_delta',
  partial_json: 'input_json_delta',
};
const ENDINGS: ReadonlySet<string> = new Set(['message_delta', 'message_stop', 'error']);
