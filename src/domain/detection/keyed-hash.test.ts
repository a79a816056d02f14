import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createKeyedHash } from './keyed-hash.ts';

function hashOf(units: readonly number[], key = { first: 1, second: 2 }): string {
  const hash = createKeyedHash(key);
  hash.begin();
  for (const unit of units) hash.add(unit);
  hash.finish();
  return `${hash.high()}:${hash.low()}`;
}

test('Another key, another order or another length gives another hash', () => {
  const one = hashOf([97, 98, 99]);
  assert.notEqual(hashOf([97, 98, 99], { first: 1, second: 3 }), one);
  assert.notEqual(hashOf([97, 98, 99], { first: 2, second: 2 }), one);
  assert.notEqual(hashOf([97, 99, 98]), one);
  assert.notEqual(hashOf([97, 98, 99, 0]), one);
  assert.equal(hashOf([97, 98, 99]), one);
});

test('Asking for the hash on the way changes nothing of what follows', () => {
  const hash = createKeyedHash({ first: 5, second: 6 });
  hash.begin();
  hash.add(1);
  hash.finish();
  hash.add(2);
  hash.finish();
  assert.equal(`${hash.high()}:${hash.low()}`, hashOf([1, 2], { first: 5, second: 6 }));
});

test('Hashes of different short words differ, and their bits are even', () => {
  const seen = new Set<string>();
  const ones = new Array<number>(64).fill(0);
  const many = 20_000;
  for (let word = 0; word < many; word++) {
    const text = hashOf([word & 0xff, word >>> 8]);
    seen.add(text);
    const [high = 0, low = 0] = text.split(':').map(Number);
    for (let bit = 0; bit < 32; bit++) {
      ones[bit] = (ones[bit] ?? 0) + ((high >>> bit) & 1);
      ones[bit + 32] = (ones[bit + 32] ?? 0) + ((low >>> bit) & 1);
    }
  }
  assert.equal(seen.size, many);
  for (const count of ones) assert.ok(Math.abs(count / many - 0.5) < 0.02);
});

test('Any units are taken', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffff)), (units) => /^\d+:\d+$/.test(hashOf(units))),
    { seed: 11 },
  );
});
