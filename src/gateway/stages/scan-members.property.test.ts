import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import fc from 'fast-check';
import { scanMembers } from './scan-members.ts';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 1_000_000);

/** JSON text of an object with odd spacing, and the object. */
const objects = fc
  .record({
    entries: fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-zA-Z_]{1,12}$/), fc.jsonValue({ maxDepth: 4 })), {
      selector: ([name]) => name,
      maxLength: 8,
    }),
    space: fc.constantFrom('', ' ', '\n', '\t ', '\r\n  '),
  })
  .map(({ entries, space }) => {
    const members = entries.map(([name, value]) => `${JSON.stringify(name)}${space}:${space}${JSON.stringify(value)}`);
    return { entries, text: `${space}{${space}${members.join(`${space},${space}`)}${space}}${space}` };
  });

test(`members stand where the parser reads them, in bytes, whatever the spacing and the characters (seed ${seed})`, () => {
  fc.assert(
    fc.property(objects, ({ entries, text }) => {
      const bytes = Buffer.from(text);
      const members = scanMembers(bytes.toString('latin1'));
      assert.ok(Array.isArray(members));
      assert.deepEqual(
        members.map((member) => member.name),
        entries.map(([name]) => name),
      );
      for (const [at, member] of members.entries()) {
        const value: unknown = JSON.parse(bytes.subarray(member.start, member.end).toString());
        assert.deepEqual(value, JSON.parse(JSON.stringify(entries[at]?.[1])));
        assert.equal(bytes[member.keyStart], 0x22);
      }
    }),
    { seed, numRuns: 500 },
  );
});

test(`a name that stands twice is found wherever it stands (seed ${seed})`, () => {
  fc.assert(
    fc.property(objects, fc.jsonValue({ maxDepth: 2 }), fc.nat(), ({ entries, text }, value, pick) => {
      const twice = entries[pick % Math.max(entries.length, 1)]?.[0];
      if (twice === undefined) return;
      // A function, since `$'` in a value would be taken for what stands behind the match.
      const doubled = text.replace('{', () => `{${JSON.stringify(twice)}:${JSON.stringify(value)},`);
      assert.deepEqual(scanMembers(Buffer.from(doubled).toString('latin1')), { duplicate: twice });
    }),
    { seed, numRuns: 300 },
  );
});

test('a name written with escapes is answered with escaped, since two readers may read it differently', () => {
  assert.deepEqual(scanMembers('{"m\\u006fdel":1}'), { escaped: true });
});

test('an empty object has no members', () => {
  assert.deepEqual(scanMembers(' { } '), []);
});
