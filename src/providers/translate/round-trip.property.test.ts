import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import { isRefusal } from '../../domain/policy/refusal.ts';
import { seedOf } from '../seed.fixture.ts';
import { isObject, type JsonObject, objectOrEmpty } from '../wire/json-object.ts';
import { sayableChatRequests, withoutNulls } from './conversation.fixture.ts';
import { translateRequest } from './translate-request.ts';

const TARGET = { upstreamModel: 'm', upstreamKind: 'openai', outputTokensMax: null } as const;

function translated(body: JsonObject, from: TranslatableFace, to: TranslatableFace): JsonObject {
  const result = translateRequest(body, { from, to }, TARGET);
  assert.ok(!isRefusal(result), isRefusal(result) ? result.why : '');
  return result.body;
}

function there(body: JsonObject, path: readonly TranslatableFace[]): JsonObject {
  let said = body;
  for (const [at, to] of path.slice(1).entries()) said = translated(said, path[at] ?? to, to);
  return said;
}

/** Members that one of the APIs must have, and the others need not. */
function comparable(body: JsonObject): JsonObject {
  const { max_completion_tokens: limit, tool_choice: choice, messages, ...rest } = body;
  return withoutNulls({
    ...rest,
    messages,
    // The Messages API demands a limit, and a choice where calls may not be parallel.
    max_completion_tokens: limit === 8_192 ? null : limit,
    tool_choice: choice === 'auto' ? null : choice,
  });
}

const PATHS: readonly (readonly TranslatableFace[])[] = [
  ['openai-chat', 'openai-responses', 'openai-chat'],
  ['openai-chat', 'anthropic-messages', 'openai-chat'],
  ['openai-chat', 'openai-responses', 'anthropic-messages', 'openai-chat'],
  ['openai-chat', 'anthropic-messages', 'openai-responses', 'openai-chat'],
];

for (const path of PATHS) {
  test(`what all APIs can say is the same after ${path.join(' → ')}`, (context) => {
    fc.assert(
      fc.property(sayableChatRequests(), (body) => {
        const given = comparable({ ...body, max_completion_tokens: body['max_completion_tokens'] ?? null });
        assert.deepEqual(comparable(there(body, path)), given);
      }),
      { seed: seedOf(context), numRuns: 400 },
    );
  });
}

for (const face of ['openai-responses', 'anthropic-messages'] as const) {
  test(`a request written in ${face} is the same after a way through each other API`, (context) => {
    const others = (['openai-chat', 'openai-responses', 'anthropic-messages'] as const).filter(
      (other) => other !== face,
    );
    fc.assert(
      fc.property(sayableChatRequests(), fc.constantFrom(...others), (body, other) => {
        const here = translated(body, 'openai-chat', face);
        const again = there(here, [face, other, face]);
        const { max_output_tokens: limit, tool_choice: choice, ...rest } = again;
        const expected = {
          ...withoutNulls({ max_output_tokens: limit === 8_192 ? null : limit, tool_choice: choice }),
          ...rest,
        };
        if (here['tool_choice'] === undefined && choice === 'auto') Reflect.deleteProperty(expected, 'tool_choice');
        assert.deepEqual(expected, here);
      }),
      { seed: seedOf(context), numRuns: 400 },
    );
  });
}

for (const from of ['openai-chat', 'openai-responses', 'anthropic-messages'] as const) {
  test(`a member that nobody knows is refused by its name, wherever it stands in ${from}`, (context) => {
    const others = (['openai-chat', 'openai-responses', 'anthropic-messages'] as const).filter(
      (other) => other !== from,
    );
    fc.assert(
      fc.property(sayableChatRequests(), fc.constantFrom(...others), fc.nat(), (said, to, place) => {
        const body = from === 'openai-chat' ? said : translated(said, 'openai-chat', from);
        const objects = objectsOf(body, OPAQUE[from]);
        const chosen = objects[place % objects.length];
        const changed = replaced(body, (value) => (value === chosen ? { ...chosen, invented_tomorrow: 1 } : value));
        const result = translateRequest(objectOrEmpty(changed), { from, to }, TARGET);
        assert.ok(isRefusal(result));
        assert.match(result.why, /invented_tomorrow/);
      }),
      { seed: seedOf(context), numRuns: 300 },
    );
  });
}

/** What is the caller's own, and may hold what it likes. */
const OPAQUE: { readonly [F in TranslatableFace]: readonly string[] } = {
  'openai-chat': ['parameters', 'schema'],
  'openai-responses': ['parameters', 'schema'],
  'anthropic-messages': ['input_schema', 'input', 'schema'],
};

/** Every object that is the API's own. */
function objectsOf(value: unknown, opaque: readonly string[]): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((each) => objectsOf(each, opaque));
  if (!isObject(value)) return [];
  const inner = Object.entries(value).filter(([name]) => !opaque.includes(name));
  return [value, ...inner.flatMap(([, each]) => objectsOf(each, opaque))];
}

function replaced(value: unknown, replace: (value: unknown) => unknown): unknown {
  const changed = replace(value);
  if (changed !== value) return changed;
  if (Array.isArray(value)) return value.map((each) => replaced(each, replace));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replaced(inner, replace)]));
}
