import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeObligations } from './merge-obligations.ts';
import { phraseOf, readDoes, writeDoes } from './obligation-text.ts';

// biome-ignore format: a table is read down
const TABLE: readonly [string, string[], string][] = [
  ['the smallest bound of the output counts',                 ['clamp output to 500', 'clamp output to 20'],                             'clamp output to 20'],
  ['only models that every rule names are left',              ['route only to a, b', 'route only to b, c'],                              'route only to b'],
  ['what is redacted for good is not restored',               ['redact and restore of personal', 'redact of personal, health'],          'redact of health, personal'],
  ['what only one rule restores is restored',                 ['redact and restore of personal', 'redact of health'],                    'redact of health; redact and restore of personal'],
  ['to redact everything for good leaves nothing to restore', ['redact and restore of personal', 'redact'],                              'redact'],
  ['types that are named beside everything add nothing',      ['redact and restore of personal', 'redact and restore'],                  'redact and restore'],
  ['answers: the strongest action wins for each finding',     ['inspect answers: note of a, b', 'inspect answers: block of b'],          'inspect answers: block of b; inspect answers: note of a'],
  ['twice the same is once',                                  ['log content', 'log content', 'require template', 'require template'],    'log content; require template'],
];

for (const [name, phrases, expected] of TABLE) {
  test(name, () => {
    for (const order of [phrases, phrases.toReversed()]) {
      const does = readDoes(order, 'w');
      assert.ok(!('fault' in does));
      assert.equal(mergeObligations(does.obligations).map(phraseOf).join('; '), expected);
    }
  });
}

test('phrases that are read and written are the same again', () => {
  const text =
    'ask; redact and restore of personal; log content; inspect answers: note; clamp output to 7; route only to a, b';
  const does = readDoes([text], 'w');
  assert.ok(!('fault' in does));
  assert.deepEqual(readDoes([writeDoes(does)], 'w'), does);
});

test('what no rule can do is refused in words', () => {
  for (const text of [
    'shred',
    'clamp output to 0',
    'clamp output to many',
    'route only to',
    'redact of <b>',
    'refuse; warn',
  ]) {
    assert.ok('fault' in readDoes([text], 'w'), text);
  }
});
