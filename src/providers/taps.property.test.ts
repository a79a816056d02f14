import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FACES } from '../domain/catalog/upstream.ts';
import { goldenAnswers, passThrough } from './golden-answer.fixture.ts';
import { seedOf } from './seed.fixture.ts';

const goldens = goldenAnswers().filter(({ bytes }) => bytes.length < 64 * 1024);
const cuts = fc.array(fc.nat(), { maxLength: 40 });

test('what a tap says and shows does not depend on how the answer was cut', (context) => {
  const golden = fc.constantFrom(...goldens);
  fc.assert(
    fc.property(golden, fc.boolean(), cuts, (answer, usageHidden, places) => {
      const whole = passThrough(answer, { usageHidden: usageHidden && answer.stream, cuts: [] });
      const cut = passThrough(answer, { usageHidden: usageHidden && answer.stream, cuts: places });
      assert.deepEqual(cut, whole);
    }),
    { seed: seedOf(context), numRuns: 2_000 },
  );
});

test('cut at every single byte, also inside characters and line ends, each stream reads the same', () => {
  for (const answer of goldens.filter(({ stream }) => stream)) {
    const everywhere = Array.from({ length: answer.bytes.length }, (_, at) => at);
    for (const usageHidden of [false, true]) {
      const whole = passThrough(answer, { usageHidden, cuts: [] });
      assert.deepEqual(passThrough(answer, { usageHidden, cuts: everywhere }), whole, answer.name);
    }
  }
});

test('an answer that ends anywhere gives usage that is right or none, and shows what came', (context) => {
  const streams = goldens.filter(({ name }) => !name.includes('usage-repeated'));
  fc.assert(
    fc.property(fc.constantFrom(...streams), fc.nat(), (answer, place) => {
      const bytes = answer.bytes.subarray(0, place % (answer.bytes.length + 1));
      const cut = passThrough({ ...answer, bytes, cut: true }, { usageHidden: false, cuts: [] });
      const whole = passThrough(answer, { usageHidden: false, cuts: [] });
      if (cut.facts.usage !== null) assert.deepEqual(cut.facts.usage, whole.facts.usage);
      assert.equal(cut.visible, Buffer.from(bytes).toString('latin1'));
    }),
    { seed: seedOf(context), numRuns: 2_000 },
  );
});

test('garbage never throws, passes unchanged where nothing is hidden, and is shown the same however it is cut', (context) => {
  const pieces = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .constantFrom('data: ', 'data:', 'event: x', '\n', '\r\n', '\n\n', '\r\n\r\n', ': note\n', '[DONE]', '\r')
      .map(utf8),
    fc.constantFrom('{"usage":', '{"prompt_tokens":1}', '"choices":[]', '}}', '{', ']', '\\"', '"', ',', ':').map(utf8),
    fc.constant('data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}').map(utf8),
    fc.json().map(utf8),
  );
  const bytes = fc.array(pieces, { maxLength: 60 }).map((all) => new Uint8Array(Buffer.concat(all)));
  fc.assert(
    fc.property(fc.constantFrom(...FACES), fc.boolean(), bytes, cuts, (face, stream, garbage, places) => {
      const answer = { face, stream, bytes: garbage, cut: false };
      const shown = passThrough(answer, { usageHidden: false, cuts: places });
      assert.equal(shown.visible, Buffer.from(garbage).toString('latin1'));
      const hidden = passThrough(answer, { usageHidden: stream, cuts: [] });
      assert.deepEqual(passThrough(answer, { usageHidden: stream, cuts: places }), hidden);
    }),
    { seed: seedOf(context), numRuns: 3_000 },
  );
});

function utf8(text: string): Uint8Array {
  return Buffer.from(text);
}
