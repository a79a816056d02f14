import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CREDENTIAL_DETECTORS } from './credential-detectors.ts';
import { drawFrom, randomText } from './credentials.fixture.ts';
import { planDetectors } from './detector-plan.ts';
import { PAYMENT_CARD_DETECTOR } from './financial-card.ts';
import { createScanner } from './scan-text.ts';
import { emptySightings } from './sightings.ts';
import { findSpelled } from './spelled-runs.ts';
import { createTextPass } from './text-pass.ts';

const scanner = createScanner([...CREDENTIAL_DETECTORS, PAYMENT_CARD_DETECTOR]);
const draw = drawFrom(20261125);
const token = `glpat-${randomText(draw, 'alnum', 20)}`;
const everywhere = (text: string) => (from: number) => (from < text.length ? from : -1);
const found = (text: string) => scanner.scan(text).findings.map(({ start, end }) => text.slice(start, end));

test('A token whose characters stand apart is found, whatever stands between them.', () => {
  for (const separator of [' ', '.', ' - ', ', ', '\n', '_']) {
    const spelled = [...token].join(separator);
    assert.deepEqual(found(`it is ${spelled}\n\nright`), [spelled], JSON.stringify(separator));
  }
});

test('A card in words is found in several languages, with doubles and commas.', () => {
  const english = 'four one one one one one one one one one one one one one one one';
  const german = 'vier zwei vier zwei vier zwei vier zwei vier zwei vier zwei vier zwei vier zwei';
  const doubled = 'four, double one, one, triple one, double one, double one, triple one, double one';
  for (const words of [english, german, doubled]) assert.deepEqual(found(`my card is ${words}.`), [words]);
});

test('Rows of figures, words of one letter and sentences with numbers spell nothing.', () => {
  for (const text of [
    '[1, 0, 1, 1, 0, 2, 0, 3, 1, 9, 0, 1, 8, 1, 0, 4, 5, 5]',
    '1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9',
    'a b c d e f g h i j k l m n o p q r s t u v w x y z',
    'one of the two had three or four, and five of the six went on to seven',
    `${'| '.repeat(40)}\n${'- '.repeat(40)}`,
  ])
    assert.deepEqual(findSpelled(text, everywhere(text)), [], text);
});

test('What is spelled is found where the passes say that it may be as where every place is looked at.', (t) => {
  const seed = 20261122;
  t.diagnostic(`seed ${seed}`);
  const pass = createTextPass(planDetectors([PAYMENT_CARD_DETECTOR]), null);
  const sightings = emptySightings();
  const separator = fc.constantFrom(' ', '.', '-', '_', '\n', ',', '|', '/', '*', ', ', '. ', ' - ', ' + ', '');
  const word = fc.constantFrom(
    'four',
    'Eins',
    'zéro',
    'ZÉRO',
    'três',
    'pięć',
    'double',
    'oh',
    'meia',
    'seven',
    'of',
    'ünit',
  );
  const single = fc.constantFrom(...'aB3xY7q0-é ');
  const part = fc
    .tuple(fc.array(fc.oneof(single, word), { minLength: 1, maxLength: 40 }), separator)
    .map(([units, between]) => units.join(between));
  const text = fc
    .array(fc.oneof(part, fc.lorem({ maxCount: 4 })), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(' '));
  const law = fc.property(text, (some) => {
    pass.read(some);
    pass.see(some, sightings);
    assert.deepEqual(findSpelled(some, pass.nextSpelled), findSpelled(some, everywhere(some)));
  });
  fc.assert(law, { seed, numRuns: 1_000 });
});
