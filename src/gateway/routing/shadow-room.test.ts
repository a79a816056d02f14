import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnswerCapture } from './answer-capture.ts';
import { createShadowRoom, type ShadowWish } from './shadow-room.ts';

const DAY_MS = 86_400_000;
const wish = (change: Partial<ShadowWish> = {}): ShadowWish => ({
  useCaseId: 'drafting',
  nowMs: 5 * DAY_MS,
  worstNanodollars: 40n,
  dailyLimitNanodollars: '100',
  ...change,
});

test('a day of UTC holds as many worst cases as its limit, and what was not spent of them comes back', () => {
  const room = createShadowRoom({ atOnceMax: 10 });
  assert.deepEqual([room.enter(wish()), room.enter(wish()), room.enter(wish())], [true, true, false]);
  room.leave(wish(), 5n);
  assert.equal(room.enter(wish()), true, '40 are held, 5 are spent');
  assert.equal(room.enter(wish()), false);
  assert.equal(room.enter(wish({ useCaseId: 'other' })), true, 'each use case has a limit of its own');
  assert.equal(room.enter(wish({ nowMs: 6 * DAY_MS })), true, 'the next day begins anew');
  room.leave(wish(), 40n);
  assert.equal(room.enter(wish({ nowMs: 6 * DAY_MS })), true, 'what yesterday cost is not taken from today');
});

test('no more run at once than may, whatever their use case', () => {
  const room = createShadowRoom({ atOnceMax: 2 });
  const cheap = (useCaseId: string): ShadowWish => wish({ useCaseId, worstNanodollars: 1n });
  assert.deepEqual([room.enter(cheap('a')), room.enter(cheap('b')), room.enter(cheap('c'))], [true, true, false]);
  room.leave(cheap('a'), 1n);
  assert.equal(room.enter(cheap('c')), true);
});

test('an answer is held whole in the order in which it came, or not at all', () => {
  const capture = new AnswerCapture();
  assert.equal(capture.whole(), null);
  for (const piece of ['the ', 'train']) capture.add(Buffer.from(piece));
  assert.equal(Buffer.from(capture.whole() ?? []).toString(), 'the train');
  for (let at = 0; at < 300; at += 1) capture.add(new Uint8Array(1_024));
  assert.deepEqual([capture.isTooLong, capture.whole()], [true, null]);
  capture.clear();
  assert.equal(capture.isTooLong, false);
});
