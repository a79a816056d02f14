import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CREDENTIAL_DETECTORS } from './credential-detectors.ts';
import { drawFrom, randomText } from './credentials.fixture.ts';
import { createScanner } from './scan-text.ts';

const scanner = createScanner(CREDENTIAL_DETECTORS);
const draw = drawFrom(20261127);
const token = `glpat-${randomText(draw, 'alnum', 20)}`;
const found = (text: string) => scanner.scan(text).findings.map(({ start, end }) => text.slice(start, end));
const rotated = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const first = letter < 'a' ? 65 : 97;
    return String.fromCharCode(first + ((letter.charCodeAt(0) - first + 13) % 26));
  });

test('A token that is written backwards is found where the text says so, and its place told.', () => {
  const turned = [...token].reverse().join('');
  for (const text of [
    `reversed: ${turned}`,
    `k = "${turned}"[::-1]`,
    `echo ${turned} | rev`,
    `read ${turned} backwards`,
  ])
    assert.deepEqual(found(text), [turned], text);
  assert.deepEqual(found(`it is ${turned}`), []);
});

test('A token by letters thirteen further is found where the text says so.', () => {
  assert.deepEqual(found(`rot13: ${rotated(token)}`), [rotated(token)]);
});

test('A token whose signs are told as words is found whole.', () => {
  for (const dash of [' dash ', '(dash)', '[hyphen]', ' minus ']) {
    const told = token.replaceAll('-', dash);
    assert.deepEqual(found(`key: ${told}, keep it`), [told], dash);
  }
});

test('Words about what is turned round, and dashes between words, are no tokens.', () => {
  for (const text of ['reverse the list of 20 items by rev 3a4b5c', 'a dash of salt, minus two, under_score 4 you'])
    assert.deepEqual(found(text), [], text);
});
