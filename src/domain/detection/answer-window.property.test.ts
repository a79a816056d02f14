import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findMadeUp, madeUpWindow, passed } from './answer-window.fixture.ts';

const seed = Number(process.env['SEED'] ?? 20260302);
console.info(`answer window properties: seed ${seed}`);

const secret = fc.oneof(
  fc.constantFrom('4111 1111 1111 1111', '5500000000000004', 'anna@post.example', 'Dr. Anna Maler'),
  fc.integer({ min: 24, max: 600 }).map((length) => `zk_${'q7Zx'.repeat(150).slice(0, length)}`),
  fc
    .integer({ min: 0, max: 60 })
    .map((lines) => `-----BEGIN TEST KEY-----\n${'QUJD\n'.repeat(lines)}-----END TEST KEY-----`),
);
const plain = fc.oneof(
  fc.lorem({ maxCount: 12 }),
  fc.constantFrom(
    '🙂',
    '\n',
    '```\n',
    '2026-01-02',
    'https://x.example/a?b=c',
    '今日は天気がいい',
    'Dr.',
    '4111',
    'zk_',
    '-----',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const texts = fc
  .array(fc.oneof({ arbitrary: plain, weight: 5 }, { arbitrary: secret, weight: 1 }), { maxLength: 40 })
  .map((pieces) => pieces.join(' '));
const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 });

test('whatever the cuts, the same goes on, and it is what the whole text would have given', () => {
  fc.assert(
    fc.property(texts, lengths, (text, cuts) => {
      const wanted = passed(madeUpWindow({ isWhole: true }).window, text);
      const one = madeUpWindow({});
      assert.equal(passed(one.window, text, cuts), wanted);
      const single = madeUpWindow({});
      assert.equal(passed(single.window, text, [1]), wanted);
      assert.deepEqual(one.told, single.told);
      assert.equal(one.told.length, findMadeUp(text).length);
    }),
    { seed, numRuns: 1_000 },
  );
});

test('of a text that is blocked nothing goes on but a beginning without a finding in it', () => {
  fc.assert(
    fc.property(texts, lengths, (text, cuts) => {
      const first = findMadeUp(text)[0];
      const out = passed(madeUpWindow({ action: 'block' }).window, text, cuts);
      if (first === undefined) assert.equal(out, text);
      else assert.ok(text.slice(0, first.start).startsWith(out));
    }),
    { seed, numRuns: 1_000 },
  );
});

test('JSON with findings anywhere in it is JSON afterwards, and holds none', () => {
  const leaf = fc.oneof(
    secret,
    fc.string({ unit: 'grapheme' }),
    fc.constant(4111111111111111),
    fc.double(),
    fc.boolean(),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(fc.string(), fc.constant('password')), tie('tree'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(tree, lengths, (value, cuts) => {
      const json = JSON.stringify(value);
      const wanted = passed(madeUpWindow({ form: 'json', isWhole: true }).window, json);
      JSON.parse(wanted);
      assert.equal(passed(madeUpWindow({ form: 'json' }).window, json, cuts), wanted);
    }),
    { seed, numRuns: 1_000 },
  );
});

test('each finding is told once, also where nothing waits for it', () => {
  fc.assert(
    fc.property(texts, lengths, fc.constantFrom('note' as const, 'redact' as const), (text, cuts, action) => {
      const { window, told } = madeUpWindow({ action });
      passed(window, text, cuts);
      assert.equal(told.length, findMadeUp(text).length);
    }),
    { seed, numRuns: 1_000 },
  );
});
