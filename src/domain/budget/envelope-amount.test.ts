import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EnvelopeUnit } from './envelope.ts';
import { amountAtAGlance, amountInWords, readAmount, writeAmount } from './envelope-amount.ts';

/** [unit, text, amount; undefined: it is none] */
const READ: readonly (readonly [EnvelopeUnit, string, bigint | undefined])[] = [
  ['nanodollars', '12.50', 12_500_000_000n],
  ['nanodollars', '12.5', 12_500_000_000n],
  ['nanodollars', '0.000000001', 1n],
  ['nanodollars', '0.0000000001', undefined],
  ['nanodollars', '-4.25', -4_250_000_000n],
  ['nanodollars', '+4', 4_000_000_000n],
  ['nanodollars', '1e3', undefined],
  ['nanodollars', '.5', undefined],
  ['nanodollars', '5.', undefined],
  ['nanodollars', '1,000', undefined],
  ['nanodollars', '$5', undefined],
  ['nanodollars', 'NaN', undefined],
  ['nanodollars', '', undefined],
  ['nanodollars', ' 5', undefined],
  ['nanodollars', '٥', undefined],
  ['tokens', '1000', 1_000n],
  ['tokens', '1000.0', undefined],
  ['requests', '0.5', undefined],
  ['concurrency', '20', 20n],
];
for (const [unit, text, amount] of READ)
  test(`${JSON.stringify(text)} of ${unit} is ${amount ?? 'no amount'}`, () =>
    assert.equal(readAmount(unit, text), amount));

/** [unit, amount, as it is written, in words] */
const WRITTEN: readonly (readonly [EnvelopeUnit, bigint, string, string])[] = [
  ['nanodollars', 0n, '0.00', '$0.00'],
  ['nanodollars', 1n, '0.000000001', '$0.000000001'],
  ['nanodollars', 1_234_500_000_000n, '1234.50', '$1,234.50'],
  ['nanodollars', -1_500_000_000n, '-1.50', '-$1.50'],
  ['nanodollars', 10n ** 18n, '1000000000.00', '$1,000,000,000.00'],
  ['tokens', 3_000n, '3000', '3,000 tokens'],
  ['requests', 1n, '1', '1 request'],
  ['concurrency', 5n, '5', '5 calls at once'],
];
for (const [unit, amount, text, words] of WRITTEN)
  test(`${amount} of ${unit} is written ${text} and said ${words}`, () => {
    assert.equal(writeAmount(unit, amount), text);
    assert.equal(amountInWords(unit, amount), words);
  });

/** [unit, amount, in a sentence at a glance] */
const GLANCED: readonly (readonly [EnvelopeUnit, bigint, string])[] = [
  ['nanodollars', 0n, '$0.00'],
  ['nanodollars', 1n, 'under $0.0001'],
  ['nanodollars', -1n, 'above -$0.0001'],
  ['nanodollars', 12_345_678n, '$0.0123'],
  ['nanodollars', 40_000_000n, '$0.04'],
  ['nanodollars', 1_491_672_437n, '$1.49'],
  ['nanodollars', -1_999_999_999n, '-$2.00'],
  ['tokens', 3_001n, '3,001 tokens'],
];
for (const [unit, amount, words] of GLANCED)
  test(`${amount} of ${unit} is ${words} at a glance`, () => assert.equal(amountAtAGlance(unit, amount), words));

test('what is written is read as the same amount, to the last nanodollar', () => {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`# seed ${seed}\n`);
  const unit = fc.constantFrom<EnvelopeUnit>('nanodollars', 'tokens', 'requests', 'concurrency');
  const law = fc.property(unit, fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (counts, amount) =>
    assert.equal(readAmount(counts, writeAmount(counts, amount)), amount),
  );
  fc.assert(law, { seed, numRuns: 300 });
});
