import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { detectionTools } from './detection-tools.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('the hashes are those of FIPS 180-4 and of Keccak as it was before SHA-3', () => {
  const empty = new Uint8Array();
  assert.equal(
    hex(detectionTools.sha256Bytes(empty)),
    ['e3b0c44298fc1c149afbf4c8996fb924', '27ae41e4649b934ca495991b7852b855'].join(''),
  );
  assert.equal(
    hex(detectionTools.keccak256Bytes(empty)),
    ['c5d2460186f7233c927e7db2dcc703c0', 'e500b653ca82273b7bfad8045d85a470'].join(''),
  );
});

test('a phone number is one that a plan gives out, in its own country when no plus says which', () => {
  const { isPhoneNumber } = detectionTools;
  assert.deepEqual(
    [
      isPhoneNumber('+49 30 901820', null),
      isPhoneNumber('030 901820', 'DE'),
      isPhoneNumber('030 901820', null),
      isPhoneNumber('+999 123 4567', null),
      isPhoneNumber('12', 'US'),
      isPhoneNumber('not a number', 'nowhere'),
    ],
    [true, true, false, false, false, false],
  );
});
