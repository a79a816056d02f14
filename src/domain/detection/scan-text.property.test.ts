import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CREDENTIAL_DETECTORS } from './credential-detectors.ts';
import { drawFrom, randomText } from './credentials.fixture.ts';
import type { Detector } from './detector.ts';
import { planDetectors } from './detector-plan.ts';
import { spanInOriginal } from './offset-map.ts';
import { toPlainView } from './plain-view.ts';
import { createScanner } from './scan-text.ts';
import { emptySightings } from './sightings.ts';
import { createTextPass } from './text-pass.ts';

const seed = Number(process.env['SEED'] ?? 20261122);
const runs = { seed, numRuns: 150 };
console.info(`scan-text properties: seed ${seed}`);

const scanner = createScanner(CREDENTIAL_DETECTORS);
/** Reports whatever it is called for, so that every offset is put to the proof. */
const everything: Detector = {
  ...{ id: 'everything', version: 1, types: ['password'], words: [] },
  anchors: [
    ...(['digit_run', 'at_sign', 'scheme', 'token_run', 'dotted', 'colons'] as const).map((trigger) => ({
      kind: 'trigger' as const,
      trigger,
    })),
    { kind: 'literal', text: 'a' },
  ],
  check: ({ start, end }, _scanned, report) => report({ type: 'password', start, end, confidence: 60 }),
};
const greedy = createScanner([everything]);
const plan = planDetectors([...CREDENTIAL_DETECTORS, everything]);
const pass = createTextPass(plan, null);
const plainViewOf = (text: string) => {
  pass.read(text);
  return toPlainView({ text, map: null, source: null }, pass.maker);
};

const pieces = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('\\n', '\\"', '\\\\', '\\u0041', '%41%42', '&#65;', '&amp;', '" + "', "' . '", '\u200b', '\u00ad'),
    fc.constantFrom(
      'аpple',
      'пароль',
      'password: ',
      'token=',
      '１２３４５６７',
      '1234 567 890',
      'a@b',
      'x://',
      '::1',
      '\\\n  ',
    ),
    fc.constantFrom(
      'aGVsbG8gd29ybGQgYWdhaW4=',
      '68656c6c6f20776f726c64',
      '𝐀𝟏',
      '\ud800',
      '-----BEGIN PRIVATE KEY-----',
      '"',
      "'",
    ),
  ),
  { maxLength: 24 },
);
const texts = pieces.map((parts) => parts.join(''));

test('Findings lie within the text, in order, and do not overlap, whatever the text.', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const each of [scanner, greedy]) {
        let last = 0;
        for (const { start, end, confidence } of each.scan(text).findings) {
          assert.ok(start >= last && end > start && end <= text.length, `${start}–${end} behind ${last}`);
          assert.ok(confidence >= 50 && confidence <= 100);
          last = end;
        }
      }
    }),
    runs,
  );
});

test('The same text gives the same findings, also after other texts.', () => {
  fc.assert(
    fc.property(texts, texts, (text, other) => {
      const first = greedy.scan(text);
      greedy.scan(other);
      assert.deepEqual(greedy.scan(text), first);
    }),
    runs,
  );
});

test('Each unit of a plain view leads back to units of the text that read the same.', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const view = plainViewOf(text);
      let last = 0;
      for (let at = 0; at < view.text.length; at += 1) {
        const { start, end } = spanInOriginal(view, { start: at, end: at + 1 });
        assert.ok(start >= last && end > start && end <= text.length);
        if (end - start === 1 && text.charCodeAt(start) < 0x80) assert.equal(view.text[at], text[start]);
        last = end;
      }
    }),
    runs,
  );
});

test('A view that is read where it was made, in part, holds what its text does when it is read anew.', () => {
  const other = createTextPass(plan, null);
  fc.assert(
    fc.property(texts, texts, fc.nat(200), (before, text, blanks) => {
      plainViewOf(before);
      const view = plainViewOf(`${text}${' '.repeat(blanks)}${before}`);
      const own = emptySightings();
      pass.see(view.text, own);
      other.read(view.text);
      const anew = emptySightings();
      other.see(view.text, anew);
      assert.deepEqual(own, anew);
      assert.equal(pass.countDigits(0, view.text.length), other.countDigits(0, view.text.length));
      for (let at = 20; at >= 0; at = other.nextSpelled(at + 20))
        assert.equal(pass.nextSpelled(at), other.nextSpelled(at));
    }),
    runs,
  );
});

test('A text of plain ASCII words is its own view.', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w .,:;!?()\n-]{0,200}$/), (text) => {
      assert.equal(plainViewOf(text).text, text);
    }),
    runs,
  );
});

const toFullWidth = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const escapeAll = (text: string) =>
  text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const DISGUISES: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  json: (text) => JSON.stringify(text),
  jsonTwice: (text) => JSON.stringify(JSON.stringify(text)),
  escaped: escapeAll,
  base64: (text) => Buffer.from(text).toString('base64'),
  base64Url: (text) => Buffer.from(text).toString('base64url'),
  base64Wide: (text) => Buffer.from(text, 'utf16le').toString('base64'),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  url: (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  zeroWidth: (text) => [...text].join('\u200b'),
  softHyphen: (text) => [...text].join('\u00ad'),
  fullWidth: toFullWidth,
  lookAlike: (text) => text.replace('A', 'А').replace('e', 'е'),
  entities: (text) => text.replace(/[\s\S]/g, (unit) => `&#${unit.charCodeAt(0)};`),
  concatenated: (text) => `"${text.slice(0, 9)}" + "${text.slice(9)}"`,
  continued: (text) => `${text.slice(0, 7)}\\\n    ${text.slice(7)}`,
  base64OfBase64: (text) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64'),
};

test('A key is found, and its whole place told, in each disguise and in any harmless text round it.', () => {
  const words = fc.array(fc.constantFrom('Bonjour', 'the', 'größer', 'log', 'строка', 'x = 1;', '\n', '12:30'), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(...Object.keys(DISGUISES)), words, words, (n, name, before, after) => {
      const draw = drawFrom(n);
      const key = `AK${'IA'}${randomText(draw, 'upper', 16)}`;
      const disguised = DISGUISES[name]?.(key) ?? key;
      const text = `${before.join(' ')} ${disguised} ${after.join(' ')}`;
      const start = text.indexOf(disguised);
      const findings = scanner.scan(text).findings.filter(({ type }) => type === 'aws_access_key_id');
      assert.equal(findings.length, 1, `${name}: ${text}`);
      const found = findings[0];
      const rim = disguised.length - key.length === 2 ? 1 : 6;
      assert.ok(found !== undefined && found.start >= start && found.start <= start + rim);
      assert.ok(found.end <= start + disguised.length && found.end >= start + disguised.length - rim);
    }),
    { ...runs, numRuns: 400 },
  );
});
