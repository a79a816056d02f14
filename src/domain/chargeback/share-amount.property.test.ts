import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shareAmount } from './share-amount.ts';

const seed = Number(process.env['SEED'] ?? 20260601);
const runs = { seed, numRuns: 500 };
console.info(`share-amount properties: seed ${seed}`);

const amounts = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const weights = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), weight: fc.bigInt({ min: 0n, max: 10n ** 18n }) }),
  {
    selector: ({ id }) => id,
    maxLength: 12,
  },
);
const total = (shares: readonly { readonly amount: bigint }[]): bigint =>
  shares.reduce((sum, { amount }) => sum + amount, 0n);

test('shares are the amount to the last unit, whatever the weights', () => {
  fc.assert(
    fc.property(amounts, weights, (amount, given) => {
      const shares = shareAmount(amount, given);
      const bearing = given.some(({ weight }) => weight > 0n);
      assert.equal(total(shares), bearing ? amount : 0n);
    }),
    runs,
  );
});

test('no share is a whole unit from its exact part, and nobody without weight gets one', () => {
  fc.assert(
    fc.property(amounts, weights, (amount, given) => {
      const sum = given.reduce((all, { weight }) => all + weight, 0n);
      const weightOf = new Map(given.map(({ id, weight }) => [id, weight]));
      for (const share of shareAmount(amount, given)) {
        const weight = weightOf.get(share.id) ?? 0n;
        assert.ok(weight > 0n);
        const off = share.amount * sum - amount * weight;
        assert.ok((off < 0n ? -off : off) < sum, `${share.id} is ${off}/${sum} off`);
      }
    }),
    runs,
  );
});

test('the order of those who share changes nothing', () => {
  fc.assert(
    fc.property(amounts, weights, (amount, given) => {
      const byId = (shares: ReturnType<typeof shareAmount>) => new Map(shares.map((share) => [share.id, share.amount]));
      assert.deepEqual(byId(shareAmount(amount, given)), byId(shareAmount(amount, given.toReversed())));
    }),
    runs,
  );
});
