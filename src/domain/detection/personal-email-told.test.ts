import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOLD_EMAIL_DETECTOR } from './personal-email-told.ts';
import { createScanner } from './scan-text.ts';

const scanner = createScanner([TOLD_EMAIL_DETECTOR]);
const values = (text: string) => scanner.scan(text).findings.map(({ start, end }) => text.slice(start, end));

test('An address is found whose signs are told as words or in brackets.', () => {
  for (const address of [
    'k-meier9(at)uni-koeln(dot)de',
    'anna.li [at] acme [dot] com',
    'tom.baker+news[at]proton[.]me',
    'maria_lopez at gmail dot com',
    'MARIA AT gmail DOT com',
    'j.doe arroba acmelab punto io',
    'anna29 ät proton punkt me',
    'info{at}acme.org',
  ])
    assert.deepEqual(values(`Write to ${address}, please.`), [address], address);
});

test('Words of sentences and code are no address.', () => {
  for (const text of [
    'Look at the dot in the picture.',
    'We met at noon; the dot com bubble burst later.',
    'array(at) (dot) index',
    'see you at acme dot matrix printers',
    'x[at] = y[dot]',
  ])
    assert.deepEqual(values(text), [], text);
});
