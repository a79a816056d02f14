import assert from 'node:assert/strict';
import { it } from 'node:test';
import { storableLine } from './storable-line.ts';

// biome-ignore format: a table is read down
const table = [
  { what: 'a NUL',                               text: 'a\u0000b',  stored: 'a\ufffdb' },
  { what: 'an unpaired high surrogate',          text: 'a\ud800b',  stored: 'a\ufffdb' },
  { what: 'an unpaired low surrogate',           text: 'a\udc00b',  stored: 'a\ufffdb' },
  { what: 'a whole pair',                        text: 'a\u{1f600}', stored: 'a\u{1f600}' },
  { what: 'a backslash before letters',          text: 'a\\u0000b', stored: 'a\\u0000b' },
  { what: 'a backslash before a NUL',            text: 'a\\\u0000', stored: 'a\\\ufffd' },
  { what: 'another control character',           text: 'a\u0001b',  stored: 'a\u0001b' },
];

for (const { what, text, stored } of table) {
  it(`reads ${what} as PostgreSQL can hold it`, () => {
    assert.deepEqual(JSON.parse(storableLine(JSON.stringify({ text }))), { text: stored });
  });
}

it('keeps a pair that somebody else wrote as two escapes', () => {
  assert.equal(storableLine('{"text":"\\ud83d\\ude00"}'), '{"text":"\\ud83d\\ude00"}');
});
