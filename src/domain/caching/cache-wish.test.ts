import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCacheWish } from './cache-wish.ts';

// biome-ignore format: a table is read down
const WISHES: readonly (readonly [header: string | undefined, mayAnswer: boolean, mayKeep: boolean, age: number | null])[] = [
  [undefined,               true,  true,  null],
  ['',                      true,  true,  null],
  ['no-store',              false, false, null],
  ['No-Cache',              false, true,  null],
  ['no-cache="set-cookie"', false, true,  null],
  ['max-age=60',            true,  true,  60],
  ['private , max-age="5"', true,  true,  5],
  ['max-age=soon',          true,  true,  0],
  ['max-age=-1',            true,  true,  0],
  ['no-cache, no-store',    false, false, null],
  ['x-no-store',            true,  true,  null],
];

test('a client can keep its call out of the cache, or ask for a fresh or a young answer', () => {
  for (const [header, mayAnswer, mayKeep, ageSecondsMax] of WISHES)
    assert.deepEqual(readCacheWish(header), { mayAnswer, mayKeep, ageSecondsMax }, String(header));
});
