import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markingDetector } from './marking-detector.ts';
import { createScanner } from './scan-text.ts';

const scanner = createScanner([markingDetector]);

function marked(text: string): readonly string[] {
  return scanner.scan(text).findings.map(({ type, start, end }) => `${type.slice(8)} ${text.slice(start, end)}`);
}

const markings: readonly (readonly [string, string])[] = [
  ['CONFIDENTIAL\n\nQuarterly figures', 'confidential CONFIDENTIAL'],
  ['Acme Corp – Strictly Confidential – Page 3 of 12', 'restricted Strictly Confidential'],
  ['Report\nInternal use only\nText', 'internal Internal use only'],
  ['# INTERNAL USE ONLY\n\nPlan of the year', 'internal INTERNAL USE ONLY'],
  ['-- Internal use only --', 'internal Internal use only'],
  ['Classification: confidential', 'confidential confidential'],
  ['{"classification": "Strictly confidential"}', 'restricted Strictly confidential'],
  ['Subject: [CONFIDENTIAL] Offer for the site', 'confidential CONFIDENTIAL'],
  ['PRIVILEGED & CONFIDENTIAL\nATTORNEY WORK PRODUCT', 'privileged PRIVILEGED & CONFIDENTIAL'],
  ['*** STRENG VERTRAULICH ***', 'restricted STRENG VERTRAULICH'],
  ['Nur für den internen Gebrauch', 'internal Nur für den internen Gebrauch'],
  ['VERTRAULICH – Nicht weitergeben', 'confidential VERTRAULICH'],
  ['STRICTEMENT CONFIDENTIEL', 'restricted STRICTEMENT CONFIDENTIEL'],
  ['Riservato', 'confidential Riservato'],
  ['Estrictamente confidencial', 'restricted Estrictamente confidencial'],
  ['TLP:RED', 'restricted TLP:RED'],
  ['TLP:AMBER+STRICT | Advisory 12', 'confidential TLP:AMBER+STRICT'],
  ['TOP SECRET//SI//NOFORN', 'restricted TOP SECRET'],
  ['VS-NUR FÜR DEN DIENSTGEBRAUCH', 'confidential NUR FÜR DEN DIENSTGEBRAUCH'],
  ['This document is strictly confidential and belongs to Acme.', 'restricted strictly confidential'],
];

for (const [text, expected] of markings) {
  test(`A marking where markings stand is found: ${JSON.stringify(text)}`, () => {
    assert.equal(marked(text)[0], expected);
  });
}

const prose: readonly string[] = [
  '#!/bin/x\n# This file is for internal use by core programs only.',
  'x\n# INTERNAL USE ONLY',
  '  // For internal use only',
  ' * Internal use only',
  '=head1 NAME\n\nB<FOR INTERNAL USE ONLY>',
  '  FOR INTERNAL USE ONLY!',
  'We keep what you tell us confidential and never share it.',
  'The confidential nature of the talks was clear to everybody.',
  '# Confidential computing on our platform',
  "export const DATA_CLASSES = ['public', 'internal', 'confidential', 'restricted'];",
  "  'confidential',",
  'confidential: true',
  'Is this confidential?',
  'Confidential clients authenticate with a secret, public clients cannot.',
  'Wir behandeln Ihre Angaben vertraulich.',
  'Ce rapport confidentiel a été publié hier.',
  'TLP:RED is the strictest label of the protocol, and people should know what it means before they use it.',
  'She said that the attorney-client privilege covers the memo.',
  'enum Level { Internal, Confidential }',
  'confidential',
];

for (const text of prose) {
  test(`The same word in a sentence or a program is no marking: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(marked(text), []);
  });
}
