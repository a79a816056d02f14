import assert from 'node:assert/strict';
import { test } from 'node:test';
import { organisationNameDetector } from './name-organisation.ts';
import { personNameDetector } from './name-person.ts';
import { createScanner } from './scan-text.ts';

const scanner = createScanner([personNameDetector, organisationNameDetector]);

function names(text: string): readonly string[] {
  return scanner.scan(text).findings.map(({ start, end }) => text.slice(start, end));
}

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['Dear Ms Brown,\nthank you', ['Brown']],
  ['Dear Team,\nthank you', []],
  ['Dear Sir or Madam,', []],
  ['Sehr geehrte Frau Dr. Müller-Lüdenscheidt,\n', ['Müller-Lüdenscheidt']],
  ['Kind regards,\n\nAnn van der Berg\n', ['Ann van der Berg']],
  ['Mit freundlichen Grüßen\nJörg Schäfer\n', ['Jörg Schäfer']],
  ['Kind regards,\nThe Team\n', []],
  ['Patient: Anna Lindqvist, admitted', ['Anna Lindqvist']],
  ['Kontoinhaber: Max Mustermann\nIBAN', ['Max Mustermann']],
  ['"cardholder": "ANNA LINDQVIST"', ['ANNA LINDQVIST']],
  ['Name: Anna Lindqvist\nPhone: x', ['Anna Lindqvist']],
  ['name: Build And Test\non: push', []],
  ['Yesterday Mr Smith came.', ['Smith']],
  ['a 20 ms Delay', []],
  ['The offer of Rakete & Söhne GmbH is good.', ['Rakete & Söhne GmbH']],
  ['bought from Acme Rocket Works Ltd. today', ['Acme Rocket Works Ltd']],
  ['They said hello. Acme Rockets GmbH did not.', ['Acme Rockets GmbH']],
  ['Die Muster Bau AG hat', ['Muster Bau AG']],
  ['a bag of 10 KG', []],
  ['Anna Lindqvist likes tea.', []],
];

for (const [text, expected] of cases) {
  test(`Names are found beside a cue and nowhere else: ${JSON.stringify(text)}`, () =>
    assert.deepEqual(names(text), expected));
}
