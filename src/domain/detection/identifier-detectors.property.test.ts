import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createIdentifierDetectors } from './identifier-detectors.ts';
import { createScanner } from './scan-text.ts';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 1_000_000);
const scanner = createScanner(
  createIdentifierDetectors({
    sha256Bytes: () => new Uint8Array(32),
    keccak256Bytes: () => new Uint8Array(32),
    isPhoneNumber: () => true,
  }),
);

/** Words, signs and numbers of which the detectors take notice, in any order. */
const pieces = fc.constantFrom(
  ...[
    'ssn',
    'passport',
    'iban',
    'born',
    'phone',
    'card',
    'Main Street',
    'rue de',
    'Calle',
    'straße',
    'account',
    'national id',
  ],
  ...['P<UTO', '<<', '@', '.com', '://', '+', '(', ')', '-', '/', '.', ',', ';', '|', '"', '\n', '\n\n', ' ', ':', '='],
  ...[
    '4111',
    '1111',
    '12',
    '7',
    'DE89',
    '0x',
    'bc1q',
    '1980-01-02',
    'X1234567',
    '192.168.1.10',
    '2a00::1:2:345',
    '😀',
    'é',
  ],
);
const texts = fc.array(pieces, { maxLength: 120 }).map((parts) => parts.join(''));

test(`whatever stands in a text, no detector throws and findings lie within it, in order and apart (seed ${seed})`, () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { findings, failures } = scanner.scan(text);
      assert.deepEqual(failures, []);
      let last = 0;
      for (const { start, end } of findings) {
        assert.ok(start >= last && end > start && end <= text.length);
        last = end;
      }
    }),
    { seed, numRuns: 1500 },
  );
});

test(`the same text has the same findings, alone or after another (seed ${seed})`, () => {
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      const alone = scanner.scan(one);
      scanner.scan(other);
      assert.deepEqual(scanner.scan(one), alone);
    }),
    { seed, numRuns: 300 },
  );
});
