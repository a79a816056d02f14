import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';

const seed = Number(process.env['SEED'] ?? 20260101);

test(`canonical text parses back to the same value and does not depend on the order of members (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = canonicalJson(value);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      assert.equal(canonicalJson(reversed(JSON.parse(text))), text);
    }),
    { seed, numRuns: 500 },
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const turned: Record<string, unknown> = Object.create(null);
  for (const [name, member] of Object.entries(value).reverse()) turned[name] = reversed(member);
  return turned;
}
