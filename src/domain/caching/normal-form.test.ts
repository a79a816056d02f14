import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalForm, type WrittenBody } from './normal-form.ts';

const NONE: ReadonlySet<string> = new Set();

/** Members of a flat body, found the slow way. */
function written(text: string): WrittenBody {
  const names = Object.keys(JSON.parse(text));
  const latin = Buffer.from(text).toString('latin1');
  const members = names.map((name) => {
    const start = latin.indexOf(':', latin.indexOf(`"${name}"`)) + 1;
    return { name, start, end: endOf(latin, start) };
  });
  return { text: latin, members };
}

function endOf(text: string, start: number): number {
  for (let end = text.length; end > start; end--) {
    try {
      JSON.parse(text.slice(start, end));
      return end;
    } catch {}
  }
  throw new Error('no value');
}

test('the order of the outermost members and the spaces between tokens do not tell bodies apart', () => {
  const one = normalForm(written('{"b":[1,{"x":"a  b"}],"a":0}'), NONE);
  const other = normalForm(written('{ "a" : 0 ,\n\t"b" : [ 1 , { "x" : "a  b" } ] }'), NONE);
  assert.equal(one, other);
  assert.equal(one, '{"a":0,"b":[1,{"x":"a  b"}]}');
});

test('spaces inside of strings, also behind escaped quotes, do tell them apart', () => {
  const forms = ['{"a":"x y"}', '{"a":"x  y"}', '{"a":"x\\" y"}', '{"a":"x\\"  y"}', '{"a":"x\\\\", "b":" "}'];
  assert.equal(new Set(forms.map((text) => normalForm(written(text), NONE))).size, forms.length);
});

test('what a model reads in order keeps its order: tools, schemas and their members', () => {
  const one = normalForm(written('{"schema":{"name":1,"age":2}}'), NONE);
  assert.notEqual(one, normalForm(written('{"schema":{"age":2,"name":1}}'), NONE));
});

test('numbers that a parser would round to one another stay apart, and a name that stands twice counts twice', () => {
  assert.notEqual(
    normalForm(written('{"seed":9007199254740993}'), NONE),
    normalForm(written('{"seed":9007199254740992}'), NONE),
  );
  assert.notEqual(normalForm(written('{"a":{"x":1,"x":2}}'), NONE), normalForm(written('{"a":{"x":2}}'), NONE));
});

test('texts that look alike in other Unicode forms are not equal', () => {
  const forms = [
    '{"a":"\u00e9"}',
    '{"a":"e\u0301"}',
    '{"a":"\\u00e9"}',
    '{"a":"\uff45"}',
    '{"a":"\u0435"}',
    '{"a":"e"}',
  ];
  assert.equal(new Set(forms.map((text) => normalForm(written(text), NONE))).size, forms.length);
});

test('members that are left out make no difference, and no value is taken for its neighbour', () => {
  const leftOut = new Set(['user']);
  assert.equal(normalForm(written('{"a":1,"user":"x"}'), leftOut), normalForm(written('{"a":1}'), leftOut));
  assert.notEqual(normalForm(written('{"a":"1,\\"b\\":2"}'), NONE), normalForm(written('{"a":"1","b":2}'), NONE));
});
