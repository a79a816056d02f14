import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seedOf } from '../seed.fixture.ts';
import { readLeadingStrings, scanJsonBackwards } from './scan-json-ends.ts';

const NAMES = ['usage', 'id', 'model', 'other', 'us"age', 'usage\\', 'ü'];

test('read from its end alone, JSON gives the same outermost members as a parser does', (context) => {
  const tree = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>('{"usage":{"id":1}}', '"', '\\', 'ü"', '}', 1.5e3, null, true),
      fc.string(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 4 }),
    ),
  }));
  const object = fc.dictionary(fc.constantFrom(...NAMES), tree.value, { maxKeys: 6 });
  fc.assert(
    fc.property(object, fc.constantFrom(0, 2), (body, indent) => {
      const bytes = Buffer.from(JSON.stringify(body, null, indent));
      const read: Record<string, unknown> = {};
      scanJsonBackwards(bytes, new Set(['usage', 'id', 'model']), (member) => {
        if (member.depth === 1) read[member.name] = member.value;
        return true;
      });
      const parsed: Record<string, unknown> = JSON.parse(bytes.toString());
      for (const name of ['usage', 'id', 'model']) assert.deepEqual(read[name], parsed[name]);
      const leading = readLeadingStrings(bytes, new Set(['usage', 'id', 'model']));
      for (const name of ['usage', 'id', 'model']) {
        assert.equal(leading[name], typeof parsed[name] === 'string' ? parsed[name] : undefined);
      }
    }),
    { seed: seedOf(context), numRuns: 3_000 },
  );
});

test('no bytes make the reading of ends throw', (context) => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .string({ unit: fc.constantFrom(...'{}[]":,\\ua0 '), maxLength: 80 })
      .map((text) => new Uint8Array(Buffer.from(text))),
  );
  fc.assert(
    fc.property(bytes, (garbage) => {
      scanJsonBackwards(garbage, new Set(['a', 'ua', '']), () => true);
      readLeadingStrings(garbage, new Set(['a', 'ua', '']));
    }),
    { seed: seedOf(context), numRuns: 3_000 },
  );
});
