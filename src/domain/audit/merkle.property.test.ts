import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashParts } from './audit-export.fixture.ts';
import { hashLeaf, merkleRoot, proveInclusion, toHex, verifyInclusion } from './merkle.ts';

const seed = Number(process.env['SEED'] ?? 20260105);
const runs = { seed, numRuns: 200 };
console.info(`merkle properties: seed ${seed}`);

const leafTexts = fc.array(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 70 });
const hashAll = (texts: readonly string[]): readonly Uint8Array[] => texts.map((text) => hashLeaf(text, hashParts));

/** RFC 6962 section 2.1, word for word: split at the largest power of two below n. */
function rootByDefinition(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) return only;
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  const halves = [rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split))];
  return hashParts([Uint8Array.of(1), ...halves]);
}

test('the root is the one that RFC 6962 defines', () => {
  fc.assert(
    fc.property(leafTexts, (texts) => {
      const leaves = hashAll(texts);
      assert.equal(toHex(merkleRoot(leaves, hashParts)), toHex(rootByDefinition(leaves)));
    }),
    runs,
  );
});

test('the root of no leaves is the hash of nothing', () => {
  assert.equal(toHex(merkleRoot([], hashParts)), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('a leaf is proved to be under the root by as many hashes as the tree is high, and no other leaf is', () => {
  fc.assert(
    fc.property(leafTexts, fc.nat(), fc.string(), (texts, at, other) => {
      const leaves = hashAll(texts);
      const index = at % leaves.length;
      const root = merkleRoot(leaves, hashParts);
      const proof = proveInclusion(leaves, index, hashParts);
      assert.ok(proof.length <= Math.ceil(Math.log2(leaves.length)));
      assert.ok(verifyInclusion({ leafHash: leaves[index] ?? root, proof, root }, hashParts));
      if (other === texts[index]) return;
      assert.equal(verifyInclusion({ leafHash: hashLeaf(other, hashParts), proof, root }, hashParts), false);
    }),
    runs,
  );
});

test('changing, dropping or repeating a leaf gives another root', () => {
  fc.assert(
    fc.property(leafTexts, fc.nat(), (texts, at) => {
      const index = at % texts.length;
      const root = toHex(merkleRoot(hashAll(texts), hashParts));
      const changed = texts.map((text, place) => (place === index ? `${text}!` : text));
      const dropped = texts.toSpliced(index, 1);
      const repeated = [...texts, texts.at(-1) ?? ''];
      for (const mutated of [changed, dropped, repeated]) {
        assert.notEqual(toHex(merkleRoot(hashAll(mutated), hashParts)), root);
      }
    }),
    runs,
  );
});
