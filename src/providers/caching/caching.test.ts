import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Face } from '../../domain/catalog/upstream.ts';
import type { AnswerCaching, SpannedBody } from '../../ports/dialect.ts';
import { dialects } from '../dialects.ts';

function cachingOf(face: Face): AnswerCaching {
  const { caching } = dialects[face];
  assert.ok(caching !== null);
  return caching;
}

/** A body whose outermost members are found the slow way. */
function body(value: Readonly<Record<string, unknown>>): SpannedBody {
  let text = '{';
  const members = Object.entries(value).map(([name, member]) => {
    const keyStart = text.length;
    text += `${JSON.stringify(name)}:`;
    const start = text.length;
    text += JSON.stringify(member);
    const end = text.length;
    text += ',';
    return { name, keyStart, start, end };
  });
  text = `${text.slice(0, -1)}}`;
  return { raw: Buffer.from(text), text, ascii: true, members };
}

const MESSAGES = [{ role: 'user', content: 'Hello' }];
const CHAT = { model: 'm', messages: MESSAGES };
const RESPONSES = { model: 'm', input: 'Hello' };
const CLAUDE = { model: 'm', messages: MESSAGES, max_tokens: 9 };
const FUNCTION = { type: 'function', function: { name: 'f' } };

// biome-ignore format: a table is read down
const BARS: readonly (readonly [face: Face, body: Readonly<Record<string, unknown>>, bar: string | null])[] = [
  ['openai-chat',        CHAT,                                                       null],
  ['openai-chat',        { ...CHAT, tools: [FUNCTION, { type: 'custom' }] },         null],
  ['openai-chat',        { ...CHAT, tools: [{ type: 'web_search' }] },               'vendor_tool'],
  ['openai-chat',        { ...CHAT, tools: 'all' },                                  'vendor_tool'],
  ['openai-chat',        { ...CHAT, n: 1 },                                          null],
  ['openai-chat',        { ...CHAT, n: 2 },                                          'several_choices'],
  ['openai-chat',        { ...CHAT, store: false, web_search_options: null },        null],
  ['openai-chat',        { ...CHAT, store: true },                                   'kept_by_vendor'],
  ['openai-chat',        { ...CHAT, invented_tomorrow: 1 },                          'unknown_member'],
  ['openai-responses',   RESPONSES,                                                  null],
  ['openai-responses',   { ...RESPONSES, previous_response_id: 'resp_1' },           'kept_by_vendor'],
  ['openai-responses',   { ...RESPONSES, prompt: { id: 'pmpt_1' } },                 'kept_by_vendor'],
  ['openai-responses',   { ...RESPONSES, background: true },                         'kept_by_vendor'],
  ['openai-responses',   { ...RESPONSES, tools: [{ type: 'file_search' }] },         'vendor_tool'],
  ['anthropic-messages', CLAUDE,                                                     null],
  ['anthropic-messages', { ...CLAUDE, tools: [{ name: 'f', input_schema: {} }] },    null],
  ['anthropic-messages', { ...CLAUDE, tools: [{ type: 'web_search_20250305' }] },    'vendor_tool'],
  ['anthropic-messages', { ...CLAUDE, container: 'c' },                              'kept_by_vendor'],
  ['openai-embeddings',  { model: 'm', input: 'Hello' },                             null],
];

test('bodies that bring in what changes, go on from what a vendor keeps, or are not understood are not answered again', () => {
  for (const [face, value, bar] of BARS) assert.equal(cachingOf(face).barOf(body(value)), bar, JSON.stringify(value));
});

test('only temperature 0 asks for one answer; embeddings always do', () => {
  for (const [temperature, expected] of [
    [0, true],
    [0.0001, false],
    [1, false],
    [null, false],
    ['0', false],
  ] as const)
    assert.equal(cachingOf('openai-chat').isDeterministic(body({ ...CHAT, temperature })), expected);
  assert.equal(cachingOf('anthropic-messages').isDeterministic(body(CLAUDE)), false);
  assert.equal(cachingOf('openai-embeddings').isDeterministic(body({ model: 'm', input: '' })), true);
});

// biome-ignore format: a table is read down
const ANSWERS: readonly (readonly [face: Face, golden: string, repeatable: boolean])[] = [
  ['openai-chat',        'openai-chat.json.plain.json',                    true],
  ['openai-chat',        'openai-chat.json.tool-use.json',                 false],
  ['openai-chat',        'openai-chat.json.interrupted.json',              false],
  ['openai-chat',        'openai-chat.stream.plain.sse',                   true],
  ['openai-chat',        'openai-chat.stream.crlf-and-comments.sse',       true],
  ['openai-chat',        'openai-chat.stream.tool-use.sse',                false],
  ['openai-chat',        'openai-chat.stream.interrupted.sse',             false],
  ['openai-chat',        'openai-chat.stream.error.sse',                   false],
  ['openai-responses',   'openai-responses.json.plain.json',               true],
  ['openai-responses',   'openai-responses.json.incomplete.json',          false],
  ['openai-responses',   'openai-responses.json.tool-use.json',            false],
  ['openai-responses',   'openai-responses.stream.cached-reasoning.sse',   true],
  ['openai-responses',   'openai-responses.stream.tool-use.sse',           false],
  ['openai-responses',   'openai-responses.stream.failed.sse',             false],
  ['openai-responses',   'openai-responses.stream.interrupted.sse',        false],
  ['anthropic-messages', 'anthropic-messages.json.plain.json',             true],
  ['anthropic-messages', 'anthropic-messages.json.thinking.json',          true],
  ['anthropic-messages', 'anthropic-messages.json.tool-use.json',          false],
  ['anthropic-messages', 'anthropic-messages.stream.cached.sse',           true],
  ['anthropic-messages', 'anthropic-messages.stream.thinking.sse',         true],
  ['anthropic-messages', 'anthropic-messages.stream.overloaded.sse',       false],
  ['anthropic-messages', 'anthropic-messages.stream.interrupted.sse',      false],
  ['openai-embeddings',  'openai-embeddings.json.plain.json',              true],
];

test('of recorded answers the whole ones that say everything themselves are repeatable, and no part of a stream is', () => {
  for (const [face, golden, expected] of ANSWERS) {
    const bytes = readFileSync(new URL(`../golden/${golden}`, import.meta.url));
    const stream = golden.endsWith('.sse');
    const { isRepeatable } = cachingOf(face);
    assert.equal(isRepeatable({ body: bytes, stream }), expected, golden);
    for (const part of [0.3, 0.6, 0.9]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * part));
      assert.equal(isRepeatable({ body: cut, stream }), false, `${golden}, the first ${part}`);
    }
  }
});

test('composed answers are read by their own dialect as whole, with nothing used', () => {
  const answer = { id: 'x1', model: 'workflow/away', text: 'I am "away" until 2026-12-01.', atMs: 1_700_000_000_000 };
  for (const face of ['openai-chat', 'openai-responses', 'anthropic-messages'] as const) {
    const dialect = dialects[face];
    for (const as of ['json', 'stream'] as const) {
      const bytes = dialect.composeAnswer?.(answer, as);
      assert.ok(bytes !== undefined);
      assert.equal(cachingOf(face).isRepeatable({ body: bytes, stream: as === 'stream' }), true);
      const tap = dialect.openTap({ stream: as === 'stream', usageHidden: false });
      tap.accept(bytes);
      tap.end();
      const { usage, responseModel, finishReason } = tap.facts();
      assert.deepEqual(new Set(Object.values(usage ?? {})), new Set([0]));
      assert.equal(responseModel, 'workflow/away');
      assert.ok(finishReason !== null);
    }
  }
});
