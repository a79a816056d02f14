import { type JsonObject, listOrEmpty, objectOrEmpty } from '../wire/json-object.ts';

/** What a model said in one place of an answer. */
export type Said = { readonly place: string; readonly text: string };
export type TestFace = 'openai-chat' | 'openai-responses' | 'anthropic-messages';

/** How a face writes the places of its answers, whole and as events, and how a client reads them back. */
export type SpokenFace = {
  /** Places whose text is JSON. */
  readonly json: readonly string[];
  readonly text: readonly string[];
  readonly body: (said: readonly Said[]) => JsonObject;
  /** `cut` gives a text in pieces. */
  readonly events: (said: readonly Said[], cut: (text: string) => readonly string[]) => readonly JsonObject[];
  /** The texts of a stream's events, by place; what is told again stands under `<place> again`. */
  readonly heard: (events: readonly JsonObject[]) => Readonly<Record<string, string>>;
  readonly read: (body: JsonObject) => Readonly<Record<string, string>>;
};

const CHAT_PLACES = ['content', 'refusal', 'reasoning_content', 'reasoning', 'transcript', 'custom', 'arguments'];

/** Chat: everything under one choice, one after the other; tool calls have the indexes of their places. */
const CHAT: SpokenFace = {
  json: ['arguments'],
  text: CHAT_PLACES.slice(0, -1),
  body: (said) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [{ index: 0, message: merged(said.map(chatDelta)), logprobs: null, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
  }),
  events: (said, cut) => [
    chatChunk({ role: 'assistant', content: '' }, null),
    ...said.flatMap(({ place, text }) => cut(text).map((piece) => chatChunk(chatDelta({ place, text: piece }), null))),
    chatChunk({}, 'stop'),
    {
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      choices: [],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    },
  ],
  heard: (events) => {
    const heard: Record<string, string> = {};
    for (const event of events) {
      const delta = objectOrEmpty(objectOrEmpty(listOrEmpty(event['choices'])[0])['delta']);
      for (const [place, text] of Object.entries(chatTexts(delta))) heard[place] = (heard[place] ?? '') + text;
    }
    return heard;
  },
  read: (body) => chatTexts(objectOrEmpty(objectOrEmpty(listOrEmpty(body['choices'])[0])['message'])),
};

function chatChunk(delta: JsonObject, finish: string | null): JsonObject {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    obfuscation: 'x7Gq',
  };
}

function chatDelta({ place, text }: Said): JsonObject {
  if (place === 'transcript') return { audio: { transcript: text } };
  if (place === 'custom') return { tool_calls: [{ index: 0, type: 'custom', custom: { name: 'patch', input: text } }] };
  if (place !== 'arguments') return { [place]: text };
  return { tool_calls: [{ index: 1, id: 'call_1', type: 'function', function: { name: 'send', arguments: text } }] };
}

function merged(deltas: readonly JsonObject[]): JsonObject {
  const calls = deltas.flatMap((delta) => listOrEmpty(delta['tool_calls']));
  return Object.assign({ role: 'assistant' }, ...deltas, calls.length === 0 ? {} : { tool_calls: calls });
}

function chatTexts(delta: JsonObject): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const place of ['content', 'refusal', 'reasoning_content', 'reasoning']) put(texts, place, delta[place]);
  put(texts, 'transcript', objectOrEmpty(delta['audio'])['transcript']);
  for (const call of listOrEmpty(delta['tool_calls']).map(objectOrEmpty)) {
    put(texts, 'custom', objectOrEmpty(call['custom'])['input']);
    put(texts, 'arguments', objectOrEmpty(call['function'])['arguments']);
  }
  return texts;
}

function put(texts: Record<string, string>, place: string, text: unknown): void {
  if (typeof text === 'string' && text !== '') texts[place] = text;
}

/** Responses: each place is an output item of its own; deltas, then the text again three times. */
const RESPONSES: SpokenFace = {
  json: ['function_call_arguments', 'mcp_call_arguments'],
  text: [
    'output_text',
    'refusal',
    'reasoning_summary_text',
    'reasoning_text',
    'custom_tool_call_input',
    'code_interpreter_call_code',
  ],
  body: (said) => ({ id: 'resp_1', object: 'response', output: said.map(responseItem), usage: { input_tokens: 1 } }),
  events: (said, cut) => {
    const told = said.flatMap((each, index) => {
      const place = { item_id: `item_${index}`, output_index: index, ...INNER[each.place] };
      const type = `response.${each.place}`;
      return [
        {
          type: 'response.output_item.added',
          output_index: index,
          item: { ...responseItem({ ...each, text: '' }), status: 'in_progress' },
        },
        ...cut(each.text).map((delta) => ({ type: `${type}.delta`, ...place, delta, obfuscation: 'ab12' })),
        { type: `${type}.done`, ...place, [DONE_MEMBERS[each.place] ?? 'text']: each.text },
        { type: 'response.output_item.done', output_index: index, item: responseItem(each, index) },
      ];
    });
    const response = { id: 'resp_1', status: 'completed', output: said.map(responseItem), usage: { input_tokens: 1 } };
    const all = [
      { type: 'response.created', response: { id: 'resp_1', output: [] } },
      ...told,
      { type: 'response.completed', response },
    ];
    return all.map((event, at) => ({ ...event, sequence_number: at }));
  },
  heard: (events) => {
    const heard: Record<string, string> = {};
    for (const event of events) {
      const name = /^response\.(\w+)\.(delta|done)$/.exec(String(event['type']));
      const place = name?.[1] ?? '';
      if (name?.[2] === 'delta') heard[place] = (heard[place] ?? '') + String(event['delta']);
      const again = event[DONE_MEMBERS[place] ?? 'text'];
      if (name?.[2] === 'done' && typeof again === 'string') put(heard, `${place} again`, again);
      if (place === 'output_item' && name?.[2] === 'done') {
        for (const [at, text] of Object.entries(itemTexts(objectOrEmpty(event['item'])))) heard[`${at} in item`] = text;
      }
      if (event['type'] === 'response.completed') {
        for (const [at, text] of Object.entries(RESPONSES.read(objectOrEmpty(event['response']))))
          heard[`${at} at end`] = text;
      }
    }
    return heard;
  },
  read: (body) => Object.assign({}, ...listOrEmpty(body['output']).map((item) => itemTexts(objectOrEmpty(item)))),
};

const INNER: Readonly<Record<string, JsonObject>> = {
  output_text: { content_index: 0 },
  refusal: { content_index: 0 },
  reasoning_text: { content_index: 0 },
  reasoning_summary_text: { summary_index: 0 },
};
const DONE_MEMBERS: Readonly<Record<string, string>> = {
  refusal: 'refusal',
  function_call_arguments: 'arguments',
  mcp_call_arguments: 'arguments',
  custom_tool_call_input: 'input',
  code_interpreter_call_code: 'code',
};

function responseItem({ place, text }: Said, index = 0): JsonObject {
  const id = `item_${index}`;
  switch (place) {
    case 'output_text':
      return { id, type: 'message', role: 'assistant', content: [{ type: 'output_text', text, annotations: [] }] };
    case 'refusal':
      return { id, type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: text }] };
    case 'reasoning_summary_text':
      return { id, type: 'reasoning', summary: [{ type: 'summary_text', text }] };
    case 'reasoning_text':
      return { id, type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text }] };
    case 'custom_tool_call_input':
      return { id, type: 'custom_tool_call', call_id: 'call_1', name: 'patch', input: text };
    case 'code_interpreter_call_code':
      return { id, type: 'code_interpreter_call', code: text };
    default:
      return { id, type: place.replace('_arguments', ''), name: 'send', arguments: text };
  }
}

function itemTexts(item: JsonObject): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const part of [...listOrEmpty(item['content']), ...listOrEmpty(item['summary'])].map(objectOrEmpty)) {
    const place = { summary_text: 'reasoning_summary_text' }[String(part['type'])] ?? String(part['type']);
    put(texts, place, part['text'] ?? part['refusal']);
  }
  put(texts, 'custom_tool_call_input', item['input']);
  put(texts, 'code_interpreter_call_code', item['code']);
  put(texts, `${String(item['type'])}_arguments`, item['arguments']);
  return texts;
}

/** Messages: each place is a block. A citation and a search result come whole. */
const MESSAGES: SpokenFace = {
  json: ['partial_json'],
  text: ['text', 'thinking', 'cited_text', 'title'],
  body: (said) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content: said.map((each) => messageBlock(each, true)),
    stop_reason: 'end_turn',
    usage: { input_tokens: 1, output_tokens: 2 },
  }),
  events: (said, cut) => [
    {
      type: 'message_start',
      message: { id: 'msg_1', type: 'message', role: 'assistant', content: [], usage: { input_tokens: 1 } },
    },
    ...said.flatMap((each, index) => [
      { type: 'content_block_start', index, content_block: messageBlock(each, false) },
      ...(each.place === 'title' ? [] : pieces(each, cut)).map((delta) => ({
        type: 'content_block_delta',
        index,
        delta,
      })),
      { type: 'content_block_stop', index },
    ]),
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } },
    { type: 'message_stop' },
  ],
  heard: (events) => {
    const heard: Record<string, string> = {};
    for (const event of events) {
      const delta = objectOrEmpty(event['delta']);
      for (const place of ['text', 'thinking', 'partial_json']) {
        if (typeof delta[place] === 'string') heard[place] = (heard[place] ?? '') + delta[place];
      }
      put(heard, 'cited_text', objectOrEmpty(delta['citation'])['cited_text']);
      put(heard, 'title', objectOrEmpty(listOrEmpty(objectOrEmpty(event['content_block'])['content'])[0])['title']);
    }
    return heard;
  },
  read: (body) => {
    const texts: Record<string, string> = {};
    for (const block of listOrEmpty(body['content']).map(objectOrEmpty)) {
      put(texts, 'text', block['text']);
      put(texts, 'thinking', block['thinking']);
      put(texts, 'cited_text', objectOrEmpty(listOrEmpty(block['citations'])[0])['cited_text']);
      put(texts, 'title', objectOrEmpty(listOrEmpty(block['content'])[0])['title']);
      if (block['type'] === 'tool_use') texts['partial_json'] = JSON.stringify(block['input']);
    }
    return texts;
  },
};

function pieces({ place, text }: Said, cut: (text: string) => readonly string[]): readonly JsonObject[] {
  const type = { text: 'text_delta', thinking: 'thinking_delta', partial_json: 'input_json_delta' }[place];
  if (type === undefined) return [{ type: 'citations_delta', citation: { type: 'char_location', cited_text: text } }];
  const signature = place === 'thinking' ? [{ type: 'signature_delta', signature: 'c2lnbmVk' }] : [];
  return [...cut(text).map((piece) => ({ type, [place]: piece })), ...signature];
}

function messageBlock({ place, text }: Said, isWhole: boolean): JsonObject {
  switch (place) {
    case 'thinking':
      return { type: 'thinking', thinking: isWhole ? text : '', signature: isWhole ? 'c2lnbmVk' : '' };
    case 'partial_json':
      return { type: 'tool_use', id: 'toolu_1', name: 'send', input: isWhole ? JSON.parse(text) : {} };
    case 'title':
      return {
        type: 'web_search_tool_result',
        tool_use_id: 'toolu_2',
        content: [{ type: 'web_search_result', title: text }],
      };
    case 'cited_text':
      return { type: 'text', text: '', citations: isWhole ? [{ type: 'char_location', cited_text: text }] : null };
    default:
      return { type: 'text', text: isWhole ? text : '' };
  }
}

export const SPOKEN: { readonly [F in TestFace]: SpokenFace } = {
  'openai-chat': CHAT,
  'openai-responses': RESPONSES,
  'anthropic-messages': MESSAGES,
};
