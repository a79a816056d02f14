import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRestorer, indexPlaceholders } from './restore-text.ts';

const seed = Number(process.env['SEED'] ?? 20260301);
console.info(`restoration properties: seed ${seed}`);

const PLACEHOLDERS = ['[EMAIL_0123abcd]', '[EMAIL_0123abce]', '[PERSON_NAME_ffffffff]', '[A_00000000]'];

const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...PLACEHOLDERS, '"', '\\', '[', '\n'));
const restores = fc.array(value, { minLength: 1, maxLength: PLACEHOLDERS.length }).map((values) => {
  return new Map(values.map((each, at): [string, string] => [PLACEHOLDERS[at] ?? '', each]));
});
const piece = fc.oneof(
  fc.constantFrom(...PLACEHOLDERS, ...PLACEHOLDERS.map((each) => each.toLowerCase())),
  fc.constantFrom('\\[EMAIL\\_0123abcd\\]', '[EMAIL_', '[', ']', '\\', '\\\\', '_', '{', '"', '`', '**', ' ', '😀'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const forms = fc.constantFrom('text' as const, 'json' as const);

test('whatever the cuts, restoration gives the same text', () => {
  fc.assert(
    fc.property(texts, restores, forms, fc.array(fc.nat(), { maxLength: 20 }), (text, restore, form, cuts) => {
      const index = indexPlaceholders(restore);
      const whole = createRestorer(index, form);
      const wanted = whole.accept(text) + whole.flush();
      const cut = createRestorer(index, form);
      let given = '';
      for (const part of partsOf(text, cuts)) given += cut.accept(part);
      assert.equal(given + cut.flush(), wanted);
      const single = createRestorer(index, form);
      given = '';
      for (let at = 0; at < text.length; at += 1) given += single.accept(text.slice(at, at + 1));
      assert.equal(given + single.flush(), wanted);
    }),
    { seed, numRuns: 2_000 },
  );
});

test('a text with placeholders in it, redacted and restored, is the text again', () => {
  const words = fc.array(fc.oneof(fc.constantFrom(...PLACEHOLDERS), fc.stringMatching(/^[a-z ,.]*$/)), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(words, restores, (parts, restore) => {
      const restorer = createRestorer(indexPlaceholders(restore), 'text');
      const wanted = parts.map((part) => restore.get(part) ?? part).join('');
      assert.equal(restorer.accept(parts.join('')) + restorer.flush(), wanted);
    }),
    { seed, numRuns: 1_000 },
  );
});

function partsOf(text: string, cuts: readonly number[]): readonly string[] {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  let start = 0;
  return [...places, text.length].map((place) => {
    const part = text.slice(start, place);
    start = place;
    return part;
  });
}
