import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { partsOf, withText } from './request-body.fixture.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('what mixes capitals and digits is no word of an API, whatever member it stands in', () => {
  const body = { reasoning_effort: 'low', service_tier: 'Tier9', messages: [{ role: 'Role7', type: 'message' }] };
  const read = partsOf('openai-chat', JSON.stringify({ model: 'Small-2B', ...body })).texts.map(({ text }) => text);
  assert.deepEqual(read, ['low', 'Tier9', 'Role7']);
});

test('the name of an outermost member that no API has is text, and is written anew as a name', () => {
  const json = '{"messages":[],"my key 4711":1,"max_tokens":5,"sk_Live1":{"a":"b"}}';
  const { texts } = partsOf('openai-chat', json);
  assert.deepEqual(
    texts.map(({ path, text }) => `${path} ${text}`),
    ['{my key 4711} my key 4711', '{sk_Live1} sk_Live1', 'sk_Live1{a} a', 'sk_Live1.a b'],
  );
  const [first] = texts;
  if (first === undefined) throw new Error('not read');
  assert.equal(withText(json, first, 'x'), json.replace('my key 4711', 'x'));
});

test('a document in UTF-16 is read and written as such, with and without a mark', () => {
  const notes = 'Zoë’s notes of the day';
  const little = Buffer.from(notes, 'utf16le');
  const big = Buffer.from(little).swap16();
  for (const bytes of [little, big, Buffer.concat([Buffer.of(0xfe, 0xff), big])]) {
    const file_data = `data:text/plain;charset=utf-16;base64,${bytes.toString('base64')}`;
    const json = JSON.stringify({ messages: [{ role: 'user', content: [{ type: 'file', file: { file_data } }] }] });
    const part = partsOf('openai-chat', json).texts.find(({ text }) => text.endsWith(notes));
    if (part === undefined) throw new Error('not read');
    assert.equal(withText(json, part, part.text), json);
  }
  const file_data = `data:text/plain;base64,${base64('one \0 zero is no sign')}`;
  const json = JSON.stringify({ messages: [{ role: 'user', content: [{ type: 'file', file: { file_data } }] }] });
  assert.ok(partsOf('openai-chat', json).texts.some(({ text }) => text === 'one \0 zero is no sign'));
});
