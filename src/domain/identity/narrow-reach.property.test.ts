import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RoleReach } from './house-role.ts';
import { isWithinReach, type Narrowing, narrowReach, type Part } from './narrow-reach.ts';

const id = fc.constantFrom('a', 'b', 'c');
const part: fc.Arbitrary<RoleReach> = fc.oneof(
  id.map((teamId) => ({ kind: 'team', teamId }) as const),
  id.map((useCaseId) => ({ kind: 'use_case', useCaseId }) as const),
);
const parts = fc.array(part, { maxLength: 4 });
const named = fc.oneof(fc.constant(undefined), id, fc.constant(['a', 'b']));
const narrowing: fc.Arbitrary<Narrowing> = fc.record({
  rows: fc.subarray<Part>(['team', 'use_case']),
  named: fc.record({ team: named, useCase: named }),
});
const row = fc.record({
  teamIds: fc.array(fc.option(id), { maxLength: 2 }),
  useCaseIds: fc.array(fc.option(id), { maxLength: 2 }),
});
const sees = (held: readonly RoleReach[], how: Narrowing, of: Parameters<typeof isWithinReach>[1]): boolean => {
  const reach = narrowReach(held, how);
  return reach !== undefined && isWithinReach(reach, of);
};
function check<Drawn>(property: fc.IProperty<Drawn>): void {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`# seed ${seed}\n`);
  fc.assert(property, { seed });
}

test('nobody is told of a row that belongs to no part of theirs', () => {
  check(
    fc.property(parts, narrowing, row, (held, how, of) => {
      if (!sees(held, how, of)) return;
      const own = held.some((reach) =>
        reach.kind === 'team'
          ? of.teamIds.some((teamId) => teamId === reach.teamId)
          : reach.kind === 'use_case' && of.useCaseIds.some((useCaseId) => useCaseId === reach.useCaseId),
      );
      assert.ok(own);
    }),
  );
});

test('a role more never takes a row away, and what all see is seen by a role for everything', () => {
  check(
    fc.property(parts, part, narrowing, row, (held, more, how, of) => {
      if (sees(held, how, of)) assert.ok(sees([...held, more], how, of));
      assert.ok(sees([...held, { kind: 'organisation' }], how, of));
    }),
  );
});

test('whoever names a part is told of no other of its kind, and whoever names one that is not theirs by it of nothing', () => {
  check(
    fc.property(parts, narrowing, (held, how) => {
      const reach = narrowReach(held, how);
      if (how.named.team === undefined || reach?.kind !== 'parts') return;
      assert.ok(reach.teamIds.every((teamId) => teamId === how.named.team));
    }),
  );
});

test('the order and number of roles change nothing', () => {
  check(
    fc.property(parts, narrowing, (held, how) => {
      assert.deepEqual(narrowReach([...held, ...held].reverse(), how), narrowReach(held, how));
    }),
  );
});
