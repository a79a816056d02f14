import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LiveCall, LiveCalls } from './live-calls.ts';

test('calls come and go in any order, and a sweep ends those past their deadline, each once', () => {
  const live = new LiveCalls();
  const cut: string[] = [];
  const open = (name: string, deadlineMs: number): LiveCall => {
    const call: LiveCall = {
      place: -1,
      deadlineMs,
      stalledSinceMs: () => null,
      cut: () => {
        cut.push(name);
        live.remove(call);
      },
      keepAlive: () => undefined,
    };
    live.add(call);
    return call;
  };
  const [first, , third] = [
    open('first', 10),
    open('second', 10),
    open('third', 90),
    open('fourth', 10),
    open('fifth', 90),
  ];
  if (first !== undefined) live.remove(first);
  if (first !== undefined) live.remove(first);
  assert.equal(live.count, 4);
  live.sweep(50, 1_000);
  assert.deepEqual(cut.sort(), ['fourth', 'second']);
  if (third !== undefined) live.remove(third);
  assert.equal(live.count, 1);
  live.endAll();
  assert.deepEqual(cut.sort(), ['fifth', 'fourth', 'second']);
  assert.equal(live.count, 0);
});
