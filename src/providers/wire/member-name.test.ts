import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partsOf } from '../request-body.fixture.ts';
import { memberName } from './member-name.ts';

test('a name is given as it stands, whether it is a usual one or only looks like it', () => {
  for (const name of ['role', 'rode', 'content', 'contents', 'content_', 'roel', '', 'x', 'é', 'n'.repeat(300)])
    assert.equal(memberName(`{"${name}":1}`, { start: 2, end: 2 + name.length }), name);
});

test('a name that every object of the language has is of no kind by itself', () => {
  const body = '{"constructor":"a","messages":[{"role":"constructor","content":"b","toString":{"valueOf":"c"}}]}';
  const kinds = partsOf('openai-chat', body).texts.map(({ text, kind }) => `${text} ${kind}`);
  assert.deepEqual(kinds, ['a other', 'b user', 'c user']);
});
