import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { planDetectors } from './detector-plan.ts';
import { createDigitNearness, DIGITS_REACH } from './near-digits.ts';
import { createTextPass } from './text-pass.ts';

const pass = createTextPass(planDetectors([]), null);
const nearness = createDigitNearness(pass);
const texts = fc.string({ unit: fc.constantFrom('1', '7', 'a', ' ', '-'), maxLength: 400 });
const asked = fc.array(
  fc.record({ start: fc.integer({ min: -60, max: 420 }), size: fc.nat(160), digits: fc.nat(12) }),
  {
    maxLength: 12,
  },
);

/** By its definition: as many digits stand within reach of one of them, which a value that begins in the stretch reaches. */
function mayBegin(text: string, start: number, end: number, digits: number): boolean {
  if (digits === 0) return true;
  for (let at = Math.max(0, start); at < Math.min(text.length, end + DIGITS_REACH); at += 1) {
    const ahead = text.slice(at, at + DIGITS_REACH);
    if (/^\d/.test(ahead) && ahead.replaceAll(/\D/g, '').length >= digits) return true;
  }
  return false;
}

test('Whether a value may begin in a stretch is told of any stretches in any order as it is of one alone.', () => {
  fc.assert(
    fc.property(texts, asked, (text, stretches) => {
      pass.read(text);
      nearness.begin(text.length);
      for (const { start, size, digits } of stretches) {
        const end = start + size;
        assert.equal(nearness.mayBegin({ start, end }, digits), mayBegin(text, start, end, digits));
      }
    }),
    { numRuns: 2000 },
  );
});
