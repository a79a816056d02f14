import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createAnswerShelf } from './answer-shelf.ts';

const SEED = Number(process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const step = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key: fc.nat(30), bytes: fc.integer({ min: 1, max: 70 }) }),
  fc.record({ kind: fc.constant('get' as const), key: fc.nat(30), bytes: fc.constant(0) }),
  fc.record({ kind: fc.constant('remove' as const), key: fc.nat(30), bytes: fc.constant(0) }),
);

test('whatever is put, asked for and removed, the shelf stays within its bytes and never gives what was not put last', (t) => {
  t.diagnostic(`seed ${SEED}`);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const shelf = createAnswerShelf<number>({ bytesMax: 200, answerBytesMax: 60 });
      const last = new Map<string, { readonly value: number; readonly bytes: number }>();
      for (const [at, { kind, key, bytes }] of steps.entries()) {
        const name = `k${key}`;
        if (kind === 'get') {
          const value = shelf.get(name);
          if (value !== undefined) assert.equal(value, last.get(name)?.value);
        } else if (kind === 'remove') {
          shelf.remove(name);
          last.delete(name);
        } else {
          assert.equal(shelf.put(name, at, bytes), bytes <= 60);
          if (bytes <= 60) last.set(name, { value: at, bytes });
          else last.delete(name);
        }
        assert.ok(shelf.state().bytes <= 200);
        assert.ok(shelf.state().answers <= last.size);
      }
      assert.equal(shelf.removeWhere(() => true) >= 0 && shelf.state().bytes, 0);
    }),
    { seed: SEED },
  );
});

test('what is asked for again outlives a run of questions that nobody repeats', () => {
  const shelf = createAnswerShelf<string>({ bytesMax: 1_000, answerBytesMax: 100 });
  shelf.put('often', 'often', 100);
  shelf.get('often');
  for (let at = 0; at < 100; at++) shelf.put(`once ${at}`, 'once', 100);
  assert.equal(shelf.get('often'), 'often');
  assert.ok(shelf.state().evictions > 80);
});

test('an answer that left unasked and is put again stands among the regulars', () => {
  const shelf = createAnswerShelf<string>({ bytesMax: 1_000, answerBytesMax: 100 });
  for (let at = 0; at < 20; at++) shelf.put(`k${at}`, 'x', 100);
  assert.equal(shelf.get('k0'), undefined);
  shelf.put('k0', 'again', 100);
  for (let at = 20; at < 29; at++) shelf.put(`k${at}`, 'x', 100);
  assert.equal(shelf.get('k0'), 'again');
});
