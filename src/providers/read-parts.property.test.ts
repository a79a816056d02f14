import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FACES } from '../domain/catalog/upstream.ts';
import { partsOf, withText } from './request-body.fixture.ts';
import { seedOf } from './seed.fixture.ts';

const MARK = 'the secret of ';
const NAMES = [
  'messages',
  'input',
  'system',
  'tools',
  'content',
  'type',
  'role',
  'text',
  'source',
  'data',
  'arguments',
];

/** Any JSON value, whose strings are all told apart and are no words of an API. */
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, tie('text'), tie('list'), tie('object'), fc.integer(), fc.constant(null)),
  text: fc.uuid().map((id) => `${MARK}${id} – é"\\`),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 5 })), tie('value'), { maxKeys: 5 }),
}));
const bodies = fc.dictionary(fc.constantFrom(...NAMES, 'model', 'metadata', 'other'), value, { maxKeys: 6 });

function stringsIn(json: unknown): readonly string[] {
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null) return [];
  return Object.values(json).flatMap(stringsIn);
}

for (const face of FACES) {
  test(`no string of whatever body is forgotten at ${face}`, (context) => {
    fc.assert(
      fc.property(bodies, (body) => {
        const read = new Set(partsOf(face, JSON.stringify(body)).texts.map(({ text }) => text));
        for (const text of stringsIn(body)) assert.ok(read.has(text), text);
      }),
      { seed: seedOf(context), numRuns: 300 },
    );
  });

  test(`a text that is put in another's place changes nothing else at ${face}`, (context) => {
    fc.assert(
      fc.property(bodies, fc.nat(), (body, choice) => {
        const json = JSON.stringify(body);
        const texts = partsOf(face, json).texts.filter(({ text }) => text.startsWith(MARK));
        const part = texts[choice % Math.max(1, texts.length)];
        if (part === undefined) return;
        const escaped = JSON.stringify(part.text).slice(1, -1);
        assert.equal(withText(json, part, 'gone'), json.replace(escaped, 'gone'));
      }),
      { seed: seedOf(context), numRuns: 200 },
    );
  });
}
