import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Face, Upstream } from '../domain/catalog/upstream.ts';
import { isRefusal } from '../domain/policy/refusal.ts';
import type { MemberSpan } from '../ports/dialect.ts';
import { dialects } from './dialects.ts';
import { upstreamRow } from './upstream/heard-call.fixture.ts';

/** Spans of the outermost members, for the plain bodies of these tests. */
function spansOf(raw: string): MemberSpan[] {
  const body: Record<string, unknown> = JSON.parse(raw);
  let from = 0;
  return Object.keys(body).map((name) => {
    const keyStart = raw.indexOf(JSON.stringify(name), from);
    const start = raw.slice(raw.indexOf(':', keyStart) + 1).search(/\S/) + raw.indexOf(':', keyStart) + 1;
    let end = start + 1;
    while (
      !isJson(raw.slice(start, end)) ||
      (isJson(raw.slice(start, end + 1).trimEnd()) && /[\d.e]/.test(raw[end] ?? ''))
    )
      end += 1;
    from = end;
    return { name, keyStart, start, end };
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function wire(face: Face, raw: string, upstreamModel: string): { readonly sent: string; readonly same: boolean } {
  const facts = dialects[face].readFacts(JSON.parse(raw));
  assert.ok(!isRefusal(facts));
  const bytes = Buffer.from(raw);
  const sent = dialects[face].toWire({ raw: bytes, members: spansOf(raw), facts, upstreamModel });
  return { sent: Buffer.from(sent).toString('utf8'), same: sent === bytes };
}

const MESSAGES = '"messages" : [ {"role":"user","content":"h\\u00e9llo 1.0e0"} ]';

test('a body that needs no change is sent as the very bytes that came', () => {
  assert.ok(wire('openai-chat', `{ "model":"m", ${MESSAGES} }`, 'm').same);
  assert.ok(
    wire('openai-chat', `{"model":"m",${MESSAGES},"stream":true,"stream_options":{"include_usage":true}}`, 'm').same,
  );
  assert.ok(wire('anthropic-messages', `{"model":"m",${MESSAGES},"stream":true,"max_tokens":1}`, 'm').same);
});

test('only the model’s name is exchanged where the upstream calls it otherwise', () => {
  const { sent } = wire(
    'anthropic-messages',
    `{ "max_tokens":1.0, "model" :  "alias" ,${MESSAGES},"x":1e2 }`,
    'real"name',
  );
  assert.equal(sent, `{ "max_tokens":1.0, "model" :  "real\\"name" ,${MESSAGES},"x":1e2 }`);
});

// stream_options as sent by the client, as sent on
const OPTIONS = [
  ['', ',"stream_options":{"include_usage":true}'],
  [',"stream_options":null', ',"stream_options":{"include_usage":true}'],
  [',"stream_options":{}', ',"stream_options":{"include_usage":true}'],
  [',"stream_options":{"include_usage":false}', ',"stream_options":{"include_usage":true}'],
  [',"stream_options":{"x":[1]}', ',"stream_options":{"x":[1],"include_usage":true}'],
] as const;

test('a stream is asked for its usage, and every other byte stays', () => {
  for (const [given, sentOn] of OPTIONS) {
    const raw = `{"model":"m",${MESSAGES},"stream":true${given} }`;
    assert.equal(wire('openai-chat', raw, 'm').sent, `{"model":"m",${MESSAGES},"stream":true${sentOn} }`);
    assert.equal(wire('openai-chat', raw, 'n').sent, `{"model":"n",${MESSAGES},"stream":true${sentOn} }`);
  }
});

const azure = (changes: Partial<Upstream>): Upstream =>
  upstreamRow('', { kind: 'azure-openai', baseUrl: 'https://x.openai.azure.com', ...changes });
const anthropic = upstreamRow('', { kind: 'anthropic', baseUrl: 'https://a.invalid' });
const PATHS: readonly (readonly [Face, Upstream, string])[] = [
  ['openai-chat', upstreamRow('https://o.invalid', { kind: 'openai' }), '/chat/completions'],
  ['openai-responses', upstreamRow('https://o.invalid', { kind: 'openai' }), '/responses'],
  ['openai-embeddings', upstreamRow('https://o.invalid'), '/embeddings'],
  ['anthropic-messages', upstreamRow('https://o.invalid'), '/messages'],
  ['anthropic-messages', anthropic, '/v1/messages'],
  ['anthropic-count-tokens', anthropic, '/v1/messages/count_tokens'],
  ['openai-chat', anthropic, '/v1/chat/completions'],
  ['openai-chat', azure({}), '/openai/v1/chat/completions'],
  ['openai-chat', azure({ apiVersion: 'preview' }), '/openai/v1/chat/completions?api-version=preview'],
  ['openai-chat', azure({ baseUrl: 'https://x.openai.azure.com/openai/v1' }), '/chat/completions'],
  [
    'openai-chat',
    azure({ apiVersion: '2024-10-21' }),
    '/openai/deployments/my%20model%2F..%3F/chat/completions?api-version=2024-10-21',
  ],
  ['openai-responses', azure({ apiVersion: '2025-04-01-preview' }), '/openai/responses?api-version=2025-04-01-preview'],
];

test('each face has its path at each kind of host, and a model’s name cannot leave its segment', () => {
  for (const [face, upstream, path] of PATHS) assert.equal(dialects[face].path(upstream, 'my model/..?'), path);
});
