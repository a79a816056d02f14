import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createAnswerWindow } from '../../domain/detection/answer-window.ts';
import { createInspector } from './create-inspector.ts';
import { NO_SETTINGS } from './inspection-settings.ts';

const seed = Number(process.env['SEED'] ?? 20260303);
console.info(`answers under the house's own detectors: seed ${seed}`);

const inspector = createInspector(NO_SETTINGS, {
  nowMs: () => 0,
  nowNs: () => 0,
  digestOf: (value) => value,
  onPatternDisabled: () => undefined,
});

/** Made up, and put together here so that no file holds one. */
const SECRETS = [
  '4111 1111 1111 1111',
  '5500005555555559',
  'anna.maler@post-haus.de',
  'DE89 3704 0044 0532 0130 00',
  ['AKIA', 'Q3EGRXT5YZJ2KLMN'].join(''),
  ['postgres://app:', 'x7Rq2mVb9Kd', '@db.post-haus.de:5432/main'].join(''),
  ['password: ', 'Tr0ub4dor&3x'].join(''),
  [
    'eyJhbGciOiJIUzI1NiJ9.',
    'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkFubmEifQ',
    '.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1gFWFOEjXk4',
  ].join(''),
  [
    '-----BEGIN RSA PRIVATE ',
    'KEY-----\n',
    `${'MIIEowIBAAKCAQEA7bq3ZfQ9kT2v'.repeat(2)}\n`.repeat(20),
    '-----END RSA PRIVATE ',
    'KEY-----',
  ].join(''),
];
const words = fc.oneof(
  { arbitrary: fc.lorem({ maxCount: 14 }), weight: 6 },
  { arbitrary: fc.constantFrom(...SECRETS), weight: 2 },
  fc.constantFrom(
    '\n\n',
    '- ',
    '```js\nconst a = 1;\n```',
    '| 12 | 34.5 |',
    'https://post-haus.de/a?b=1',
    'am 3. Mai 2024',
    '今日は天気がいい',
  ),
);
const texts = fc.array(words, { minLength: 1, maxLength: 40 }).map((parts) => parts.join(' '));
const lengths = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 8 });

/** What describes a text as a whole is not replaced piece by piece. */
const DESCRIBES = /^(source_code|licence|person_name|organisation_name|marking)/;

function passed(
  text: string,
  cuts: readonly number[],
  how: { readonly isWhole: boolean; readonly form?: 'text' | 'json' },
): string {
  const window = createAnswerWindow(
    {
      holds: true,
      actionOf: (type) => (DESCRIBES.test(type) ? 'note' : 'redact'),
      inspect: (piece) => inspector.inspect([{ text: piece, digest: null }])[0]?.findings ?? null,
      name: ({ type }) => `[${type.toUpperCase()}_0123abcd]`,
      found: () => undefined,
    },
    { form: 'text', ...how },
  );
  let out = '';
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const length = cuts[turn % cuts.length] ?? 1;
    out += window.accept(text.slice(at, at + length));
    at += length;
  }
  return out + window.flush();
}

test('an answer that is inspected while it is written comes out as if it had been inspected whole', () => {
  fc.assert(
    fc.property(texts, lengths, (text, cuts) => {
      assert.equal(passed(text, cuts, { isWhole: false }), passed(text, [text.length], { isWhole: true }));
    }),
    { seed, numRuns: 300 },
  );
});

test('arguments of a tool come out alike too, are JSON still, and hold none of what was found', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('path', 'old', 'password', 'n'), texts), lengths, (value, cuts) => {
      const json = JSON.stringify(value);
      const out = passed(json, cuts, { isWhole: false, form: 'json' });
      assert.equal(out, passed(json, [json.length], { isWhole: true, form: 'json' }));
      assert.ok(typeof JSON.parse(out) === 'object');
    }),
    { seed, numRuns: 200 },
  );
});

test('each of the made-up secrets is found, letter by letter', () => {
  for (const secret of SECRETS) {
    const text = `Here it is, as you asked: ${secret} and nothing more of it today.`;
    const out = passed(text, [1], { isWhole: false });
    assert.ok(!out.includes(secret) && /\[[A-Z_]+_0123abcd\]/.test(out), out);
  }
});
