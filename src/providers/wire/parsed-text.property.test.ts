import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FACES } from '../../domain/catalog/upstream.ts';
import { dialects } from '../dialects.ts';
import { spannedBody } from '../request-body.fixture.ts';
import { seedOf } from '../seed.fixture.ts';
import { isObject } from './json-object.ts';

const NAMES = ['content', 'text', 'output', 'role', 'input', '__proto__', 'c\\u006fntent', 'other'];
const STRINGS = [
  '"plain words"',
  '"é – ’"',
  '"a \\"quoted\\" \\u00e9 line\\n"',
  '"\\ud83d\\ude00 and \\ud800"',
  '"👋"',
];

/** JSON as it is written, in which a name may stand twice. */
const { written } = fc.letrec<Record<'written' | 'list' | 'object', string>>((tie) => ({
  written: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...STRINGS),
    tie('list'),
    tie('object'),
    fc.constantFrom('1', 'null'),
  ),
  list: fc.array(tie('written'), { maxLength: 3 }).map((values) => `[${values.join(' , ')}]`),
  object: fc
    .array(fc.tuple(fc.constantFrom(...NAMES), tie('written')), { maxLength: 4 })
    .map((members) => `{${members.map(([name, value]) => `"${name}" : ${value}`).join(',')}}`),
}));
const OUTERMOST = ['messages', 'input', 'system', 'tools', 'instructions', 'content', '__proto__'];
const bodies = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...OUTERMOST), written), { selector: ([name]) => name, maxLength: 5 })
  .map((members) => `{${members.map(([name, value]) => `"${name}":${value}`).join(',')}}`);

for (const face of FACES) {
  test(`a text is the same whether what was parsed is at hand or not, also of names that stand twice, at ${face}`, (context) => {
    fc.assert(
      fc.property(bodies, (json) => {
        const value: unknown = JSON.parse(json);
        assert.ok(isObject(value));
        const body = spannedBody(json);
        const textsOf = (given: typeof body): readonly string[] =>
          dialects[face].readParts(given).flatMap((unit) => unit.read().texts.map(({ text }) => text));
        assert.deepEqual(textsOf({ ...body, parsed: { value } }), textsOf(body));
      }),
      { seed: seedOf(context), numRuns: 400 },
    );
  });
}

test('of a name that stands twice both texts are read', () => {
  const json = '{"messages":[{"role":"user","content":"the first \\n","content":"the second \\n"}]}';
  const parsed = { value: JSON.parse(json) };
  const [unit] = dialects['openai-chat'].readParts({ ...spannedBody(json), parsed });
  assert.deepEqual(
    unit?.read().texts.map(({ text }) => text),
    ['the first \n', 'the second \n'],
  );
});
