import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { LineRoom } from './line-room.ts';
import { SettledLines } from './settled-lines.ts';

const lines = (...texts: readonly string[]): readonly Buffer[] => texts.map((text) => Buffer.from(text));

test('one batch after another is written down in the same bytes', () => {
  const room = new LineRoom();
  const first = new SettledLines(lines('{"a":1}', '{"b":2}'), room);
  const bytes = first.joined().buffer;
  assert.equal(first.joined().toString(), '{"a":1}\n{"b":2}');
  first.giveBack();
  const second = new SettledLines(lines('{"c":3}'), room);
  assert.equal(second.asJsonArray().toString(), '[{"c":3}]');
  assert.equal(second.asJsonArray().buffer, bytes);
});

test('what was not given back stays as it was', () => {
  const room = new LineRoom();
  const first = new SettledLines(lines('{"a":1}'), room);
  const second = new SettledLines(lines('{"b":2}'), room);
  assert.equal(first.asJsonArray().toString(), '[{"a":1}]');
  assert.equal(second.asJsonArray().toString(), '[{"b":2}]');
  second.giveBack();
  new SettledLines(lines('{"c":3}'), room);
  assert.equal(first.asJsonArray().toString(), '[{"a":1}]');
});

test('a larger batch gets more, and what is very large is not kept', () => {
  const room = new LineRoom();
  room.giveBack(room.take(10));
  const large = room.take(3 * 1024 * 1024);
  assert.ok(large.length >= 3 * 1024 * 1024);
  room.giveBack(large);
  assert.ok(room.take(10).length < 1024 * 1024);
});
