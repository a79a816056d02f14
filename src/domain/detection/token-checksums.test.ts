import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  crc32,
  crc32InBase62,
  endsInAtlassianCrc,
  endsInCrc32,
  endsInGrafanaCrc,
  isBech32,
} from './token-checksums.ts';

test('The CRC is that of zlib: its check value is the published one.', () => {
  assert.equal(crc32('123456789'), 0xcbf43926);
  assert.equal(crc32(''), 0);
  assert.equal(crc32InBase62('123456789').length, 6);
});

test('A token that ends in the CRC of its random part is told from one that does not.', () => {
  const body = 'aB3'.repeat(10);
  const prefix = ['gh', 'p_'].join('');
  const token = prefix + body + crc32InBase62(body);
  assert.ok(endsInCrc32(token, prefix));
  assert.ok(!endsInCrc32(`${token.slice(0, -1)}~`, prefix));
});

test('Grafana and Atlassian write the CRC of all before it in hexadecimal.', () => {
  const grafana = `glsa${'_x9'.repeat(3)}`;
  assert.ok(endsInGrafanaCrc(`${grafana}_${crc32(grafana).toString(16).padStart(8, '0')}`));
  assert.ok(!endsInGrafanaCrc(`${grafana}_00000000`));
  const atlassian = 'ATATT3-made-up';
  assert.ok(endsInAtlassianCrc(`${atlassian}=${crc32(atlassian).toString(16).padStart(8, '0').toUpperCase()}`));
  assert.ok(!endsInAtlassianCrc(`${atlassian}=00000000`));
});

test('Bech32 is that of BIP 173: its own examples are right, and a change of one place is wrong.', () => {
  assert.ok(isBech32('A12UEL5L'));
  assert.ok(isBech32('abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw'));
  assert.ok(!isBech32('A12UEL5M'));
  assert.ok(!isBech32('abcdef'));
});
