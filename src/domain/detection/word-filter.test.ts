import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWordFilter } from './word-filter.ts';

const words = ['return', 'require_once', 'is', 'lautet', 'password'];
const mayBe = createWordFilter(words);
const whole = (text: string) => mayBe(text, { start: 0, end: text.length });

test('A filter lets through each of its words, in whatever case and wherever it stands', () => {
  for (const word of words) {
    assert.ok(whole(word));
    assert.ok(whole(word.toUpperCase()));
    assert.ok(mayBe(`x ${word} y`, { start: 2, end: 2 + word.length }));
  }
});

test('A filter turns away nearly all other words', () => {
  const others = Array.from({ length: 2000 }, (_, at) => `word${at.toString(36)}`);
  assert.ok(others.filter(whole).length < 40);
});
