import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearInWords, nearNames } from './near-names.ts';

// biome-ignore format: a table is read down
const rows = [
  { meant: 'draftng',  known: ['coding', 'drafting'],            near: ['drafting'] },
  { meant: 'gpt-5',    known: ['gpt-5.4-mini', 'claude'],        near: ['gpt-5.4-mini'] },
  { meant: 'ADA',      known: ['ada', 'bob'],                    near: ['ada'] },
  { meant: 'warehouse', known: ['ada', 'bob'],                   near: [] },
  { meant: 'sam',      known: ['sam1', 'sam2', 'sam3', 'sam4'],  near: ['sam1', 'sam2', 'sam3'] },
] as const;
for (const { meant, known, near } of rows) {
  test(`"${meant}" is taken for ${near.length === 0 ? 'nothing that is known' : near.join(', ')}`, () => {
    assert.deepEqual(nearNames(meant, known), near);
  });
}

test('without a near name nothing is asked', () => {
  assert.equal(nearInWords([]), '');
  assert.equal(nearInWords(['a', 'b']), ' Did you mean "a" or "b"?');
});
