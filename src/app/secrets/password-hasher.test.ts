import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPasswordHasher } from './password-hasher.ts';

const QUICK = { N: 2, r: 1, p: 1 };

test('a hash holds its parameters and a salt of its own, matches its password in any form of the same text, and no other', async () => {
  const costly = await createPasswordHasher().hash('caf\u00e9 au lait, twice');
  assert.match(costly ?? '', /^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  const { hash, matches } = createPasswordHasher(QUICK);
  const one = await hash('caf\u00e9 au lait, twice');
  assert.notEqual(await hash('caf\u00e9 au lait, twice'), one);
  assert.equal(await matches('cafe\u0301 au lait, twice', one), true);
  assert.equal(await matches('cafe au lait, twice', one), false);
});

test('a hash made with other parameters is still read, and nobody without a hash gets in', async () => {
  const old = await createPasswordHasher(QUICK).hash('seven quiet otters');
  const { matches } = createPasswordHasher({ N: 4, r: 1, p: 1 });
  assert.equal(await matches('seven quiet otters', old), true);
  assert.equal(await matches('seven quiet otters', null), false);
});

test('beyond fifty in line whoever comes is asked to come again, and the line goes on', async () => {
  const { hash } = createPasswordHasher(QUICK);
  const all = await Promise.all(Array.from({ length: 60 }, () => hash('seven quiet otters')));
  assert.equal(all.filter((one) => one === null).length, 8);
  assert.notEqual(await hash('seven quiet otters'), null);
});
