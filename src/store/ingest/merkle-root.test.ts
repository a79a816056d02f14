import assert from 'node:assert/strict';
import { it } from 'node:test';
import { merkleRoot } from './merkle-root.ts';
import { SettledLines } from './settled-lines.ts';

// The leaves and roots that implementations of RFC 6962 check themselves by.
const leaves = ['', '\x00', '\x10', '\x20\x21', '01', '@ABC', 'PQRSTUVW', '`abcdefghijklmno'].map((leaf) =>
  Buffer.from(leaf),
);
const roots = [
  { count: 1, root: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d' },
  { count: 2, root: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125' },
  { count: 3, root: 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77' },
  { count: 7, root: 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c' },
  { count: 8, root: '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328' },
];

for (const { count, root } of roots) {
  it(`gives the root that RFC 6962 gives for ${count} leaves`, () => {
    assert.equal(merkleRoot(new SettledLines(leaves.slice(0, count))), root);
  });
}

it('refuses a tree without leaves, which would prove nothing', () => {
  assert.throws(() => merkleRoot(new SettledLines([])), RangeError);
});
