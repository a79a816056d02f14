import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Anchor, Detector, WordGroup } from './detector.ts';
import { createScanner } from './scan-text.ts';

const literal = (text: string, more: object = {}): Anchor => ({ kind: 'literal', text, ...more });

function reporting(id: string, anchors: readonly Anchor[], confidence = 80): Detector {
  return {
    ...{ id, version: 3, types: [id], words: [], anchors },
    check: ({ start, end }, _scanned, report) => report({ type: id, start, end, confidence }),
  };
}

const found = (detectors: readonly Detector[], text: string) =>
  createScanner(detectors)
    .scan(text)
    .findings.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

test('A literal is found whatever its case and accents, and by case or as a whole word where it asks for that.', () => {
  const detectors = [
    reporting('any', [literal('contraseña')]),
    reporting('exact', [literal('Key', { exactCase: true })]),
    reporting('whole', [literal('iban', { wholeWord: true })]),
  ];
  assert.deepEqual(found(detectors, 'CONTRASENA contraseña'), ['any CONTRASENA', 'any contraseña']);
  assert.deepEqual(found(detectors, 'key Key KEY'), ['exact Key']);
  assert.deepEqual(found(detectors, 'urbanibans customerIban iban_2'), ['whole Iban', 'whole iban']);
});

test('A text may be empty, and words, literals and shapes are found at the end of texts of every length, the first text or a later one.', () => {
  const trigger = { kind: 'trigger', trigger: 'digit_run' } as const;
  const detectors = [
    reporting('anywhere', [literal('key=')]),
    reporting('word', [literal('iban', { wholeWord: true })]),
    reporting('token', [literal('tk_', { exactCase: true, atStart: true })]),
    reporting('digits', [trigger]),
  ];
  assert.deepEqual(createScanner(detectors).scan(''), { findings: [], failures: [] });
  const used = createScanner(detectors);
  const lengths = [...Array.from({ length: 140 }, (_, at) => at), 1023, 1024, 1025, 2047, 2048, 2049, 70_000];
  for (const length of [...lengths, ...lengths.toReversed()]) {
    for (const end of ['key=', 'iban', 'tk_', '1234567', 'é iban']) {
      const text = `${'. '.repeat(length).slice(0, length)} ${end}`;
      const { findings } = used.scan(text);
      assert.deepEqual(
        findings.map((finding) => [finding.type, finding.end]),
        [
          [
            end.includes('key') ? 'anywhere' : end.includes('iban') ? 'word' : end === 'tk_' ? 'token' : 'digits',
            text.length,
          ],
        ],
        `${length} and ${end}`,
      );
    }
  }
});

test('Literals of two characters are found however often they stand before, and in the order of the text.', () => {
  const anchors = [literal('zq'), literal('mark')];
  const last: Detector = {
    ...{ id: 'last', version: 1, types: ['last'], words: [], anchors },
    check: ({ start, end }, { text }, report) => {
      if (text[end] === '!') report({ type: 'last', start, end, confidence: 80 });
    },
  };
  const text = `${'zq '.repeat(8_000)}zq! mark! zq!`;
  assert.deepEqual(found([last], text), ['last zq', 'last mark', 'last zq']);
});

test('Where more literals begin than there is room for, that is said and nothing else is harmed.', () => {
  const longer = Array.from({ length: 40 }, (_, at) => literal('a'.repeat(at + 4)));
  const scanner = createScanner([reporting('overlapping', longer, 10), reporting('plain', [literal('key=')])]);
  const { failures } = scanner.scan(`${'a'.repeat(400)}${' . '.repeat(20_000)}`);
  assert.deepEqual(failures, [{ detectorId: 'scanner', kind: 'over_budget' }]);
  assert.deepEqual(scanner.scan('key=').findings.length, 1);
});

test('Words of other scripts are found, and none that only share their symbols.', () => {
  const words = [...'абвгдежзийклмнопрстуфхцчшщъыьэюя密码令パスワード비밀번호αβγδεζηθ'].map((letter) =>
    literal(letter),
  );
  const detectors = [reporting('word', [literal('пароль')]), reporting('letter', words, 55)];
  assert.deepEqual(
    found(detectors, 'ПАРОЛЬ пбролъ').filter((line) => line.startsWith('word')),
    ['word ПАРОЛЬ'],
  );
});

test('Triggers tell whole runs.', () => {
  const triggers = ['digit_run', 'at_sign', 'scheme', 'token_run', 'dotted', 'colons'] as const;
  const detectors = triggers.map((trigger) => reporting(trigger, [{ kind: 'trigger', trigger }]));
  const text = 'Tel. +49 (0)30 123-4567, a.b@c.de x://y 10.0.0.1 fe80::1 12:34 1234 getElementsByClassNameAndMore4=';
  assert.deepEqual(found(detectors, text), [
    'digit_run 49 (0)30 123-4567',
    'at_sign @',
    'scheme ://',
    'dotted 10.0.0.1',
    'colons fe80::1',
    'token_run getElementsByClassNameAndMore4=',
  ]);
});

test('A word is near when it ends within reach before a span or begins within reach behind it.', () => {
  const words: WordGroup = { name: 'invoice', words: ['Rechnung', 'numéro'] };
  const near: Detector = {
    ...{ id: 'near', version: 1, types: ['near'], words: [words], anchors: [literal('#')] },
    check: ({ start, end }, scanned, report) => {
      if (scanned.near(words, { start, end }, { before: 4, after: 3 })) {
        report({ type: 'near', start, end, confidence: 90 });
      }
    },
  };
  const isNear = (text: string) => found([near], text).length === 1;
  assert.ok(isNear('RECHNUNG 12#') && isNear('#: numero') && isNear('rechnung#'));
  assert.ok(!isNear('Rechnung 1234#') && !isNear('#    numéro') && !isNear('Berechnung #') && !isNear('#'));
});

test('A detector that throws is told as a failure, and the others go on.', () => {
  const broken: Detector = {
    ...reporting('broken', [literal('x')]),
    check: () => {
      throw new Error('planted');
    },
  };
  const { findings, failures } = createScanner([broken, reporting('whole', [literal('y')])]).scan('x y x');
  assert.deepEqual(failures, [{ detectorId: 'broken', kind: 'threw' }]);
  assert.deepEqual(findings, [
    { type: 'whole', start: 2, end: 3, confidence: 80, detectorId: 'whole', detectorVersion: 3 },
  ]);
});

test('Of findings that overlap the surest stays, then the longest.', () => {
  const detectors = [
    reporting('word', [literal('abcdef')], 70),
    reporting('part', [literal('cd')], 90),
    reporting('rest', [literal('ef')], 60),
  ];
  assert.deepEqual(found(detectors, 'abcdef'), ['part cd', 'rest ef']);
  assert.deepEqual(found(detectors.slice(0, 1).concat(detectors.slice(2)), 'abcdef'), ['word abcdef']);
});

test('More candidates than a text may hold, and more calls than a costly detector may have, are told as over budget.', () => {
  const many = createScanner([reporting('many', [literal('a')])]).scan('a'.repeat(40_000));
  assert.deepEqual(many.failures, [{ detectorId: 'scanner', kind: 'over_budget' }]);
  const costly = createScanner([{ ...reporting('costly', [literal('a ')]), isCostly: true }]).scan('a '.repeat(3000));
  assert.deepEqual(costly.failures, [{ detectorId: 'costly', kind: 'over_budget' }]);
  assert.deepEqual(createScanner([reporting('many', [literal('a')])]).scan('a'.repeat(2000)).failures, []);
});

test('More characters than may be looked at away from the hits are told as over budget, and what stands at the hits is found.', () => {
  const far = (characters: number): Detector => ({
    ...reporting('far', [literal('ab')]),
    check: (hit, scanned, report) => {
      scanned.mayLookAt(characters);
      report({ type: 'far', start: hit.start, end: hit.end, confidence: 90 });
    },
  });
  const looked = createScanner([far(1_000_000)]).scan('ab ab ab ab');
  assert.deepEqual(looked.failures, [{ detectorId: 'far', kind: 'over_budget' }]);
  assert.equal(looked.findings.length, 4);
  const scanner = createScanner([far(1_000_000)]);
  assert.deepEqual(scanner.scan('ab ab').failures, []);
  assert.deepEqual(scanner.scan('ab ab', true).failures, [{ detectorId: 'far', kind: 'over_budget' }]);
  assert.deepEqual(scanner.scan('ab ab').failures, []);
});

test('Slices of one text may hold and cost together what the text may, and the next text begins anew.', () => {
  const { scan } = createScanner([reporting('many', [literal('a')])]);
  const told = [{ detectorId: 'scanner', kind: 'over_budget' }];
  assert.deepEqual(scan('a'.repeat(2000)).failures, []);
  assert.deepEqual(scan('a'.repeat(2000), true).failures, told);
  assert.deepEqual(scan('a'.repeat(2000)).failures, []);
  const costly = createScanner([{ ...reporting('costly', [literal('a')]), isCostly: true }]);
  assert.deepEqual(costly.scan('a'.repeat(1025)).failures, []);
  assert.deepEqual(costly.scan('a'.repeat(1025), true).failures, [{ detectorId: 'costly', kind: 'over_budget' }]);
  assert.deepEqual(costly.scan('a'.repeat(1025)).failures, []);
});

test('What bytes in base64 and hexadecimal decode to leads back to the characters that they were decoded from.', () => {
  const scanned = 'one ab two äöü ab\n ab three';
  for (const encoded of [Buffer.from(scanned).toString('base64'), Buffer.from(scanned).toString('hex')]) {
    const unit = encoded.length / Buffer.byteLength(scanned);
    const places = createScanner([reporting('b', [literal('ab')])]).scan(encoded).findings;
    const bytes = [4, 18, 22].map((at) => [Math.floor(at * unit + 1e-9), Math.ceil((at + 2) * unit - 1e-9)]);
    assert.deepEqual(
      places.map(({ start, end }) => [start, end]),
      bytes,
    );
  }
});

test('A candidate below 50, or outside the text, is no finding.', () => {
  assert.deepEqual(found([reporting('doubtful', [literal('a')], 49)], 'a'), []);
  const outside: Detector = {
    ...reporting('outside', [literal('a')]),
    check: ({ start }, _scanned, report) => report({ type: 'outside', start, end: start + 9, confidence: 90 }),
  };
  assert.deepEqual(found([outside], 'a'), []);
});
