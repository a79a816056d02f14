import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isBrCpf } from './validate-americas.ts';
import { isInAadhaar } from './validate-asia.ts';
import { isAbaRouting, isClabe } from './validate-bank.ts';
import { isLuhn, isMod11And10, isMod11Minus2, isVerhoeff } from './validate-check-digits.ts';
import { isPlPesel } from './validate-europe-east.ts';
import { isChAhv, isNlBsn } from './validate-europe-west.ts';
import { isNhsNumber } from './validate-health.ts';
import { isIban } from './validate-iban.ts';
import { isAuAbn, isAuTfn } from './validate-oceania-africa.ts';
import { cardScheme } from './validate-payment-card.ts';
import { isBech32Address } from './validate-wallet.ts';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 1_000_000);

/** A check that sees every single wrong digit, and a value that passes it. */
const guaranteed: readonly (readonly [check: (text: string) => boolean, good: string])[] = [
  [isLuhn, '49927398716'],
  [isVerhoeff, '2363'],
  [isMod11And10, '86095742719'],
  [isMod11Minus2, '11010519491231002X'],
  [isAbaRouting, '021000021'],
  [isClabe, '032180000118359719'],
  [isNhsNumber, '9434765919'],
  [isBrCpf, '52998224725'],
  [isPlPesel, '44051401359'],
  [isChAhv, '7569217076985'],
  [isNlBsn, '111222333'],
  [isAuTfn, '123456782'],
  [isAuAbn, '51824753556'],
  [isInAadhaar, '234567890124'],
  [isIban, 'DE89370400440532013000'],
  [(text) => cardScheme(text) !== null, '4111111111111111'],
];

test(`one wrong digit breaks every check that promises to see it (seed ${seed})`, () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...guaranteed),
      fc.nat(),
      fc.integer({ min: 1, max: 9 }),
      ([check, good], place, add) => {
        assert.ok(check(good), good);
        const digits = [...good].flatMap((letter, at) => (/\d/.test(letter) ? [at] : []));
        const at = digits[place % digits.length] ?? 0;
        const wrong = good.slice(0, at) + ((Number(good.charAt(at)) + add) % 10) + good.slice(at + 1);
        assert.equal(check(wrong), false, wrong);
      },
    ),
    { seed, numRuns: 1000 },
  );
});

test(`two neighbours that change places break Verhoeff and MOD 97 (seed ${seed})`, () => {
  fc.assert(
    fc.property(
      fc.constantFrom(['2363', isVerhoeff] as const, ['GB29NWBK60161331926819', isIban] as const),
      fc.nat(),
      ([good, check], place) => {
        const at = place % (good.length - 1);
        const [one, other] = [good.charAt(at), good.charAt(at + 1)];
        fc.pre(one !== other);
        assert.equal(check(good.slice(0, at) + other + one + good.slice(at + 2)), false);
      },
    ),
    { seed, numRuns: 300 },
  );
});

test(`one wrong character breaks the checksum of a bech32 address (seed ${seed})`, () => {
  const good = ['bc1q', 'w508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'].join('');
  const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  assert.ok(isBech32Address(good));
  fc.assert(
    fc.property(fc.integer({ min: 3, max: good.length - 1 }), fc.constantFrom(...letters), (at, letter) => {
      fc.pre(good.charAt(at) !== letter);
      assert.equal(isBech32Address(good.slice(0, at) + letter + good.slice(at + 1)), false);
    }),
    { seed, numRuns: 300 },
  );
});

test(`no check throws, whatever it is given (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      for (const [check] of guaranteed) assert.equal(typeof check(text), 'boolean');
      assert.equal(typeof isBech32Address(text), 'boolean');
    }),
    { seed, numRuns: 500 },
  );
});
